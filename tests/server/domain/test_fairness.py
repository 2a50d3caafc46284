"""Overtaking is counted pair by pair; evenness by Gini."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.fairness import Turn, deviation, gini, passed, passed_in
from server.domain.statistics import spread

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "golden_metrics.json").read_text("utf-8"))
ROWS, WANTED = GOLDEN["metrics_input"], GOLDEN["metrics_expected"]
WAITS = [row["called"] - row["ref"] for row in ROWS if not row["noshow"]]


def turn(row):
    return Turn(row["issued"], row["ref"], row["called"])


def per_100(queue):
    return 100 * sum(passed_in((queue(row), turn(row)) for row in ROWS)) / len(ROWS)


def test_ten_tickets_are_overtaken_as_often_as_was_counted_by_hand():
    assert per_100(lambda row: (row["group"], row["class"])) == WANTED["overtakes"]


def test_ten_tickets_are_skipped_by_other_classes_as_often_as_was_counted_by_hand():
    assert per_100(lambda row: row["group"]) == WANTED["skips"]


def test_their_waits_are_as_uneven_as_was_worked_out_by_hand():
    assert gini(WAITS) == pytest.approx(WANTED["gini"], abs=1e-12)
    assert deviation(WAITS) == pytest.approx(WANTED["sd"], abs=1e-12)


def test_their_spread_is_exact():
    found = spread(WAITS)
    assert (found.n, found.max_s) == (WANTED["n"], WANTED["max"])
    assert found.mean_s == pytest.approx(WANTED["mean"], abs=1e-12)
    assert found.p95_s == pytest.approx(WANTED["p95"], abs=1e-12)


TURNS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 5), st.none() | st.integers(0, 9)).map(
        lambda t: Turn(t[0], t[0] + t[1], None if t[2] is None else t[0] + t[2])
    ),
    max_size=12,
)


def _passed_slowly(turns, i):
    mine = turns[i]
    end = float("inf") if mine.called is None else mine.called
    return sum(
        t.due > mine.due and t.called is not None and mine.came <= t.called < end for t in turns
    )


@given(TURNS)
def test_passing_is_counted_pair_by_pair(turns):
    assert passed(turns) == [_passed_slowly(turns, i) for i in range(len(turns))]


def test_who_is_never_called_is_passed_by_all_later_ones_who_are():
    assert passed([Turn(0, 0, None), Turn(1, 1, 5), Turn(2, 2, None), Turn(3, 3, 9)]) == [
        2,
        0,
        1,
        0,
    ]


def test_nobody_passes_somebody_who_is_not_there_yet():
    assert passed([Turn(5, 5, 9), Turn(0, 8, 3)]) == [0, 0]


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30))
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    n = len(values)
    pairs = sum(abs(a - b) for a in values for b in values)
    assert gini(values) == pytest.approx(pairs / (2 * n * sum(values)), abs=1e-9)


def test_equal_waits_are_even_and_no_waits_have_no_figure():
    assert gini([7, 7, 7]) == pytest.approx(0)
    assert gini([0, 0]) == 0
    assert (gini([]), deviation([])) == (None, None)
