"""Figures: exact percentiles, n beside each, outcomes apart, never a mean of means."""

from __future__ import annotations

import json
import math
import statistics
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.statistics import (
    OUTCOMES,
    LegFigures,
    percentile,
    share_in_time,
    spread,
    summarise,
    summary,
    within_target,
)

DATA = Path(__file__).parents[2] / "data"
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WAITS = st.lists(st.floats(0, 1e5) | st.integers(0, 7200), min_size=2, max_size=80)


def leg(**changes):
    usual = {
        "group": "a",
        "department": "Sở",
        "counter": 1,
        "zone": "1",
        "priority": False,
        "issued_at": NINE,
        "wait_s": 600.0,
        "response_s": 20.0,
        "service_s": 300.0,
        "outcome": "served",
        "target_wait_s": 900,
    }
    return LegFigures(**(usual | changes))


GOLDEN = json.loads((DATA / "golden_metrics.json").read_text(encoding="utf-8"))
"""Ten finished tickets, minutes, and the figures that were worked out by hand."""
CLASSES = {"normal": 0, "prio": 1, "appt": 2}


def golden_legs(*classes):
    return [
        leg(
            group=str(t["group"]),
            priority=t["class"] == 1,
            wait_s=(t["called"] - t["ref"]) * 60.0,
            outcome="no_show" if t["noshow"] else "served",
        )
        for t in GOLDEN["metrics_input"]
        if t["class"] in classes
    ]


def test_the_ten_tickets_give_the_figures_worked_out_by_hand():
    wanted, rows = GOLDEN["metrics_expected"], golden_legs(*CLASSES.values())
    found = summarise("all", rows)
    assert (found["n_issued"], found["n_served"], found["n_no_show"]) == (10, 9, 1)
    assert found["wait"]["n"] == wanted["n"] == 9
    assert found["wait"]["mean_s"] == round(wanted["mean"] * 60)
    assert found["wait"]["p95_s"] == round(wanted["p95"] * 60)
    assert found["wait"]["max_s"] == wanted["max"] * 60
    assert share_in_time(rows) == pytest.approx(wanted["within15"], abs=1e-12)


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_of_the_ten_tickets_has_its_mean(name):
    found = summarise("x", golden_legs(CLASSES[name]))["wait"]
    assert found["mean_s"] == round(GOLDEN["metrics_expected"][name] * 60)


def test_the_95_percent_of_one_priority_ticket_is_its_wait():
    found = summarise("x", golden_legs(CLASSES["prio"]))["wait"]
    assert found["p95_s"] == GOLDEN["metrics_expected"]["prio95"] * 60


@given(WAITS)
def test_percentiles_are_of_type_7(waits):
    cuts = statistics.quantiles(waits, n=20, method="inclusive")
    found = spread(waits)
    for value, cut in ((found.p50_s, 10), (found.p90_s, 18), (found.p95_s, 19)):
        assert value == pytest.approx(cuts[cut - 1], rel=1e-9, abs=1e-9)
    assert found.mean_s == pytest.approx(statistics.fmean(waits))
    assert (found.n, found.max_s) == (len(waits), max(waits))


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20).map(sorted), st.floats(0, 1))
def test_a_percentile_lies_between_the_least_and_the_greatest_and_rises(ordered, p):
    assert ordered[0] <= percentile(ordered, p / 2) <= percentile(ordered, p) <= ordered[-1]


def test_one_value_is_every_percentile_of_itself():
    assert spread([7.0]).p50_s == spread([7.0]).p95_s == spread([7.0]).max_s == 7.0


def test_nothing_gives_no_figure_rather_than_zero():
    empty = summarise("none", [leg(wait_s=None, response_s=None, service_s=None, outcome=None)])
    for name in ("wait", "response", "service"):
        figures = empty[name]
        assert figures.pop("n") == 0
        assert set(figures.values()) == {None}
    assert empty["within_target"] is None
    assert empty["forecast"] == {"mae_s": None, "coverage": None, "n": 0}


def test_the_four_outcomes_are_counted_apart():
    rows = [leg(outcome=name) for i, name in enumerate(OUTCOMES, 1) for _ in range(i)]
    found = summarise("x", [*rows, leg(outcome="transferred"), leg(outcome=None)])
    assert [found[f"n_{name}"] for name in OUTCOMES] == [1, 2, 3, 4]
    assert found["n_issued"] == 12


def test_a_ticket_of_two_legs_is_issued_once_and_both_its_waits_count():
    rows = [leg(outcome="transferred", wait_s=60.0), leg(first_leg=False, wait_s=120.0)]
    found = summarise("x", rows)
    assert (found["n_issued"], found["wait"]["n"], found["wait"]["mean_s"]) == (1, 2, 90)


def test_every_spread_says_of_how_many():
    found = summarise("x", [leg(), leg(service_s=None), leg(service_s=None, response_s=None)])
    assert [found[name]["n"] for name in ("wait", "response", "service")] == [3, 2, 1]


def test_a_wait_of_exactly_the_target_is_within_it_and_only_served_legs_count():
    assert within_target([leg(wait_s=900.0), leg(wait_s=900.5)]) == 0.5
    assert within_target([leg(wait_s=1.0, outcome="no_show"), leg(wait_s=901.0)]) == 0.0
    assert within_target([leg(wait_s=1.0, outcome="left")]) is None


def test_each_leg_is_measured_against_the_target_of_its_own_group():
    assert within_target([leg(wait_s=700.0, target_wait_s=600), leg(wait_s=700.0)]) == 0.5


def test_a_whole_is_not_the_mean_of_its_parts():
    rows = [leg(group="a", wait_s=0.0)] * 9 + [leg(group="b", wait_s=1000.0)]
    parts = summary(rows, "group")
    assert [part["wait"]["mean_s"] for part in parts] == [0, 1000]
    assert summarise("all", rows)["wait"]["mean_s"] == 100


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("group", ["2", "10", "a"]),
        ("counter", ["2", "10"]),
        ("department", ["Sở"]),
        ("hour", ["09", "10"]),
        ("day", ["2026-11-24", "2026-11-25"]),
    ],
)
def test_parts_come_in_their_natural_order(by, keys):
    rows = [
        leg(group="10", counter=10, issued_at=NINE + timedelta(days=1)),
        leg(group="a", counter=None, issued_at=NINE + timedelta(hours=1)),
        leg(group="2", counter=2),
    ]
    assert [row["key"] for row in summary(rows, by)] == keys


def test_a_forecast_is_judged_by_its_middle_and_by_whether_its_range_held():
    told = {"forecast_low_s": 300.0, "forecast_mid_s": 500.0, "forecast_high_s": 700.0}
    rows = [leg(wait_s=300.0, **told), leg(wait_s=701.0, **told), leg(wait_s=1.0)]
    assert summarise("x", rows)["forecast"] == {"mae_s": 200, "coverage": 0.5, "n": 2}


def test_durations_are_whole_seconds():
    figures = summarise("x", [leg(wait_s=0.4), leg(wait_s=1.0)])["wait"]
    assert all(isinstance(value, int) for value in figures.values())
    assert figures["mean_s"] == round(math.fsum((0.4, 1.0)) / 2)
