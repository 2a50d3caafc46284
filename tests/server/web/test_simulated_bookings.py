"""Simulated people book over the real interface, and come with their code in their time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from server.domain.plan import parse_plan, plan_to_document
from server.simulate.appointments import Appointments
from server.simulate.client import Answer
from server.simulate.people import Person, Visit

API = "/api/v1"


class RealClient:
    """What ``Client`` does, straight into the application."""

    def __init__(self, hall):
        self._client, self._csrf = hall.client(), {}

    def login(self, login, pin):
        told = self.post("/session", {"login": login, "pin": pin})
        self._csrf = {"X-CSRF-Token": told.body["csrf"]} if told.ok else {}
        return told.ok

    def get(self, path):
        told = self._client.get(API + path)
        return Answer(told.status_code, told.json)

    def post(self, path, body=None, key=""):
        headers = self._csrf | ({"Idempotency-Key": key} if key else {})
        told = self._client.post(API + path, json=body or {}, headers=headers)
        return Answer(told.status_code, told.json)


class HandSchedule:
    """Does at once what is due now, and keeps the rest with its time."""

    def __init__(self):
        self.later = []

    def after(self, hall_s, act):
        if hall_s == 0:
            act()
        else:
            self.later.append((hall_s, act))


@pytest.fixture
def booking_hall(hall):
    document = plan_to_document(hall.desk.plan)
    document["group"][0]["slot_capacity"] = 1
    document["booking"] = {"enabled": True}
    hall.desk._ledger.adopt(parse_plan(document))
    return hall


@pytest.fixture
def schedule():
    return HandSchedule()


@pytest.fixture
def desk(booking_hall, schedule):
    return Appointments(schedule, RealClient(booking_hall), "guide", "246810")


def one(n=0, which=0.0, lead_s=600.0, comes=True, group="ho-tich"):
    visit = Visit(which, lead_s, comes)
    return Person(f"sim-7-{n}", group, False, 1, "vi", 0.0, visit)


def states(hall):
    return [one.state.value for one in hall.desk.snapshot().hall.bookings.all.values()]


def test_they_come_with_their_code_before_their_slot_and_get_its_number(
    booking_hall, clock, desk, schedule
):
    came = []
    desk.book(one(), lambda who, code: came.append(code))
    ((after_s, act),) = schedule.later
    slot_at = datetime.fromisoformat("2026-11-24T10:00:00+07:00")
    assert clock.now() + timedelta(seconds=after_s) == slot_at - timedelta(seconds=600)
    clock.pass_s(after_s)
    act()
    headers = booking_hall.bearer("kiosk")
    made = booking_hall.client().post(
        f"{API}/bookings/{came[0]}/check-in", json={}, headers=headers
    )
    assert made.status_code == 201
    assert made.json["appointment_at"] == "2026-11-24T10:00:00+07:00"
    assert states(booking_hall) == ["taken"]


def test_as_many_as_there_are_slots_may_book_though_they_call_from_one_place(
    booking_hall, desk, schedule
):
    came = []
    for n in range(6):
        desk.book(one(n), lambda who, code: came.append(code))
    assert (states(booking_hall), came) == (["booked"] * 6, [])
    assert len({after_s for after_s, _ in schedule.later}) == 6, "one person a slot"


def test_who_stays_away_has_booked_all_the_same(booking_hall, desk, schedule):
    desk.book(one(comes=False), lambda who, code: pytest.fail("came"))
    assert (states(booking_hall), schedule.later) == (["booked"], [])


@pytest.mark.parametrize("group", ["dat-dai", "nowhere"])
def test_where_there_is_no_time_to_book_they_come_at_once(desk, group):
    came = []
    desk.book(one(group=group), lambda who, code: came.append((who.group, code)))
    assert came == [(group, None)]


def test_an_ended_session_is_opened_anew(booking_hall, desk, schedule):
    desk.book(one(0), lambda *_: None)
    desk.desk._client.delete(f"{API}/session", headers=desk.desk._csrf)
    for n in range(1, 5):
        desk.book(one(n), lambda *_: None)
    assert states(booking_hall) == ["booked"] * 5
