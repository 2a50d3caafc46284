"""Weights that are off by the least, and curves that hold eight waits in ten."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.aim import START, Aim
from server.domain.learning_curves import BINS, FULL, LEVELS, learn_curves
from server.domain.learning_lad import lad
from server.domain.teaching import teach, whole_minutes


def test_what_fits_exactly_is_found_exactly():
    dice = random.Random(1)
    rows = [(dice.uniform(0, 3000), dice.uniform(0, 3000)) for _ in range(200)]
    assert lad(rows, [0.7 * a + 0.2 * b for a, b in rows]) == pytest.approx((0.7, 0.2), abs=1e-6)


def test_a_few_wild_waits_do_not_bend_the_weights():
    rows = [(float(i),) for i in range(1, 200)]
    waits = [2.0 * a for (a,) in rows]
    waits[::20] = [40_000.0] * len(waits[::20])
    assert lad(rows, waits)[0] == pytest.approx(2.0, abs=0.01)


def test_no_signal_counts_against_the_others():
    dice = random.Random(2)
    rows = [(dice.uniform(0, 3000), dice.uniform(0, 3000)) for _ in range(200)]
    weights = lad(rows, [a - 0.3 * b for a, b in rows])
    assert weights[1] == 0
    assert weights[0] > 0


@pytest.mark.parametrize("rows", [[], [(0.0, 0.0)] * 5])
def test_without_anything_to_learn_from_every_weight_is_nothing(rows):
    assert set(lad(rows, [1.0] * len(rows))) <= {0.0}


def test_columns_that_say_the_same_are_no_trouble():
    rows = [(float(i), float(i), 0.0) for i in range(1, 300)]
    weights = lad(rows, [1.5 * a for a, _, _ in rows])
    assert sum(weights) == pytest.approx(1.5, abs=1e-3)
    assert weights[2] == 0


def _waits(seed, number):
    """Predictions, and waits that are spread log-normally around them."""
    dice = random.Random(seed)
    predicted = [dice.expovariate(1 / 900) + 30 for _ in range(number)]
    return predicted, [p * dice.lognormvariate(-0.1, 0.4) for p in predicted]


@pytest.mark.parametrize("number", [FULL * 3, 4_000])
def test_what_is_told_holds_eight_in_ten_waits_that_were_never_seen(number):
    curves = learn_curves(*_waits(3, number))
    told = [
        (whole_minutes(curves.around(p, START.low, START.high)), wait)
        for p, wait in zip(*_waits(4, 4_000), strict=True)
    ]
    held = sum(low <= wait <= high for (low, _, high), wait in told) / len(told)
    assert held == pytest.approx(0.80, abs=0.03)
    late = sum(wait > high for (_, _, high), wait in told) / len(told)
    assert late == pytest.approx(0.10, abs=0.03)


def test_there_are_twelve_bins_and_fewer_when_they_would_be_thin():
    assert len(learn_curves(*_waits(5, 4_000)).centres) == BINS
    assert len(learn_curves(*_waits(5, FULL * 3)).centres) == 3
    assert len(learn_curves(*_waits(5, 10)).centres) == 1


def test_no_curve_falls_and_none_crosses_another():
    curves = learn_curves(*_waits(6, 1_000))
    for row in (curves.mid, *curves.low, *curves.high):
        assert all(a <= b for a, b in pairwise(row))
    for rows, outer in ((curves.low, 1), (curves.high, -1)):
        assert len(rows) == len(LEVELS)
        for a, b in pairwise(rows):
            assert all(outer * x <= outer * y for x, y in zip(a, b, strict=True))


@given(
    predicted=st.floats(0, 1e6),
    low=st.floats(-0.05, 0.25),
    high=st.floats(-0.05, 0.25),
    seed=st.integers(0, 5),
)
def test_a_range_is_in_order_whole_and_finite(predicted, low, high, seed):
    curves = learn_curves(*_waits(seed, 300))
    told = whole_minutes(curves.around(predicted, low, high))
    assert 0 <= told[0] <= told[1] <= told[2]
    assert told[0] % 60 == told[2] % 60 == 0
    assert told[2] - told[0] >= 60
    assert all(math.isfinite(part) for part in told)


def test_a_range_widens_as_it_aims_further_out():
    teaching = teach([(p, 0.0, 0.0) for p in _waits(7, 2_000)[0]], _waits(7, 2_000)[1])
    narrow, usual, wide = (teaching.range((900.0, 0, 0), Aim(a, a)) for a in (0.2, 0.1, -0.05))
    assert wide[0] < usual[0] < narrow[0] < narrow[1] < narrow[2] < usual[2] < wide[2]
    assert wide[1] == usual[1] == narrow[1]


def test_a_teaching_says_for_each_bin_how_many_waits_it_held():
    predicted, waits = _waits(8, 2_000)
    teaching = teach([(p, 0.0, 0.0) for p in predicted], waits)
    assert sum(n for n, _ in teaching.checks) == 2_000
    assert all(0.65 <= held <= 0.95 for _, held in teaching.checks)
