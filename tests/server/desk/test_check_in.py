"""Coming to an appointment: from when, until when, with which mark, and what the late get."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain.booking import BookingState
from server.domain.plan import parse_plan
from server.ledger import Actor
from server.store.errors import StoreUnavailable

WEB, KIOSK = Actor("citizen", "anonymous"), Actor("device", "kiosk-1")


def test_who_checks_in_gets_a_ticket_with_the_mark_of_the_slot(desk, refused_with):
    slot_at = desk.slots()[0]
    code = desk.book(slot_at)["code"]
    desk.clock.at = slot_at - timedelta(minutes=20)
    walk_in = desk.desk.issue(KIOSK, None, group="a")
    desk.clock.pass_s(60)
    told = desk.check_in(code.lower().replace("-", " "), key="k")
    assert desk.check_in(code, key="k") == told
    assert told["appointment_at"] == "2026-11-24T10:00:00+07:00"
    assert told["mark_at"] == "2026-11-24T09:40:00+07:00" == walk_in["mark_at"]
    hall = desk.desk.snapshot().hall
    assert [place.number for place in hall.waiting["a"]] == [walk_in["number"], told["number"]]
    used = refused_with(lambda: desk.check_in(code))
    assert used.code == "booking-used" and str(told["number"]) in used.reason.vi


def test_check_in_has_a_first_and_a_last_moment(desk, refused_with):
    slot_at = desk.slots()[0]
    early, late = (desk.book(slot_at)["code"] for _ in range(2))
    desk.clock.at = slot_at - timedelta(seconds=1201)
    refused = refused_with(lambda: desk.check_in(early))
    assert refused.code == "check-in-early" and "09:40" in refused.reason.en
    desk.clock.pass_s(1)
    assert desk.check_in(early)["appointment_at"]
    desk.clock.at = slot_at + timedelta(seconds=900)
    desk.desk.tick()
    assert desk.check_in(late)["appointment_at"]


def test_a_late_one_queues_as_a_walk_in_and_is_counted_as_missed(desk):
    slot_at = desk.slots()[0]
    code = desk.book(slot_at)["code"]
    desk.clock.at = slot_at + timedelta(seconds=901)
    desk.desk.tick()
    assert desk.states() == [BookingState.MISSED]
    told = desk.check_in(code)
    assert told["appointment_at"] is None
    assert told["mark_at"] == told["issued_at"]
    (one,) = desk.kept.all.values()
    assert (one.state, one.late) == (BookingState.TAKEN, True)


def test_a_late_one_is_refused_where_the_plan_says_so(make_booked, booked_plan, refused_with):
    centre = make_booked(booked_plan(late="refuse", late_s=0))
    slot_at = centre.slots()[0]
    code = centre.book(slot_at)["code"]
    centre.clock.at = slot_at + timedelta(seconds=1)
    assert refused_with(lambda: centre.check_in(code)).code == "check-in-late"


def test_other_days_cancelled_and_unknown_codes_are_refused(desk, refused_with):
    tomorrow = desk.book(desk.slots(days=1)[0])["code"]
    refused = refused_with(lambda: desk.check_in(tomorrow))
    assert refused.code == "booking-other-day" and "07:30 25/11" in refused.reason.vi
    desk.desk.cancel_booking(WEB, None, tomorrow)
    desk.desk.cancel_booking(WEB, None, tomorrow)
    assert refused_with(lambda: desk.check_in(tomorrow)).code == "booking-cancelled"
    for nobody in ("2222-2222", "K7MP", "O0I1-O0I1", ""):
        assert refused_with(lambda nobody=nobody: desk.check_in(nobody)).code == "unknown-booking"


def test_a_check_in_that_is_refused_leaves_the_appointment_as_it_was(desk):
    slot_at = desk.slots()[0]
    code = desk.book(slot_at)["code"]
    desk.clock.at = slot_at
    desk.store.lose()
    with pytest.raises(StoreUnavailable):
        desk.check_in(code, key="k")
    assert desk.states() == [BookingState.BOOKED]
    assert desk.check_in(code, key="k")["appointment_at"]


def test_numbers_of_a_capped_day_are_kept_for_appointments(
    make_booked, make_document, refused_with
):
    document = make_document()
    document["group"][0] |= {"slot_capacity": 1, "daily_cap": 2}
    centre = make_booked(parse_plan({**document, "booking": {"enabled": True}}))
    slot_at = centre.slots()[0]
    code = centre.book(slot_at)["code"]
    centre.desk.issue(KIOSK, None, group="a")
    assert refused_with(lambda: centre.desk.issue(KIOSK, None, group="a")).code == "cap-reached"
    centre.clock.at = slot_at
    assert centre.check_in(code)["number"]
