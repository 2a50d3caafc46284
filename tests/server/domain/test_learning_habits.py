"""Service as it really is: learnt from lessons, little data not believed much."""

from __future__ import annotations

import math
import random

import pytest

from server.domain.learning import Call, Lesson, with_gaps
from server.domain.learning_habits import Habits, learn_habits, level_ms
from server.domain.scene import usual_times

FAST, SLOW = 0.8, 1.25


@pytest.fixture
def lessons():
    """A year's worth of services: a takes 200 s, b 600 s; lan is quick, hoa slow, minh absent."""
    dice = random.Random(1)
    found = []
    for i in range(3_000):
        group, who = "ab"[i % 2], ("lan", "hoa")[i // 2 % 2]
        mean_s = {"a": 200, "b": 600}[group] * {"lan": FAST, "hoa": SLOW}[who]
        service_s = mean_s * dice.lognormvariate(-0.08, 0.4)
        shown = dice.random() < 0.9
        found.append(Lesson("d", group, 1, None, 60.0, service_s, shown, who))
    return found


def test_means_by_group_and_speeds_by_officer_are_told_apart(small_plan, lessons):
    habits = learn_habits(small_plan, lessons)
    assert habits.speed["hoa"] / habits.speed["lan"] == pytest.approx(SLOW / FAST, rel=0.05)
    assert habits.mean_s["a"] * habits.speed["lan"] == pytest.approx(200 * FAST, rel=0.06)
    assert habits.mean_s["b"] * habits.speed["hoa"] == pytest.approx(600 * SLOW, rel=0.06)
    assert habits.cv["a"] == pytest.approx(math.sqrt(math.expm1(0.16)), abs=0.06)


def test_a_group_that_was_never_served_is_as_planned(small_plan, lessons):
    assert learn_habits(small_plan, lessons).mean_s["c"] == 300


def test_three_services_move_a_mean_a_little_and_an_officer_less(small_plan):
    lessons = [Lesson("d", "a", 1, service_s=900.0, shown=True, officer="lan")] * 3
    habits = learn_habits(small_plan, lessons)
    assert 300 < habits.mean_s["a"] < 450
    assert 1.0 <= habits.speed["lan"] < 1.2


def test_the_share_of_no_shows_is_learnt(small_plan, lessons):
    assert learn_habits(small_plan, lessons).shows == pytest.approx(0.9, abs=0.02)
    assert learn_habits(small_plan, lessons[:10]).shows > 0.98


@pytest.mark.parametrize("service_s", [-5.0, 0.0, 4 * 3600.0, math.nan, math.inf])
def test_services_that_cannot_be_are_left_out(small_plan, service_s):
    assert learn_habits(small_plan, [Lesson("d", "a", 1, service_s=service_s)] * 50).mean_s == {
        "a": 300.0,
        "b": 300.0,
        "c": 300.0,
    }


def test_without_lessons_everything_is_as_planned(small_plan):
    times, usual = learn_habits(small_plan, []).times(small_plan), usual_times(small_plan)
    assert (times.mean_ms, times.cv) == (usual.mean_ms, usual.cv)
    assert (times.shows, times.gap_ms, times.speed) == (1.0, 0, {})
    assert times.level_ms == level_ms(small_plan, usual) == 330_000


def test_speed_goes_with_the_officer_and_else_with_the_counter(small_plan):
    habits = Habits(speed={"lan": 0.8, "2": 1.3})
    assert habits.times(small_plan, {1: "lan"}).speed == {1: 0.8, 2: 1.3}
    assert habits.times(small_plan, {2: "lan", 3: "nobody we know"}).speed == {2: 0.8}


def gaps_of(*calls):
    lessons = with_gaps((Lesson("d", "a", call.counter), call) for call in calls)
    return [lesson.gap_s for lesson in lessons]


def test_a_pause_counts_as_far_as_somebody_waited_through_it():
    first = Call(1, 100.0, 400.0, 50.0)
    assert gaps_of(first, Call(1, 700.0, None, 900.0)) == [None, 300.0]
    assert gaps_of(first, Call(1, 700.0, None, 100.0)) == [None, 100.0]
    assert gaps_of(first, Call(2, 700.0, None, 900.0)) == [None, None]


def test_waiting_for_somebody_to_come_is_no_pause():
    assert gaps_of(Call(1, 100.0, 400.0, 50.0), Call(1, 700.0, None, 0.0)) == [None, None]


def test_calls_may_come_in_any_order_and_unfinished_ones_free_nobody():
    assert gaps_of(Call(1, 700.0, None, 900.0), Call(1, 100.0, 400.0, 0.0)) == [300.0, None]
    assert gaps_of(Call(1, 100.0, None, 0.0), Call(1, 700.0, None, 900.0)) == [None, None]


def test_pauses_make_every_call_hold_longer(small_plan):
    rows = [Lesson("d", "a", 1, gap_s=30.0)] * 1_000 + [Lesson("d", "a", 1, gap_s=5_000.0)] * 50
    habits = learn_habits(small_plan, rows)
    assert habits.gap_s == pytest.approx(30 * 1_000 / 1_100, abs=0.1)
    assert habits.times(small_plan).hold_ms(1, "a") == 330_000 + round(habits.gap_s * 1000)
