"""What the guidance desk does with tickets: take back, call off, look at priority."""

from __future__ import annotations

import pytest

from server.domain.fold import apply
from server.domain.hall import Hall
from server.store import journal


@pytest.fixture
def guide(hall):
    """The guidance desk's login."""
    return hall.log_in("guide")


@pytest.fixture
def missed(kiosk, lan):
    """Two tickets, the first of which did not come when called."""
    first, second = kiosk("ho-tich").json, kiosk("ho-tich").json
    lan.post("/counters/1/next")
    lan.post("/counters/1/no-show")
    return first, second


def seen(guide, number):
    return guide.get(f"/desk/tickets/{number}").json


def test_a_missed_ticket_is_taken_back_with_its_mark(guide, lan, missed, clock):
    first, second = missed
    clock.pass_s(1700)
    before = seen(guide, first["number"])
    assert (before["state"], before["readmit_left_s"]) == ("no_show", 100)
    assert "readmit" in before["can"] and "renew" not in before["can"]
    done = guide.post(f"/desk/tickets/{first['number']}/readmit")
    assert (done.status_code, done.json["state"], done.json["ahead"]) == (200, "waiting", 0)
    assert done.json["mark_at"] == first["mark_at"]
    assert lan.post("/counters/1/next").json["call"]["number"] == first["number"]
    assert lan.post("/counters/1/next").json["call"]["number"] == second["number"]


def test_after_half_an_hour_only_a_new_number_helps(guide, missed, clock):
    first, _ = missed
    clock.pass_s(1800)
    assert seen(guide, first["number"])["can"] == ["reprint", "priority", "cancel", "renew"]
    done = guide.post(f"/desk/tickets/{first['number']}/readmit")
    assert (done.status_code, done.json["code"]) == (409, "readmit-over")
    assert "30" in done.json["reason"]["vi"] and "30" in done.json["reason"]["en"]
    assert seen(guide, first["number"])["state"] == "no_show"


def test_time_in_which_the_centre_is_closed_takes_nothing_away(guide, kiosk, lan, clock):
    clock.pass_s(2 * 3600 + 1500)  # 11:25
    with_early = guide.post("/tickets", json={"group": "ho-tich", "channel": "guide"})
    assert with_early.status_code == 409, "after the morning's last ticket"
    clock.pass_s(-1800)
    number = kiosk("ho-tich").json["number"]
    clock.pass_s(1800)
    lan.post("/counters/1/next")
    lan.post("/counters/1/no-show")
    clock.pass_s(2 * 3600 + 600)  # 13:35, ten open minutes later
    assert seen(guide, number)["readmit_left_s"] == 1200


def test_who_missed_is_listed_newest_first(guide, lan, missed, clock):
    first, second = missed
    clock.pass_s(60)
    lan.post("/counters/1/next")
    lan.post("/counters/1/no-show")
    rows = guide.get("/desk/missed").json
    assert [row["number"] for row in rows] == [second["number"], first["number"]]
    assert rows[1]["readmit_left_s"] == 1740
    assert rows[0]["counter"] == 1 and rows[0]["called_at"].startswith("2026-11-24T09:01")


def test_nobody_is_taken_back_who_missed_nothing(guide, kiosk):
    number = kiosk("ho-tich").json["number"]
    done = guide.post(f"/desk/tickets/{number}/readmit")
    assert (done.status_code, done.json["code"]) == (409, "wrong-state")
    assert guide.post("/desk/tickets/9999/readmit").json["code"] == "unknown-ticket"


def test_a_parked_ticket_comes_back_at_any_time(guide, kiosk, lan, clock):
    made = kiosk("ho-tich").json
    lan.post("/counters/1/next")
    lan.post("/counters/1/park", json={"reason": "papers"})
    clock.pass_s(5400)
    done = guide.post(f"/desk/tickets/{made['number']}/readmit")
    assert (done.json["state"], done.json["mark_at"]) == ("waiting", made["mark_at"])


