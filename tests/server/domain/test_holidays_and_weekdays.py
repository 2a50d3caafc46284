"""On a holiday and on a day of rest the centre is closed everywhere, and says when it opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.domain import facts as f
from server.domain import forecast, sessions
from server.domain.book import BEGINNER
from server.domain.plan import parse_plan
from server.domain.scene import hours_of

TET = {"date": "2026-11-25", "name_vi": "Ngày hội", "name_en": "Festival"}
HALF = {**TET, "date": "2026-11-26", "sessions": ["sáng"]}


def at(clock, day=24):
    """This wall time on a day of November 2026; the 24th is a Tuesday."""
    hour, minute = (int(part) for part in clock.split(":"))
    local = datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return local.astimezone(UTC)


@pytest.fixture(scope="module")
def plan(make_document):
    """Monday to Friday; Wednesday 25 is a holiday, Thursday 26 is open in the morning."""
    return parse_plan({**make_document(weekdays=[5, 1, 2, 3, 4]), "holiday": [TET, HALF]})


@pytest.mark.parametrize(
    ("clock", "day", "state", "may"),
    [
        ("09:00", 24, "open", None),
        ("09:00", 25, "closed", "closed"),
        ("06:00", 25, "closed", "closed"),
        ("09:00", 26, "open", None),
        ("12:00", 26, "closed", "closed"),
        ("14:00", 26, "closed", "closed"),
        ("09:00", 27, "open", None),
        ("12:00", 27, "break", "before-opening"),
        ("09:00", 28, "closed", "closed"),
        ("09:00", 29, "closed", "closed"),
    ],
)
def test_a_day_without_sessions_is_closed_all_day(plan, clock, day, state, may):
    assert sessions.state_at(plan, at(clock, day)) == state
    assert sessions.may_issue(plan, at(clock, day)) == may


@pytest.mark.parametrize(
    ("clock", "day", "opens"),
    [
        ("18:00", 24, at("07:30", 26)),
        ("09:00", 25, at("07:30", 26)),
        ("12:00", 26, at("07:30", 27)),
        ("12:00", 27, at("13:30", 27)),
        ("18:00", 27, at("07:30", 30)),
    ],
)
def test_it_opens_again_on_the_next_day_that_has_a_session(plan, clock, day, opens):
    assert sessions.reopens_at(plan, at(clock, day)) == opens


def test_a_centre_that_is_closed_for_months_does_not_say_when_it_opens(make_document):
    days = [datetime(2026, 11, 24, tzinfo=UTC) + timedelta(days=i) for i in range(100)]
    off = [{**TET, "date": day.date().isoformat()} for day in days]
    closed = parse_plan({**make_document(), "holiday": off})
    assert sessions.reopens_at(closed, at("09:00")) is None


def test_no_wait_goes_by_on_a_day_of_rest(plan):
    evening, morning = at("16:00"), at("08:00", 26)
    open_s = (morning - evening).total_seconds() - sessions.closed_s(plan, evening, morning)
    assert open_s == 3600 + 1800


def test_a_forecast_has_no_hours_on_a_holiday(plan, make_document):
    assert hours_of(plan, at("09:00", 25)).intervals == []
    finishing = parse_plan({**make_document(at_close="finish"), "holiday": [TET]})
    assert hours_of(finishing, at("09:00", 25)).next_call(0) is None


def test_an_open_counter_on_a_holiday_makes_no_forecast_and_no_error(folded, make_document):
    folded.tell(f.PlanAdopted({**make_document(), "holiday": [{**TET, "date": "2026-11-24"}]}))
    folded.tell(f.CounterOpened(1, None))
    folded.wait("t", "a", 101, folded.at)
    found = forecast.outlook(folded.hall, folded.at, BEGINNER)
    assert (dict(found.newcomers), dict(found.waiting)) == ({}, {})
