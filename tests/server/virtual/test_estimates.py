"""Figures over days have the intervals that they claim, and luck of days falls out of ratios."""

from __future__ import annotations

import math
from random import Random

import pytest

from server.domain.statistics import percentile
from server.virtual import estimate
from server.virtual.estimate import Estimate

T_TABLE = {1: 12.706, 4: 2.776, 6: 2.447, 9: 2.262, 19: 2.093, 29: 2.045, 39: 2.023, 120: 1.980}


@pytest.mark.parametrize("freedom", T_TABLE)
def test_students_t_is_as_in_the_printed_table(freedom):
    assert estimate.student(freedom) == pytest.approx(T_TABLE[freedom], abs=0.0006)


def test_days_of_equal_size_have_the_interval_of_the_textbook():
    sums = [10.0, 12.0, 9.0, 13.0, 11.0]
    found = estimate.mean(sums, [1] * 5)
    deviation = math.sqrt(sum((s - 11) ** 2 for s in sums) / 4)
    assert found.value == 11
    assert found.half == pytest.approx(2.776 * deviation / math.sqrt(5))


def test_a_mean_is_over_people_and_not_over_days():
    assert estimate.mean([100.0, 1.0], [1, 99]).value == pytest.approx(1.01)


def test_nobody_has_no_mean_and_one_day_no_interval():
    assert estimate.mean([0.0, 0.0], [0, 0]) is None
    assert estimate.quantile([[], []], 0.5) is None
    assert estimate.mean([6.0], [3]) == Estimate(2.0, (0.0,))
    assert estimate.mean([6.0], [3]).half is None
    assert estimate.mean([6.0], [3]).document() == {"value": 2.0, "low": None, "high": None}


def test_a_day_without_the_figure_counts_for_nothing():
    assert estimate.daily([3.0, None, 5.0]).value == 4.0
    assert estimate.daily([None, None]) is None


def test_what_all_days_share_falls_out_of_a_difference_and_of_a_ratio():
    luck = [0.0, 40.0, -30.0, 5.0, 70.0]
    one = estimate.mean([100 + x for x in luck], [1] * 5)
    other = estimate.mean([90 + x for x in luck], [1] * 5)
    assert one.minus(other).value == pytest.approx(10)
    assert one.minus(other).half == pytest.approx(0, abs=1e-9)
    doubled = estimate.mean([2 * (100 + x) for x in luck], [1] * 5)
    assert doubled.over(one).value == pytest.approx(2)
    assert doubled.over(one).half == pytest.approx(0, abs=1e-9)


def test_over_nothing_there_is_no_ratio():
    zero = estimate.mean([0.0, 0.0], [1, 1])
    assert zero.over(zero) is None


def test_the_percentile_is_that_of_everybody_of_all_days():
    days = [[5.0, 1.0, 9.0], [2.0, 8.0], [], [4.0]]
    everybody = sorted(value for day in days for value in day)
    assert estimate.quantile(days, 0.9).value == percentile(everybody, 0.9)


def days_of(random, n_days, n_people):
    """Each day has its own level; nine tenths of everybody are below 10 in the long run."""
    for _ in range(n_days):
        level = random.gauss(0, 1)
        yield [10 + level + random.gauss(0, 1) - 1.2816 * math.sqrt(2) for _ in range(n_people)]


def test_nineteen_of_twenty_intervals_of_a_percentile_hold_the_truth():
    random, held, tries = Random(4), 0, 300
    for _ in range(tries):
        found = estimate.quantile(list(days_of(random, 20, 40)), 0.9)
        held += abs(found.value - 10) <= found.half
    assert 0.90 <= held / tries <= 0.98


def test_nineteen_of_twenty_intervals_of_a_mean_hold_the_truth():
    random, held, tries = Random(5), 0, 400
    for _ in range(tries):
        sizes = [random.randint(5, 60) for _ in range(15)]
        days = [next(days_of(random, 1, n)) for n in sizes]
        found = estimate.mean([sum(day) for day in days], sizes)
        held += abs(found.value - (10 - 1.2816 * math.sqrt(2))) <= found.half
    assert 0.90 <= held / tries <= 0.98


def test_one_day_that_knows_anybody_is_no_certainty():
    assert estimate.mean([10.0, 0.0, 0.0], [2, 0, 0]).half is None
    assert estimate.daily([5.0, None, None]).half is None
    assert estimate.quantile([[1.0, 2.0, 9.0], []], 0.5).half is None
    assert estimate.mean([10.0, 4.0, 0.0], [2, 1, 0]).half > 0


def test_an_interval_ends_where_the_figure_does():
    wide = estimate.mean([0.0, 100.0], [1, 1])
    assert wide.document()["low"] < 0
    assert wide.document(0.0, 60.0) == {"value": 50.0, "low": 0.0, "high": 60.0}
