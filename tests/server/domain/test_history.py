"""What past days looked like: parts add up to the whole, and no order of facts changes a figure."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import history
from server.domain.history_legs import Filter, Legs
from server.domain.history_rows import NONE
from server.domain.statistics import percentile

WORLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "history_world.py"))
leg = WORLD["leg"]
legs_strategy = WORLD["legs_strategy"]

days = st.lists(legs_strategy, max_size=60)


def calibration(rows) -> list[history.Quoted]:
    return history.calibration(Legs.of(rows))


def waits(rows) -> list[int]:
    here = [r for r in rows if r.outcome != "left" or r.response_ms != NONE]
    return sorted(r.wait_ms for r in here if r.wait_ms != NONE and r.outcome != "no_show")


@given(days)
def test_the_parts_add_up_to_the_whole(rows):
    legs, n = Legs.of(rows), len(waits(rows))
    assert sum(one.n for one in history.bands(legs)) == n
    assert sum(one.n for one in history.heat(legs)) == n
    assert sum(one.n for one in history.distribution(legs)) == n
    assert sum(one.n for one in calibration(rows)) == sum(r.told > 0 for r in rows)
    assert sum(one.issued for one in history.bands(legs)) == sum(r.first for r in rows)
    assert sum(one.called for one in history.bands(legs)) == sum(r.called_ms != NONE for r in rows)


@given(days, st.randoms(use_true_random=False))
def test_no_order_of_facts_changes_a_figure(rows, luck):
    shuffled = luck.sample(rows, len(rows))
    for figure in (history.bands, history.heat, history.distribution):
        assert figure(Legs.of(shuffled)) == figure(Legs.of(rows))
    assert calibration(shuffled) == calibration(rows)


@given(days)
def test_percentiles_rise_and_are_those_of_all_values(rows):
    for band in history.bands(Legs.of(rows)):
        part = waits(r for r in rows if r.at_min == band.at_min)
        found = (band.p25_s, band.p50_s, band.p75_s, band.p90_s)
        if band.n < history.FEWEST:
            assert found == (None,) * 4
        else:
            assert list(found) == sorted(found)
            assert band.p90_s == percentile(part, 0.9) / 1000


def test_a_half_hour_holds_its_first_minute_and_not_its_last():
    found = history.bands(Legs.of([leg(539), leg(540), leg(569), leg(570)]))
    assert [(one.at_min, one.n) for one in found if one.n] == [(510, 1), (540, 2), (570, 1)]


def test_the_worst_cell_is_the_longest_of_those_that_have_enough():
    monday = [leg(540, wait_ms=600_000)] * history.FEWEST_IN_CELL
    tuesday = [leg(24 * 60 + 600, wait_ms=1_200_000)] * history.FEWEST_IN_CELL
    rare = [leg(2 * 24 * 60 + 600, wait_ms=9_000_000)] * (history.FEWEST_IN_CELL - 1)
    cells = history.heat(Legs.of(monday + tuesday + rare))
    assert history.worst(cells) == history.Cell(1, 600, history.FEWEST_IN_CELL, 1200.0)
    assert [one.p90_s for one in cells if one.weekday == 2] == [None]
    assert history.worst([]) is None


def test_a_told_wait_is_compared_with_its_own_printed_range():
    told, waited = (600_000, 750_000, 900_000), (599_000, 600_000, 700_000, 900_000, 901_000)
    rows = [WORLD["telling"](leg(wait_ms=ms), told) for ms in waited]
    found = {one.low_min: one for one in calibration(rows)}
    assert (found[10].n, found[10].inside, found[10].p50_s) == (5, 0.6, 700.0)
    assert found[30] == history.Quoted(30, 45, 0, None, None, None, None)


@pytest.mark.parametrize("rows", [[], [leg()], [leg(wait_ms=NONE, outcome="", end="")]])
def test_an_empty_day_and_one_ticket_have_figures(rows):
    legs = Legs.of(rows)
    assert history.worst(history.heat(legs)) is None
    assert sum(one.n for one in history.distribution(legs)) == len(waits(rows))


@given(days, st.sampled_from([None, True, False]), st.none() | st.integers(0, 6))
def test_a_filter_keeps_what_it_names_and_nothing_else(rows, priority, weekday):
    kept = Legs.of(rows).where(Filter(priority=priority, weekday=weekday))
    wanted = [r for r in rows if priority in (None, r.priority) and weekday in (None, r.weekday)]
    assert kept.n == len(wanted)
    assert list(kept.column("wait_ms")) == [r.wait_ms for r in wanted]


def test_a_group_that_nobody_had_leaves_nothing():
    assert Legs.of([leg()]).where(Filter(group="gone")).n == 0