def test_a_ticket_is_called_off_for_a_reason(guide, hall, kiosk):
    made = kiosk("ho-tich").json
    where = f"/desk/tickets/{made['number']}/cancel"
    assert guide.post(where, json={"reason": " "}).json["code"] == "reason-needed"
    done = guide.post(where, json={"reason": "trùng, gọi 0912 345 678"})
    assert (done.json["state"], done.json["can"]) == ("left", ["renew"])
    (kept,) = hall.desk.snapshot().hall.tickets.values()
    assert kept.leg.note == "trùng, gọi ••••••••••••"
    assert guide.post(where, json={"reason": "asked"}).json["code"] == "wrong-state"
    assert hall.client().get(f"/api/v1/tickets/{made['key']}").json["state"] == "left"


def test_calling_off_a_called_ticket_frees_its_counter(guide, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    guide.post(f"/desk/tickets/{number}/cancel", json={"reason": "gone"})
    assert lan.get("/counters/1").json["state"] == "idle"


def test_priority_is_given_confirmed_and_taken_away_and_the_mark_follows(guide, kiosk, clock):
    first = kiosk("ho-tich").json
    clock.pass_s(60)
    made = kiosk("ho-tich").json
    where = f"/desk/tickets/{made['number']}/priority"
    given = guide.post(where, json={"priority": True}).json
    assert (given["priority"], given["priority_checked"], given["ahead"]) == (True, True, 0)
    assert (made["mark_at"][11:16], given["mark_at"][11:16]) == ("09:01", "08:31")
    assert guide.post(where, json={"priority": True}).json == given, "seen twice is seen once"
    taken = guide.post(where, json={"priority": False}).json
    assert (taken["mark_at"], taken["ahead"]) == (made["mark_at"], 1)
    assert seen(guide, first["number"])["priority_checked"] is False


def test_confirming_changes_no_mark(guide, kiosk):
    made = kiosk("ho-tich", priority=True).json
    told = guide.post(f"/desk/tickets/{made['number']}/priority", json={"priority": True}).json
    assert (told["priority_checked"], told["mark_at"]) == (True, made["mark_at"])


def test_whoever_is_at_a_counter_keeps_their_class(guide, kiosk, lan):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    done = guide.post(f"/desk/tickets/{number}/priority", json={"priority": True})
    assert done.json["code"] == "wrong-state"


def test_a_repeat_under_the_same_key_is_answered_as_the_first_time(guide, missed):
    first, _ = missed
    again = [
        guide.post(f"/desk/tickets/{first['number']}/readmit", headers={"Idempotency-Key": "k"})
        for _ in range(2)
    ]
    assert again[0].json == again[1].json and again[1].status_code == 200


def test_the_code_of_a_slip_finds_its_ticket_and_no_key_is_told(guide, kiosk):
    made = kiosk("ho-tich").json
    told = seen(guide, made["key"])
    assert told["number"] == made["number"]
    assert made["key"] not in str(told)


@pytest.mark.parametrize("which", ["x", "999999999999", "4321"])
def test_what_is_no_ticket_of_today_is_unknown(guide, which):
    assert guide.get(f"/desk/tickets/{which}").json["code"] == "unknown-ticket"


def test_only_the_guidance_desk_and_managers_may(hall, kiosk):
    number = kiosk("ho-tich").json["number"]
    for login in ("lan", "audit"):
        who = hall.log_in(login)
        assert who.get(f"/desk/tickets/{number}").status_code == 403
        assert who.post(f"/desk/tickets/{number}/cancel", json={"reason": "x"}).status_code == 403
    assert hall.client().get("/api/v1/desk/missed").status_code == 401


def test_what_the_desk_did_is_rebuilt_from_the_journal(guide, hall, kiosk):
    made = kiosk("ho-tich").json
    guide.post(f"/desk/tickets/{made['number']}/priority", json={"priority": True})
    other = kiosk("ho-tich").json
    guide.post(f"/desk/tickets/{other['number']}/cancel", json={"reason": "wrong_group"})
    again = Hall()
    with hall.store.read() as db:
        for recorded in journal.read(db, 1):
            apply(again, recorded)
    assert again.tickets == hall.desk.snapshot().hall.tickets
