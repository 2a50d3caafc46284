"""What officers tell of a visit and of their counter."""

from __future__ import annotations

import pytest


@pytest.fixture
def held(kiosk, lan):
    """Counter 1 has somebody; answers the number."""
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    return number


def test_finish_keeps_procedure_outcome_and_dossiers(hall, held, lan):
    body = {"procedure": "ho-tich", "outcome": "received", "dossiers": 3}
    assert lan.post("/counters/1/finish", json=body).status_code == 200
    snap = hall.desk.snapshot().hall
    leg = snap.tickets[snap.numbers[held]].leg
    assert (leg.procedure, leg.outcome, leg.done) == ("ho-tich", "received", 3)
    lan.post("/counters/1/undo")
    snap = hall.desk.snapshot().hall
    assert snap.tickets[snap.numbers[held]].leg.outcome is None


def test_finish_opens_a_further_leg_of_the_same_visit(hall, held, lan):
    body = {"outcome": "received", "then": {"group": "dat-dai"}}
    done = lan.post("/counters/1/finish", json=body)
    assert (done.json["state"], done.json["undo"]["what"]) == ("idle", "leg_opened")
    assert done.json["today"]["served"] == 1, "the officer's own figures count it"
    snap = hall.desk.snapshot().hall
    legs = snap.tickets[snap.numbers[held]].legs
    assert [(leg.group, leg.state) for leg in legs] == [
        ("ho-tich", "served"),
        ("dat-dai", "waiting"),
    ]


def test_finish_needs_no_words(held, lan):
    assert lan.post("/counters/1/finish").json["state"] == "idle"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"outcome": "sold"}, 422, "unknown-outcome"),
        ({"procedure": "nothing-like-it"}, 404, "unknown-procedure"),
        ({"dossiers": 0}, 422, "invalid"),
        ({"then": {"group": "ho-tich"}}, 422, "leg-same-group"),
        ({"then": {"group": "no-such"}}, 404, "unknown-group"),
    ],
)
def test_finish_refuses_what_is_on_no_list(held, lan, body, status, code):
    refused = lan.post("/counters/1/finish", json=body)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert lan.get("/counters/1").json["state"] == "called", "and nothing has happened"


def test_priority_is_confirmed_or_corrected_at_the_counter(held, lan, hall):
    seen = lan.post("/counters/1/priority", json={"priority": True}).json["ticket"]
    assert (seen["priority"], seen["priority_checked"], seen["state"]) == (True, True, "called")
    before = hall.desk.snapshot().hall.seq
    lan.post("/counters/1/priority", json={"priority": True})
    assert hall.desk.snapshot().hall.seq == before
    seen = lan.post("/counters/1/priority", json={"priority": False}).json["ticket"]
    assert (seen["priority"], seen["priority_checked"]) == (False, True)


def test_a_note_goes_with_the_ticket_blotted_and_in_no_journal(hall, held, lan, clock):
    text = "Đã nộp bản sao, gọi 0912 345 678"
    seen = lan.post("/counters/1/note", json={"text": text}).json["ticket"]["note"]
    assert seen == "Đã nộp bản sao, gọi ••••••••••••"
    lan.post("/counters/1/transfer", json={"counter": 2})
    minh = hall.log_in("minh")
    minh.post("/counters/2/open")
    minh.post("/counters/2/next")
    assert minh.get("/counters/2").json["ticket"]["note"] == seen
    key = next(iter(hall.desk.snapshot().hall.keys))
    assert "bản sao" not in hall.client().get(f"/api/v1/tickets/{key}").text
    assert "bản sao" not in hall.client().get("/api/v1/boards/hall").text
    minh.post("/counters/2/note", json={"text": " "})
    assert minh.get("/counters/2").json["ticket"]["note"] is None


def test_a_note_is_gone_with_the_day(hall, held, lan, clock):
    lan.post("/counters/1/note", json={"text": "quay lại sau"})
    ticket = hall.desk.snapshot().hall.ticket_at(1).id
    clock.pass_s(24 * 3600)
    hall.desk.tick()
    assert hall.desk.notes.of(hall.desk.snapshot().hall, ticket) is None


def test_a_pause_says_when_it_is_planned_to_end(hall, lan):
    lan.post("/counters/1/open")
    day = lan.get("/counters/1").json["now"][:10]
    told = {"reason": "meeting", "back_at": f"{day}T09:30:00+07:00"}
    seen = lan.post("/counters/1/pause", json=told).json
    assert (seen["pause_reason"], seen["back_at"]) == ("meeting", told["back_at"])
    assert lan.post("/counters/1/open").json["back_at"] is None


def test_a_return_in_the_past_is_refused(lan):
    lan.post("/counters/1/open")
    day = lan.get("/counters/1").json["now"][:10]
    late = {"reason": "break", "back_at": f"{day}T08:00:00+07:00"}
    refused = lan.post("/counters/1/pause", json=late)
    assert (refused.status_code, refused.json["code"]) == (422, "back-not-today")
    assert "sắp tới" in refused.json["reason"]["vi"]


def test_an_officer_calls_for_help_and_reads_that_somebody_comes(hall, lan, boss):
    assert lan.get("/counters/1").json["help_call"] is None
    asked = lan.post("/counters/1/help").json
    again = lan.post("/counters/1/help").json
    assert (asked["device"], asked["kind"], again["id"]) == ("counter:1", "counter", asked["id"])
    assert [one["id"] for one in boss.get("/alerts").json["alerts"]] == [asked["id"]]
    boss.post(f"/alerts/{asked['id']}/coming")
    assert lan.get("/counters/1").json["help_call"]["state"] == "coming"
    lan.post(f"/alerts/{asked['id']}/done")
    assert lan.get("/counters/1").json["help_call"] is None


@pytest.mark.parametrize("verb", ["finish", "priority", "note", "help", "pause"])
def test_nobody_tells_of_another_counter(hall, lan, verb):
    body = {"priority": True, "text": "x", "reason": "break"}
    assert lan.post(f"/counters/2/{verb}", json=body).json["code"] == "not-your-counter"


def test_the_lists_of_the_plan_are_offered(lan):
    offered = lan.get("/counters/1").json["choices"]
    assert offered["outcomes"][0] == "received"
    assert offered["pause_reasons"] == ["break", "meeting", "printing", "helping"]
    assert offered["park_reasons"] == ["papers", "copying", "paying", "companion"]
