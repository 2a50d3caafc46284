"""The day, its sessions and the closed time between two moments, also where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import sessions
from server.domain.plan import parse_plan


@pytest.fixture(scope="module")
def in_zone(make_document):
    """The small plan in another time zone, with sessions of ``(opens, closes)``."""

    def make(timezone, *hours):
        plan = make_document(timezone=timezone)
        plan["session"] = [
            {"name": opens, "opens": opens, "closes": closes, "last_ticket": closes}
            for opens, closes in hours
        ] or plan["session"]
        return parse_plan(plan)

    return make


def at(clock, day=24):
    """This wall time in Hải Phòng on a day of November 2026."""
    hour, minute, *second = (int(part) for part in clock.split(":"))
    local = datetime(2026, 11, day, hour, minute, *second, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    return local.astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "state", "may"),
    [
        ("00:00", "before", "before-opening"),
        ("07:14:59", "before", "before-opening"),
        ("07:15", "before", None),
        ("07:30", "open", None),
        ("11:15", "open", None),
        ("11:15:01", "open", "too-late"),
        ("11:29:59", "open", "too-late"),
        ("11:30", "break", "before-opening"),
        ("13:15", "break", None),
        ("13:30", "open", None),
        ("16:30", "open", None),
        ("16:59:59", "open", "too-late"),
        ("17:00", "closed", "closed"),
        ("23:59:59", "closed", "closed"),
    ],
)
def test_through_the_day(small_plan, clock, state, may):
    assert sessions.state_at(small_plan, at(clock)) == state
    assert sessions.may_issue(small_plan, at(clock)) == may


@pytest.mark.parametrize(
    ("clock", "opens"),
    [
        ("06:00", at("07:30")),
        ("11:00", at("13:30")),
        ("12:00", at("13:30")),
        ("14:00", at("07:30", 25)),
        ("20:00", at("07:30", 25)),
    ],
)
def test_the_next_opening_is_later_today_or_the_first_of_tomorrow(small_plan, clock, opens):
    assert sessions.reopens_at(small_plan, at(clock)) == opens


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        (at("08:00"), at("11:30"), 0),
        (at("11:00"), at("14:00"), 120),
        (at("07:00"), at("07:40"), 30),
        (at("12:00"), at("13:00"), 60),
        (at("16:00"), at("08:30", 25), 14 * 60 + 30),
        (at("09:00"), at("08:00"), 0),
    ],
)
def test_closed_time_is_what_lies_outside_every_session(small_plan, since, until, minutes):
    assert sessions.closed_s(small_plan, since, until) == minutes * 60


def test_the_day_turns_at_local_midnight(small_plan):
    tz = sessions.zone_of(small_plan)
    midnight = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    assert sessions.local_day(midnight, tz) == date(2026, 11, 24)
    assert sessions.local_day(midnight - timedelta(microseconds=1), tz) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)]
)
def test_a_day_on_which_clocks_change_has_23_or_25_hours(in_zone, day, hours):
    starts, ends = sessions.day_bounds(in_zone("Europe/Berlin"), day)
    assert ends - starts == timedelta(hours=hours)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_opening_follows_the_wall_clock_when_clocks_change(in_zone, day):
    plan = in_zone("Europe/Berlin")
    opens = sessions.moment(plan, day, plan.sessions[0].opens_s)
    assert opens.astimezone(sessions.zone_of(plan)).strftime("%H:%M") == "07:30"
    assert sessions.state_at(plan, opens) == "open"
    assert sessions.state_at(plan, opens - timedelta(seconds=1)) == "before"


def test_a_session_in_which_the_clock_springs_on_is_an_hour_shorter(in_zone):
    night = in_zone("Europe/Berlin", ("00:00", "04:00"))
    midnight = datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert sessions.closed_s(night, midnight, midnight + timedelta(hours=3)) == 0
    assert sessions.closed_s(night, midnight, midnight + timedelta(hours=4)) == 3600


PLACES = ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
HOURS = [(), (("00:00", "24:00"),), (("01:00", "03:30"), ("22:00", "24:00"))]
START = datetime(2026, 1, 1, tzinfo=UTC)
CHANGES = [
    datetime(2026, 3, 28, 20, tzinfo=UTC),
    datetime(2026, 10, 24, 20, tzinfo=UTC),
    datetime(2026, 3, 8, 2, tzinfo=UTC),
    datetime(2026, 11, 1, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 10, tzinfo=UTC),
]
MOMENTS = st.sampled_from(CHANGES) | st.integers(0, 365).map(lambda n: START + timedelta(days=n))


@settings(max_examples=80)
@given(
    place=st.sampled_from(PLACES),
    hours=st.sampled_from(HOURS),
    start=MOMENTS,
    offset=st.integers(0, 24 * 6),
    length=st.integers(1, 30 * 6),
)
def test_closed_time_is_what_a_watchman_counts(in_zone, place, hours, start, offset, length):
    """Ten minutes at a time he looks whether a session is going on; all hours are multiples."""
    plan = in_zone(place, *hours)
    step = timedelta(minutes=10)
    since = start + offset * step
    looks = [since + i * step for i in range(length)]
    counted = sum(sessions.session_at(plan, look) is None for look in looks)
    assert sessions.closed_s(plan, since, since + length * step) == counted * 600
