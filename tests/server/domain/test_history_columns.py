"""Columns are counted as bytes: the same as going through every leg would find."""

from __future__ import annotations

import runpy
from array import array
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import history_columns as cols
from server.domain.history_legs import Legs
from server.domain.history_rows import NONE

WORLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "history_world.py"))
leg, legs_strategy = WORLD["leg"], WORLD["legs_strategy"]

small, wide = st.integers(0, 255), st.integers(0, 65_535)
pairs = st.lists(st.tuples(small, wide, wide, small), max_size=50)
flags = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), max_size=50)


def columns(rows):
    """Four columns, of one and of two bytes."""
    a, b, c, d = zip(*rows, strict=True) if rows else ((),) * 4
    return bytes(a), array("H", b), array("H", c), bytes(d)


@given(pairs, st.integers(1, 4))
def test_what_is_woven_comes_apart_again(rows, n):
    found = [cols.apart(one, n) for one in cols.woven(*columns(rows)[:n])]
    assert found == [row[:n] for row in rows]


@given(pairs)
def test_values_are_counted_together(rows):
    assert cols.counted(*columns(rows)) == Counter(rows)


@given(pairs)
def test_only_what_is_kept_is_counted(rows):
    kept = bytes(row[0] % 2 for row in rows)
    assert cols.counted(*columns(rows), kept=kept) == Counter(r for r in rows if r[0] % 2)


@given(flags)
def test_both_is_where_each_is(rows):
    a, b = (bytes(row[i] for row in rows) for i in (0, 1))
    assert cols.both(a, b) == bytes(x and y for x, y in rows)


@pytest.mark.parametrize("held", [bytes, lambda values: array("H", values)])
@given(values=st.lists(small, max_size=50), wanted=st.sets(small))
def test_marks_are_of_what_is_wanted(held, values, wanted):
    assert cols.marked(held(values), wanted) == bytes(one in wanted for one in values)


@given(st.lists(legs_strategy, max_size=40))
def test_clocks_are_known_where_they_are_and_who_did_not_come_has_no_wait(rows):
    legs = Legs.of(rows)
    for clock in ("response_ms", "service_ms", "called_ms"):
        assert list(legs.known(clock)) == [getattr(r, clock) != NONE for r in rows]
    waited = [
        r.wait_ms != NONE
        and r.outcome != "no_show"
        and not (r.outcome == "left" and r.response_ms == NONE)
        for r in rows
    ]
    assert list(legs.known("wait_ms")) == waited


def test_many_groups_are_told_apart():
    rows = [leg(group=f"g{i:03}") for i in range(300)] + [leg(group="g299")]
    legs = Legs.of(rows)
    found = cols.counted(legs.column("group"), legs.column("first"))
    assert len(found) == 300
    assert found[legs.code("group", "g299"), 1] == 2
