"""How a wait is told: minutes and clock times that agree, and never narrower than the forecast."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.messages import Wait
from kiosk.waits import minutes_range, tell

HERE = timezone(timedelta(hours=7))
MIDNIGHT = datetime(2026, 10, 12, tzinfo=HERE)
seconds = st.integers(0, 30_000)


def wait(low_s: int, high_s: int, now: datetime, break_s: int = 0) -> Wait:
    """A wait made at ``now``; with a break of the centre before anybody is called."""
    ends = [now + timedelta(seconds=s + break_s) for s in (low_s, high_s)]
    return Wait(low_s=low_s, high_s=high_s, at_low=ends[0].isoformat(), at_high=ends[1].isoformat())


def clock_minutes(clock: str) -> list[int]:
    """``9:40–9:50`` in minutes of the day."""
    assert re.fullmatch(r"(1?\d|2[0-3]):[0-5]\d–(1?\d|2[0-3]):[0-5]\d", clock)
    return [int(h) * 60 + int(m) for h, m in re.findall(r"(\d+):(\d\d)", clock)]


@given(seconds, seconds)
def test_a_wait_is_a_range_of_whole_steps_that_holds_the_forecast(low_s: int, more_s: int) -> None:
    high_s = low_s + more_s
    low, high = minutes_range(wait(low_s, high_s, MIDNIGHT))
    assert low % 5 == high % 5 == 0
    assert low * 60 <= low_s and high_s <= high * 60 and low < high
    assert low_s - low * 60 < 300 and (high * 60 - high_s < 300 or high == low + 5)


@given(seconds, seconds, st.integers(0, 86_399), st.integers(0, 599))
def test_clock_times_are_now_and_the_minutes_told(
    low_s: int, more_s: int, at_s: int, age_s: int
) -> None:
    """Whatever the hour, and for a forecast that is some minutes old as well."""
    made = MIDNIGHT + timedelta(seconds=at_s)
    now = made + timedelta(seconds=age_s)
    told = tell(wait(low_s, low_s + more_s, made), now)
    shown = now.hour * 60 + now.minute
    assert not told.across
    assert clock_minutes(told.clock) == [
        (shown + minutes) % 1440 for minutes in (told.low_min, told.high_min)
    ]


@given(seconds, seconds, st.integers(0, 86_399), st.integers(600, 86_400))
def test_over_a_break_the_clock_holds_what_the_server_wrote_and_minutes_are_not_told(
    low_s: int, more_s: int, at_s: int, break_s: int
) -> None:
    now = MIDNIGHT + timedelta(seconds=at_s)
    forecast = wait(low_s, low_s + more_s, now, break_s)
    told = tell(forecast, now)
    assert told.across
    first, last = (datetime.fromisoformat(text) for text in (forecast.at_low, forecast.at_high))
    assert timedelta() <= first - told.earliest < timedelta(minutes=5)
    assert last <= told.latest and told.earliest < told.latest
    assert {minutes % 5 for minutes in clock_minutes(told.clock)} == {0}


def test_a_break_between_the_ends_of_the_range_is_a_break() -> None:
    now = MIDNIGHT.replace(hour=11, minute=20)
    forecast = Wait(
        low_s=300,
        high_s=1500,
        at_low="2026-10-12T11:25:00+07:00",
        at_high="2026-10-12T13:45:00+07:00",
    )
    told = tell(forecast, now)
    assert (told.across, told.clock) == (True, "11:25–13:45")


@pytest.mark.parametrize("written", ["", "soon", "2026-10-12T09:41:00"])
def test_clock_times_that_cannot_be_read_spoil_nothing(written: str) -> None:
    now = MIDNIGHT.replace(hour=9, minute=25)
    told = tell(Wait(low_s=960, high_s=1440, at_low=written, at_high=written), now)
    assert (told.low_min, told.high_min, told.clock) == (15, 25, "9:40–9:50")


def test_a_free_counter_is_under_five_minutes() -> None:
    told = tell(wait(0, 120, MIDNIGHT), MIDNIGHT)
    assert (told.low_min, told.high_min) == (0, 5)
