"""The phone page without scripts: every state is there at once, and its forms work."""

from __future__ import annotations

import re

import pytest

from server import documents

HTML = {"Accept": "text/html"}


@pytest.fixture
def seen(hall):
    """The page of a ticket as a browser without scripts gets it."""

    def get(key: str, query: str = "") -> str:
        return hall.client().get(f"/t/{key}{query}", headers=HTML).text

    return get


def served(lan, kiosk) -> str:
    """The key of a ticket that was just served at counter 1."""
    key = kiosk("ho-tich").json["key"]
    for verb in ("next", "start", "finish"):
        assert lan.post(f"/counters/1/{verb}").status_code == 200
    return key


def test_a_waiting_ticket_is_whole_when_it_arrives(lan, kiosk, seen):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    made = kiosk("ho-tich").json
    html = seen(made["key"])
    assert f"<h1>{made['number']}</h1>" in html
    assert "Sắp đến lượt" in html
    assert 'http-equiv="refresh"' in html
    assert "Quy định trong ngày" in html


@pytest.mark.parametrize(
    ("verbs", "said"),
    [
        (("next",), "Đến lượt Ông/Bà"),
        (("next", "start"), "Đang phục vụ"),
        (("next", "no-show"), "Đã gọi mà chưa gặp"),
        (("next", "start", "park"), "Đang tạm giữ chỗ"),
        (("next", "start", "finish"), "đánh giá thế nào"),
    ],
)
def test_every_state_is_drawn_by_the_server(lan, kiosk, seen, verbs, said):
    key = kiosk("ho-tich").json["key"]
    for verb in verbs:
        assert lan.post(f"/counters/1/{verb}").status_code == 200
    assert said in seen(key)


def test_giving_up_asks_once_more_and_then_does_it(hall, kiosk, seen):
    key = kiosk("ho-tich").json["key"]
    assert "Bỏ số này?" not in seen(key)
    asked = seen(key, "?ask=leave")
    assert "Bỏ số này?" in asked
    assert 'http-equiv="refresh"' not in asked, "the question stays until it is answered"
    for _ in range(2):
        answered = hall.client().post(f"/t/{key}/leave")
        assert (answered.status_code, answered.location) == (303, f"/t/{key}")
    assert "Số này đã bỏ" in seen(key)


def test_a_rating_by_the_form_counts_once(hall, lan, kiosk, seen):
    key = served(lan, kiosk)
    sent = {"score": "4", "reason": ["wait", "guidance"], "comment": "số 0912 345 678"}
    for _ in range(2):
        assert hall.client().post(f"/t/{key}/rating", data=sent).status_code == 303
        sent["score"] = "1"
    told = rated(hall)
    assert [(one.score, one.reasons) for one in told] == [(4, ("wait", "guidance"))]
    assert "0912" not in told[0].comment
    assert "Cảm ơn" in seen(key)


def test_a_rating_without_a_level_asks_again(hall, lan, kiosk, seen):
    key = served(lan, kiosk)
    assert hall.client().post(f"/t/{key}/rating", data={"comment": "x"}).status_code == 303
    assert rated(hall) == []
    assert "đánh giá thế nào" in seen(key)


def test_reasons_that_are_no_codes_are_not_kept(hall, lan, kiosk):
    key = served(lan, kiosk)
    body = {"score": 2, "reasons": ["trips", "Nguyễn Văn An", "trips"]}
    assert hall.client().post(f"/api/v1/tickets/{key}/rating", json=body).status_code == 200
    assert rated(hall)[0].reasons == ("trips",)


def rated(hall) -> list:
    """The ratings of the journal."""
    from server.store import journal

    with hall.store.read() as db:
        facts = [recorded.fact for recorded in journal.read(db)]
    return [fact for fact in facts if fact.KIND == "ticket_rated"]


def test_no_officer_is_named_on_the_page(lan, kiosk, seen):
    key = served(lan, kiosk)
    assert re.search(r"lan\b|Cán bộ", seen(key)) is None


def test_back_by_lies_before_the_earliest_call_and_only_for_a_long_wait(hall, lan, kiosk):
    first = kiosk("ho-tich").json["key"]
    key = [kiosk("ho-tich").json["key"] for _ in range(20)][-1]
    lan.post("/counters/1/next")
    view = hall.client().get(f"/api/v1/tickets/{key}").json
    assert view["wait"]["low_s"] > 1800
    assert view["now"] < view["back_by"] < view["wait"]["at_low"]
    assert hall.client().get(f"/api/v1/tickets/{first}").json["back_by"] is None


def test_nobody_is_sent_away_when_the_wait_is_not_known(hall, kiosk):
    for _ in range(20):
        key = kiosk("ho-tich").json["key"]
    view = hall.client().get(f"/api/v1/tickets/{key}").json
    assert (view["wait"], view["back_by"]) == (None, None)


def test_the_days_rules_are_those_of_the_plan(kiosk, seen):
    html = seen(kiosk("ho-tich").json["key"])
    assert "07:30–11:30, 13:30–17:00" in html
    assert "Nghỉ 11:30–13:30" in html
    assert "Hết giờ lúc 17:00: số chưa được gọi không chuyển" in html


def test_a_ticket_has_a_code_that_leads_to_its_page(hall, kiosk):
    key = kiosk("ho-tich").json["key"]
    code = hall.client().get(f"/t/{key}/qr.svg")
    assert (code.status_code, code.mimetype) == (200, "image/svg+xml")
    assert code.data.startswith(b"<?xml") and code.headers["Cache-Control"] == "no-store"
    assert hall.client().get("/t/nobody/qr.svg").status_code == 404


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_withdrawn_number_is_drawn_with_what_to_do(hall, kiosk, monkeypatch, lang):
    key = kiosk("ho-tich").json["key"]
    real = documents.ticket
    monkeypatch.setattr(documents, "ticket", lambda *at: {**real(*at), "state": "withdrawn"})
    page = hall.client().get(f"/t/{key}?lang={lang}").get_data(as_text=True)
    assert {"vi": "hỏi bàn Hướng dẫn", "en": "ask the Guidance desk"}[lang] in page


def test_a_number_that_staff_voided_says_why(hall, kiosk):
    made = kiosk("ho-tich").json
    guide = hall.log_in("guide")
    guide.post(f"/desk/tickets/{made['number']}/cancel", json={"reason": "wrong_group"})
    page = hall.client().get(f"/t/{made['key']}?lang=en").get_data(as_text=True)
    assert "The Guidance desk voided this number. Reason: Wrong group." in page
