"""Getting a number, following it, giving it up, rating."""

from __future__ import annotations

import json

import pytest


def test_a_kiosk_gets_a_ticket_with_everything_its_paper_needs(hall, kiosk, lan):
    answered = kiosk("ho-tich", lang="en", priority=True)
    assert answered.status_code == 201
    ticket = answered.json
    assert (ticket["number"], ticket["group"], ticket["zone"]) == (1001, "ho-tich", "1")
    assert ticket["counters"] == [1, 2]
    assert ticket["ahead"] == 0
    assert ticket["issued_at"] == "2026-11-24T09:00:00+07:00"
    assert ticket["url"] == f"http://hall.test/t/{ticket['key']}"
    assert len(ticket["key"]) >= 20


def test_one_touch_is_one_ticket_however_often_it_is_sent(kiosk):
    first, again, other = kiosk("ho-tich", "k1"), kiosk("ho-tich", "k1"), kiosk("ho-tich", "k2")
    assert first.data == again.data
    assert again.status_code == 201
    assert other.json["number"] == first.json["number"] + 1


def test_a_key_used_for_another_request_is_a_conflict(kiosk):
    kiosk("ho-tich", "k1")
    answered = kiosk("dat-dai", "k1")
    assert (answered.status_code, answered.json["code"]) == (409, "idempotency-conflict")


def test_a_key_longer_than_64_characters_is_refused(kiosk):
    answered = kiosk("ho-tich", "k" * 65)
    assert (answered.status_code, answered.json["code"]) == (400, "bad-idempotency-key")


def test_a_refusal_gives_its_reason_in_both_languages_as_problem_json(hall, kiosk):
    kiosk("dat-dai")
    kiosk("dat-dai")
    answered = kiosk("dat-dai")
    assert answered.content_type == "application/problem+json"
    assert (answered.status_code, answered.json["code"]) == (409, "cap-reached")
    assert answered.json["status"] == 409
    assert "hết số" in answered.json["reason"]["vi"]
    assert answered.json["detail"] == answered.json["reason"]["en"]


def test_after_the_last_ticket_it_is_too_late_and_at_lunch_closed(hall, clock, kiosk):
    clock.pass_s(2.25 * 3600)
    assert kiosk("ho-tich").json["code"] == "too-late"
    clock.pass_s(3600)
    assert kiosk("ho-tich").json["code"] == "group-closed"


def test_an_unknown_group_is_404(kiosk):
    answered = kiosk("nope")
    assert (answered.status_code, answered.json["code"]) == (404, "unknown-group")


def test_officers_may_issue_but_auditors_displays_and_strangers_may_not(hall):
    body = {"group": "ho-tich"}
    assert hall.log_in("guide").post("/tickets", json=body).status_code == 201
    assert hall.log_in("lan").post("/tickets", json=body).status_code == 201
    assert hall.log_in("audit").post("/tickets", json=body).json["code"] == "not-allowed"
    display = hall.client().post("/api/v1/tickets", json=body, headers=hall.bearer("display"))
    assert display.json["code"] == "not-allowed"
    assert hall.client().post("/api/v1/tickets", json=body).json["code"] == "not-logged-in"


def test_wrong_types_are_422_and_name_the_field(hall, kiosk):
    for bad in ({"priority": "yes"}, {"dossiers": "2"}, {"dossiers": 0}, {"lang": "fr"}):
        answered = kiosk("ho-tich", **bad)
        assert (answered.status_code, answered.json["code"]) == (422, "invalid"), bad
        assert answered.json["errors"][0]["where"] == f"json.{next(iter(bad))}"


def test_bodies_that_are_no_json_objects_are_refused_for_what_they_are(hall):
    def send(data: bytes, kind: str = "application/json") -> tuple[int, str]:
        headers = hall.bearer("kiosk") | {"Content-Type": kind}
        answered = hall.client().post("/api/v1/tickets", data=data, headers=headers)
        assert answered.content_type == "application/problem+json"
        return answered.status_code, answered.json["code"]

    assert send(b'{"group": ') == (400, "malformed-request")
    assert send(b"\xff\xfe") == (400, "malformed-request")
    assert send(b"null") == (400, "malformed-request")
    assert send(b"[" * 60_000) == (400, "malformed-request")
    assert send(b"[]") == (422, "invalid")
    assert send(b'{"group": "\\ud800"}') == (422, "invalid")
    assert send(b"group=ho-tich", "application/x-www-form-urlencoded") == (415, "not-json")
    assert send(json.dumps({"group": "g" * 70_000}).encode()) == (413, "too-large")


