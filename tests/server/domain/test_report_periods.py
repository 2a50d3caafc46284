"""Which days a report is about, and which it is compared with."""

from __future__ import annotations

from datetime import date

import pytest

from server.domain.report_periods import before, day_of, due, month_of, read

MONDAY = date(2026, 11, 23)


def test_a_day_is_compared_with_its_weekday_a_week_ago():
    assert before(day_of(MONDAY)) == day_of(date(2026, 11, 16))
    assert before(day_of(date(2026, 3, 3))) == day_of(date(2026, 2, 24))


@pytest.mark.parametrize(
    ("month", "earlier"),
    [("2026-11", "2026-10"), ("2026-01", "2025-12"), ("2024-03", "2024-02")],
)
def test_a_month_is_compared_with_the_month_before_however_long_it_was(month, earlier):
    found = before(read("monthly", month))
    assert found == read("monthly", earlier)
    assert found == month_of(found.last)


def test_a_leap_day_belongs_to_its_month():
    assert month_of(date(2024, 2, 1)).last == date(2024, 2, 29)


def test_a_month_is_due_on_its_last_day_once_its_hour_has_come():
    last = date(2026, 11, 30)
    assert due("monthly", last, at_hand=True).name == "2026-11"
    assert due("monthly", last, at_hand=False).name == "2026-10"
    assert due("daily", last, at_hand=False) == day_of(date(2026, 11, 29))


@pytest.mark.parametrize(("kind", "name"), [("daily", "2026-11"), ("monthly", "2026-11-24")])
def test_a_name_that_is_no_period_says_how_one_is_written(kind, name):
    with pytest.raises(ValueError, match="2026-11"):
        read(kind, name)
