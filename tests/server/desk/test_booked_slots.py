"""Appointments: marked by their slot, waiting from it, and told so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server import documents
from server.domain.errors import Refused


def numbers(answer):
    return answer["call"]["number"] if answer["call"] else None


def test_an_appointment_is_marked_by_its_slot_and_waits_from_it(hall, officer):
    slot_at = hall.clock.at + timedelta(minutes=30)
    early = hall.give("a", slot_at=slot_at)
    normal = hall.give("a")
    hall.clock.pass_s(60)
    assert numbers(hall.desk.next(officer, None, 1)) == normal["number"]
    hall.clock.pass_s(40 * 60)
    assert numbers(hall.desk.next(officer, None, 1)) == early["number"]
    (leg, _) = hall.desk.legs(*[hall.clock.at.date()] * 2)
    assert leg.wait_s == 11 * 60


def test_an_appointment_of_another_day_is_refused(hall):
    with pytest.raises(Refused) as refused:
        hall.give("a", slot_at=hall.clock.at + timedelta(days=1))
    assert refused.value.code == "slot-not-today"


@pytest.mark.parametrize(("ahead", "may_be_early"), [(2, True), (14, False)])
def test_an_appointment_is_told_its_wait_from_its_slot_or_that_it_may_be_before(
    hall, ahead, may_be_early
):
    for _ in range(ahead):
        hall.give("a")
    told = hall.give("a", slot_at=hall.clock.at + timedelta(minutes=40))
    slot, now = "2026-11-24T09:40:00+07:00", "2026-11-24T09:00:00+07:00"
    assert told["appointment_at"] == slot
    assert told["wait"]["at_high"] > slot
    assert (told["wait"]["at_low"] == now) == may_be_early
    assert (told["wait"]["low_s"] == 0) == may_be_early
    seen = documents.ticket(hall.desk.snapshot(), told["key"])
    assert seen["appointment_at"] == slot
    assert seen["wait"]["at_low"] == told["wait"]["at_low"]