def test_a_ticket_is_followed_by_its_key_alone(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    waiting = hall.client().get(f"/api/v1/tickets/{key}").json
    assert (waiting["state"], waiting["ahead"], waiting["counter"]) == ("waiting", 0, None)
    lan.post("/counters/1/next")
    called = hall.client().get(f"/api/v1/tickets/{key}").json
    assert (called["state"], called["counter"]) == ("called", 1)
    assert called["called_at"] == "2026-11-24T09:00:00+07:00"
    assert (called["ep"], called["rev"]) > (waiting["ep"], waiting["rev"])


def test_an_unknown_key_is_404_and_costs_no_transaction(hall, monkeypatch):
    monkeypatch.setattr(hall.store, "write", None)
    for path in ("/leave", "/rating"):
        answered = hall.client().post(f"/api/v1/tickets/guess{path}", json={"score": 5})
        assert (answered.status_code, answered.json["code"]) == (404, "unknown-ticket")
    assert hall.client().get("/api/v1/tickets/guess").status_code == 404


def test_a_citizen_gives_up_the_place(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]
    path = f"/api/v1/tickets/{key}/leave"
    assert hall.client().post(path).json == {"state": "left"}
    assert hall.client().post(path).json["code"] == "wrong-state"
    assert lan.post("/counters/1/next").json["call"] is None


def test_a_visit_is_rated_once_and_only_after_service(hall, kiosk, lan):
    key = kiosk("ho-tich").json["key"]

    def rate(score: object = 5) -> tuple[int, str | None]:
        body = {"score": score, "reasons": ["nhanh"], "comment": "tốt"}
        answered = hall.client().post(f"/api/v1/tickets/{key}/rating", json=body)
        return answered.status_code, answered.json.get("code")

    assert rate() == (409, "not-served-yet")
    lan.post("/counters/1/next")
    lan.post("/counters/1/finish")
    assert rate(6) == (422, "invalid")
    assert rate() == (200, None)
    assert rate() == (409, "already-rated")
    assert hall.client().get(f"/api/v1/tickets/{key}").json["rated"] is True


def test_a_citizen_is_journalled_by_ticket_and_never_by_key(hall, kiosk):
    ticket = kiosk("ho-tich").json
    hall.client().post(f"/api/v1/tickets/{ticket['key']}/leave")
    with hall.store.read() as db:
        by = [row[0] for row in db.execute("select by from journal")]
    assert f"citizen:{ticket['id']}" in by


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("CCCD 031099012345, cảm ơn", "CCCD ••••••••••••, cảm ơn"),
        ("gọi 0912 345 678", "gọi ••••••••••••"),
        ("số 1021, quầy 7, chờ 45 phút", "số 1021, quầy 7, chờ 45 phút"),
    ],
)
def test_numbers_that_could_name_a_person_are_nowhere_in_the_database(hall, kiosk, lan, said, kept):
    key = kiosk("ho-tich").json["key"]
    lan.post("/counters/1/next")
    lan.post("/counters/1/finish")
    rating = {"score": 5, "comment": said}
    headers = {"Idempotency-Key": "k1"}
    path = f"/api/v1/tickets/{key}/rating"
    assert hall.client().post(path, json=rating, headers=headers).status_code == 200
    with hall.store.read() as db:
        (data,) = db.execute("select data from journal where kind = 'ticket_rated'").fetchone()
        whole = "\n".join(db.iterdump())
    assert json.loads(data)["comment"] == kept
    assert said == kept or said not in whole


def test_a_refusal_speaks_the_language_of_the_client_and_no_other(hall, kiosk):
    key = kiosk("ho-tich").json["key"]
    path = f"/api/v1/tickets/{key}/leave"
    hall.client().post(path)
    told = hall.client().post(path, headers={"Accept-Language": "vi-VN,vi;q=0.9,en;q=0.5"}).json
    assert told["detail"] == told["reason"]["vi"] == "Số 1001 đã bỏ số, không làm được việc này."
    assert hall.client().post(path).json["detail"] == told["reason"]["en"]


@pytest.mark.parametrize(
    "slot", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "soon", "2026-11-24T10:00"]
)
def test_a_slot_that_cannot_be_is_422(kiosk, slot):
    answered = kiosk("ho-tich", appointment_at=slot)
    assert (answered.status_code, answered.json["code"]) == (422, "invalid")


def test_a_slot_of_another_day_is_refused_in_words(kiosk):
    answered = kiosk("ho-tich", appointment_at="2026-11-25T10:00:00+07:00")
    assert (answered.status_code, answered.json["code"]) == (422, "slot-not-today")
