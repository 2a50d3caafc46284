"""A kiosk that is alone over a holiday or a weekend gives nothing until the centre opens again."""

from __future__ import annotations

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.errors import NoAnswer
from server.domain.plan import parse_plan

SPEC = importlib.util.spec_from_file_location(
    "alone_world", Path(__file__).parents[2] / "tools" / "alone_world.py"
)
assert SPEC is not None and SPEC.loader is not None
alone_world = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(alone_world)

FESTIVAL = {"date": "2026-11-25", "name_vi": "Ngày hội", "name_en": "Festival"}
"""A Wednesday; the Saturday and the Sunday after it are days of rest."""


@pytest.fixture
def lone(found_centre, make_document, tmp_path):
    """Its last ping was on the Tuesday before, at nine."""
    plan = parse_plan({**make_document(weekdays=[1, 2, 3, 4, 5]), "holiday": [FESTIVAL]})
    kiosk = alone_world.LoneKiosk("kiosk-1", tmp_path, found_centre(plan), 1)
    kiosk.ping()
    yield kiosk
    kiosk.close()


def code_of(kiosk, request):
    return kiosk.issue(request, "a").code


def test_on_the_holiday_it_says_closed_and_on_the_day_after_it_gives(lone):
    assert lone.issue("r-0", "a").number > 0
    lone.centre.clock.at += timedelta(days=1)
    assert code_of(lone, "r-1") == "group-closed"
    assert not lone.alone.can_issue_any(0)
    lone.centre.clock.at += timedelta(days=1)
    thursday = lone.issue("r-2", "a").number
    lone.ping()
    assert [taken.ok for taken in lone.hand_over()] == [True, True]
    assert thursday in lone.centre.desk.snapshot().hall.numbers


def test_what_it_held_on_friday_serves_on_monday_and_not_on_the_weekend(lone):
    lone.centre.clock.at += timedelta(days=3)
    lone.ping()
    for day in ("saturday", "sunday"):
        lone.centre.clock.at += timedelta(days=1)
        assert code_of(lone, day) == "group-closed"
    lone.centre.clock.at += timedelta(days=1)
    assert lone.issue("monday", "a").number > 0
    assert [taken.ok for taken in lone.hand_over()] == [True]


def test_after_the_day_it_has_numbers_for_it_gives_none(lone):
    lone.centre.clock.at += timedelta(days=3)
    with pytest.raises(NoAnswer):
        lone.issue("r-0", "a")


def test_a_server_that_pings_on_a_holiday_lends_for_the_day_after_and_gives_no_hours(lone):
    lone.centre.clock.at += timedelta(days=1)
    lone.ping()
    lease = lone.alone.lease
    assert (lease.day, lease.hours) == ("2026-11-25", [])
    assert (lease.next.day, bool(lease.next.ranges)) == ("2026-11-26", True)
    assert code_of(lone, "r-0") == "group-closed"


def test_a_holiday_that_is_declared_at_noon_takes_the_hours_of_a_lease_away(lone, make_document):
    lone.centre.clock.at += timedelta(days=2)
    lone.ping()
    assert lone.alone.lease.next.day == "2026-11-27"
    off = [FESTIVAL, {**FESTIVAL, "date": "2026-11-27"}]
    plan = parse_plan({**make_document(weekdays=[1, 2, 3, 4, 5]), "holiday": off})
    lone.centre.ledger.adopt(plan)
    lone.ping()
    assert lone.alone.lease.next.day == "2026-11-30"
    lone.centre.clock.at += timedelta(days=1)
    assert code_of(lone, "r-0") == "group-closed"
