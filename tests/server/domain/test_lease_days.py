"""Numbers are lent for days on which the centre opens, and for the hours of those days only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import leases, sessions
from server.domain.plan import parse_plan

FIRST = date(2026, 11, 24)
"""A Tuesday."""
DAYS = [FIRST + timedelta(days=n) for n in range(14)]
KEPT = st.sampled_from([[], ["sáng"], ["chiều"], ["sáng", "chiều"]])
HOLIDAYS = st.dictionaries(st.sampled_from(DAYS), KEPT, max_size=6)
WEEKDAYS = st.sets(st.integers(1, 7), min_size=1)


@pytest.fixture(scope="session")
def make_closing(make_document):
    """Documents of plans, by their weekdays and by what is kept on holidays."""

    def made(weekdays, holidays):
        named = {"name_vi": "Ngày lễ", "name_en": "Holiday"}
        rows = [
            {**named, "date": day.isoformat(), "sessions": kept} for day, kept in holidays.items()
        ]
        return {**make_document(weekdays=sorted(weekdays)), "holiday": rows}

    return made


@given(weekdays=WEEKDAYS, holidays=HOLIDAYS, day=st.sampled_from(DAYS), minute=st.integers(0, 1439))
def test_the_hours_of_a_lease_are_those_in_which_the_server_would_give_a_number(
    make_closing, weekdays, holidays, day, minute
):
    plan = parse_plan(make_closing(weekdays, holidays))
    at = sessions.moment(plan, day, minute * 60)
    told = any(a <= at <= b for a, b in leases.hours(plan, day.isoformat()))
    assert told == (sessions.may_issue(plan, at) is None)


@given(weekdays=WEEKDAYS, holidays=HOLIDAYS, day=st.sampled_from(DAYS))
def test_nothing_is_lent_for_a_day_without_a_session_and_something_for_the_next_one(
    make_folded, make_closing, weekdays, holidays, day
):
    made = make_folded()
    made.tell(f.PlanAdopted(make_closing(weekdays, holidays)))
    made.tell(f.DayOpened(day.isoformat()))
    plan = made.hall.rules
    lent = {one.day for one in leases.wanted(made.hall, "kiosk-1", "roll", 2)}
    ahead = (day + timedelta(days=n) for n in range(1, sessions.LOOK_AHEAD_DAYS))
    following = next(one for one in ahead if sessions.sessions_on(plan, one))
    own = {day.isoformat()} if sessions.sessions_on(plan, day) else set()
    assert lent == own | {following.isoformat()}


def test_a_centre_that_does_not_say_when_it_opens_lends_for_today_alone(make_folded, make_closing):
    off = {FIRST + timedelta(days=n): [] for n in range(1, sessions.LOOK_AHEAD_DAYS + 1)}
    made = make_folded()
    made.tell(f.PlanAdopted(make_closing(range(1, 8), off)))
    assert leases.next_day(made.hall) is None
    lent = leases.wanted(made.hall, "kiosk-1", "roll", 2)
    assert {one.day for one in lent} == {FIRST.isoformat()}
