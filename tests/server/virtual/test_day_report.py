"""Figures of a virtual day: those of the live desk, and nothing made up where nothing is known."""

from __future__ import annotations

import json

import pytest

from server.domain.book import BEGINNER
from server.domain.tickets import Forecast
from server.virtual.people import Citizen, Naive, Visit
from server.virtual.replay import replay
from server.virtual.report import report
from server.virtual.scenario import Scenario
from server.virtual.text import table
from server.virtual.workload import make_day

NINE = 9 * 3600


def visit(i, wait_s, outcome="served", group="a", mid_s=None, naive=None, **citizen):
    came_s = citizen.pop("arrival_s", NINE + i)
    made = Visit(Citizen(f"t{i}", i, came_s, group, 100, **citizen), 1, outcome=outcome)
    if outcome in ("served", "no_show"):
        made.called_s, made.wait_s = came_s + wait_s, wait_s
    if mid_s is not None:
        made.forecast, made.naive = Forecast(mid_s - 60, mid_s, mid_s + 60), naive
    return made


@pytest.fixture
def figures(small_plan):
    return lambda *visits: report(small_plan, "call-mark", visits)


def test_a_day_on_which_nobody_came_has_zeros_and_nothing_else(figures):
    empty = figures()
    assert [empty[name] for name in ("tickets", "served", "no_show", "expired")] == [0, 0, 0, 0]
    assert empty["wait"] == dict.fromkeys(("mean_s", "p50_s", "p90_s", "p95_s", "max_s")) | {"n": 0}
    assert (empty["within_target"], empty["priority_mean_s"]) == (None, None)
    assert empty["worst_group"] == {"code": None, "mean_s": None, "n": 0}
    assert empty["overtakes_max"] == 0
    forecast = empty["forecast"]
    assert (forecast["mae_s"], forecast["naive_mae_s"], forecast["coverage"]) == (None, None, None)
    assert "NaN" not in json.dumps(empty)
    assert "-" in table({"replayed": empty})


def test_only_served_tickets_have_waited(figures):
    found = figures(visit(1, 100), visit(2, 200), visit(3, 900, "no_show"), visit(4, 0, "expired"))
    assert (found["tickets"], found["served"], found["no_show"], found["expired"]) == (4, 2, 1, 1)
    assert (found["wait"]["n"], found["wait"]["mean_s"], found["wait"]["max_s"]) == (2, 150, 200)
    assert (found["wait"]["p50_s"], found["wait"]["p90_s"]) == (150, 190)


def test_each_group_has_its_own_target(small_plan, figures):
    assert small_plan.groups["a"].target_wait_s == 900
    assert figures(visit(1, 900), visit(2, 901), visit(3, 0))["within_target"] == 2 / 3


def test_the_worst_group_is_that_with_the_longest_mean(figures):
    found = figures(visit(1, 100), visit(2, 500), visit(3, 350, group="b"))
    assert found["worst_group"] == {"code": "b", "mean_s": 350, "n": 1}


def test_priority_has_a_mean_of_its_own(figures):
    found = figures(visit(1, 100, priority=True), visit(2, 300, priority=True), visit(3, 900))
    assert found["priority_mean_s"] == 200


def test_overtaking_counts_inside_group_and_class_no_shows_and_expired_too(figures):
    found = figures(
        visit(1, 500),
        visit(2, 100, "no_show"),
        visit(3, 100),
        visit(4, 100, priority=True),
        visit(5, 100, group="b"),
        visit(6, 0, "expired"),
        visit(7, 100),
    )
    assert found["overtakes_max"] == 3
    assert found["overtakes_per_100"] == 100 * 4 / 7


def test_the_turn_of_an_appointment_is_its_slot(figures):
    slot = {"appointment_s": NINE + 600}
    on_time = visit(1, 700, **slot)
    assert figures(on_time, visit(2, 600, arrival_s=NINE + 60, **slot))["overtakes_max"] == 0
    late = {"arrival_s": NINE + 660, "appointment_s": NINE + 300}
    assert figures(on_time, visit(2, 10, **late))["overtakes_max"] == 0
    later = {"arrival_s": NINE + 30, "appointment_s": NINE + 900}
    assert figures(on_time, visit(2, 10, **later))["overtakes_max"] == 1


def test_forecasts_are_judged_beside_the_best_of_the_usual_formulas(figures):
    found = figures(
        visit(1, 100, mid_s=110, naive=Naive(0, 300, 160)),
        visit(2, 200, mid_s=500, naive=Naive(0, 300, 160)),
        visit(3, 0, "expired", mid_s=100, naive=Naive(0, 0, 0)),
        visit(4, 900),
    )["forecast"]
    assert (found["n"], found["mae_s"], found["coverage"], found["late"]) == (2, 155, 0.5, 0)
    assert found["naive"] == {"ahead_mae_s": 150, "place_mae_s": 150, "hall_mae_s": 50}
    assert found["naive_mae_s"] == 50


def test_waits_of_a_report_are_those_of_the_visits(haiphong):
    day = make_day(haiphong, Scenario(per_day=400), 1)
    visits = replay(haiphong, day.citizens, "call-mark", BEGINNER)
    found = report(haiphong, "call-mark", visits)
    assert found["tickets"] == len(day.citizens)
    assert found["tickets"] == found["served"] + found["no_show"] + found["expired"]
    assert found["forecast"]["mae_s"] < found["forecast"]["naive_mae_s"]
