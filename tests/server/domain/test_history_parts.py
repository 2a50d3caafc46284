"""Parts of past days: the same figures as the other way of counting gives, and parts of a whole."""

from __future__ import annotations

import runpy
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import statistics
from server.domain.history_legs import Legs
from server.domain.history_parts import forecasts, parts, whole
from server.domain.history_rows import NONE, Row
from server.domain.statistics import OUTCOMES, LegFigures

WORLD = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "history_world.py"))
MONDAY = WORLD["MONDAY"]
legs_strategy = WORLD["legs_strategy"]

MIDNIGHT = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=UTC)


def as_leg(row: Row) -> LegFigures:
    """The same leg for the other way of counting."""

    def seconds(ms: int) -> float | None:
        return None if ms == NONE else ms / 1000

    at = datetime.fromisoformat(row.day).replace(tzinfo=UTC) + timedelta(milliseconds=row.came_ms)
    return LegFigures(
        *(row.group, row.department, row.counter or None, "1", row.priority, at),
        *(seconds(ms) for ms in (row.wait_ms, row.response_ms, row.service_ms)),
        row.outcome or None,
        row.target_ms // 1000,
        first_leg=row.first,
        forgotten=row.forgotten,
    )


@pytest.mark.parametrize("by", ["group", "counter", "department", "hour", "day"])
@given(found=st.lists(legs_strategy, max_size=40))
def test_both_ways_of_counting_agree(by, found):
    ours = parts(Legs.of(found), by)
    theirs = statistics.summary([as_leg(one) for one in found], by)
    assert [one.key for one in ours] == [one["key"] for one in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assert (one.issued, one.forgotten) == (other["n_issued"], other["n_forgotten"])
        for name in OUTCOMES:
            assert getattr(one, name) == other[f"n_{name}"]
        for name in ("wait", "response", "service"):
            mine = asdict(getattr(one, name))
            assert {k: mine[k] if k == "n" else near(mine[k], v) for k, v in other[name].items()}
            assert mine["n"] == other[name]["n"]
        assert (one.in_time is None) == (other["within_target"] is None)
        assert round(one.in_time or 0, 4) == (other["within_target"] or 0)


def near(mine: float | None, whole_s: int | None) -> bool:
    """Whether whole seconds are these; a half may be rounded either way."""
    assert (mine is None) == (whole_s is None)
    assert mine is None or whole_s is None or abs(mine - whole_s) <= 0.5 + 1e-6
    return True


TOLD_S = st.tuples(st.integers(0, 5000), st.integers(1, 3000)).map(
    lambda pair: (pair[0] // 2, pair[0], pair[0] + pair[1])
)


@given(st.lists(st.tuples(legs_strategy, TOLD_S), max_size=40))
def test_forecasts_are_scored_alike(pairs):
    rows = [WORLD["telling"](row, tuple(s * 1000 for s in told)) for row, told in pairs]
    mine = forecasts(Legs.of(rows))
    names = ("forecast_low_s", "forecast_mid_s", "forecast_high_s")
    other = statistics.forecast_error(
        [replace(as_leg(row), **dict(zip(names, told, strict=True))) for row, told in pairs]
    )
    assert (mine.told_n, round(mine.inside or 0, 4)) == (other["n"], other["coverage"] or 0)


BYS = ["group", "department", "day", "weekday", "hour", "priority", "month"]


@pytest.mark.parametrize("by", BYS)
@given(found=st.lists(legs_strategy, max_size=40))
def test_parts_add_up_to_the_whole(by, found):
    legs = Legs.of(found)
    all_of_it, found_parts = whole(legs), parts(legs, by)
    for name in ("issued", "called", *OUTCOMES, "transferred", "forgotten", "in_time_n"):
        assert sum(getattr(one, name) for one in found_parts) == getattr(all_of_it, name)
    for name in ("wait", "response", "service"):
        assert sum(getattr(one, name).n for one in found_parts) == getattr(all_of_it, name).n


@pytest.mark.parametrize("by", [*BYS, "counter"])
@given(found=st.lists(legs_strategy, max_size=40), luck=st.randoms(use_true_random=False))
def test_no_order_of_facts_changes_a_part(by, found, luck):
    shuffled = luck.sample(found, len(found))
    assert parts(Legs.of(shuffled), by) == parts(Legs.of(found), by)


@given(found=st.lists(legs_strategy, max_size=40))
def test_percentiles_rise(found):
    clock = whole(Legs.of(found)).wait
    if clock.n:
        rising = [clock.p25_s, clock.p50_s, clock.p75_s, clock.p90_s, clock.p95_s, clock.max_s]
        assert rising == sorted(rising)
