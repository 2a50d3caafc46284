"""Brightness by the time of day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays.dimming import DAY_MIN, FULL, parse, percent_at
from displays.errors import BadSetting

EVENING = parse("19:00=30, 6:00=100")


@pytest.mark.parametrize(
    ("clock", "percent"),
    [
        *[("05:59", 30), ("06:00", 100), ("12:00", 100), ("18:59", 100), ("19:00", 30)],
        *[("23:59", 30), ("00:00", 30)],
    ],
)
def test_each_time_holds_until_the_next_also_over_midnight(clock: str, percent: int) -> None:
    hours, minutes = clock.split(":")
    assert percent_at(EVENING, int(hours) * 60 + int(minutes)) == percent


def test_without_a_list_it_is_always_full() -> None:
    assert {percent_at(parse(""), minute) for minute in range(DAY_MIN)} == {FULL}


def test_the_order_of_the_list_does_not_matter() -> None:
    assert parse("19:00=30,06:00=100") == parse("06:00=100,19:00=30") == ((360, 100), (1140, 30))


@given(
    st.dictionaries(st.integers(0, DAY_MIN - 1), st.integers(0, FULL), min_size=1),
    st.integers(0, DAY_MIN - 1),
)
def test_it_is_what_the_nearest_time_before_says(times: dict[int, int], minute: int) -> None:
    schedule = tuple(sorted(times.items()))
    nearest = min(times, key=lambda begins: (minute - begins) % DAY_MIN)
    assert percent_at(schedule, minute) == times[nearest]
    assert percent_at(schedule, minute + DAY_MIN) == times[nearest]


@pytest.mark.parametrize("text", ["noon=50", "25:00=50", "12:60=5", "12:00=101", "12:00", "12=5"])
def test_what_is_no_time_or_percent_says_what_to_write(text: str) -> None:
    with pytest.raises(BadSetting, match=r"write HH:MM=PERCENT"):
        parse(text)


def test_a_time_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(BadSetting, match="06:00 stands there twice"):
        parse("06:00=100,06:00=50")
