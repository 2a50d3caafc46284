"""Before closing, perhaps, or not today; and whether a break lies before the call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import closing
from server.domain import facts as f
from server.domain.tickets import Forecast

HOUR = 3600


@pytest.fixture
def ends(folded):
    """What a wait of (low, high) hours means that begins so many hours after nine."""

    def told(low, high, after=0.0):
        wait = Forecast(int(low * HOUR), int((low + high) / 2 * HOUR), int(high * HOUR))
        return closing.ends(folded.hall, "a", wait, folded.at + timedelta(hours=after))

    return told


def test_a_short_wait_ends_before_the_close_and_before_lunch(ends):
    assert ends(0, 0.5) == ("before", False)


def test_a_wait_over_the_break_says_so(ends):
    assert ends(2, 4) == ("before", True)


def test_in_the_break_it_still_lies_before_the_call(ends):
    assert ends(0, 1, after=3) == ("before", True)


def test_after_the_break_there_is_no_other(ends):
    assert ends(0, 1, after=5) == ("before", False)


def test_before_the_opening_lunch_is_told_only_for_who_waits_so_long(ends):
    assert ends(0, 1, after=-2) == ("before", False)
    assert ends(4.5, 5, after=-2) == ("before", True)


def test_late_in_the_day_it_is_unsure_and_then_after(ends):
    assert ends(0.5, 1, after=7) == ("before", False)
    assert ends(0.5, 2, after=7) == ("unsure", False)
    assert ends(1.5, 2, after=7) == ("after", False)


def test_without_a_forecast_only_an_open_counter_says_that_it_is_too_late(folded):
    assert closing.ends(folded.hall, "a", None, folded.at) == (None, False)
    folded.tell(f.CounterOpened(3, None))
    assert closing.ends(folded.hall, "a", None, folded.at) == (None, False)
    folded.tell(f.CounterOpened(1, None))
    assert closing.ends(folded.hall, "a", None, folded.at) == ("after", False)


def test_counters_that_finish_everybody_have_no_close(folded, make_document):
    folded.tell(f.PlanAdopted(make_document(at_close="finish")))
    late = folded.at + timedelta(hours=7)
    wait = Forecast(HOUR, 2 * HOUR, 3 * HOUR)
    assert closing.ends(folded.hall, "a", wait, late) == ("before", False)


def test_a_day_without_sessions_says_nothing(folded, make_document):
    folded.tell(f.PlanAdopted(make_document(weekdays=[6])))
    assert closing.ends(folded.hall, "a", Forecast(0, 0, 60), folded.at) == (None, False)
