"""A book: made of lessons, kept as text, and never a number that is none."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.aim import START, Aim
from server.domain.book import BEGINNER, OWN_ALONE, OWN_FROM, LearnedBook
from server.domain.book_json import BookRefused, dump_book, load_book
from server.domain.forecast import Signals
from server.domain.learning import FEWEST, MOST_DAYS, Lesson, learn
from server.domain.shipped import SHIPPED
from server.domain.tickets import Forecast


def days(number, each, factor=1.0, hold_s=0.0):
    """Lessons whose waits are ``factor`` times the forward run, with some luck."""
    dice = random.Random(number * each)
    return [
        Lesson(
            f"2026-10-{day + 1:02d}",
            "ab"[i % 2],
            1,
            Signals(forward_s, 300.0, 200.0, 3, hold_s),
            forward_s * factor * dice.lognormvariate(0, 0.3),
            300.0,
            True,
        )
        for day in range(number)
        for i in range(each)
        for forward_s in [dice.uniform(60, 3000)]
    ]


@pytest.fixture
def book(small_plan):
    return learn(small_plan, days(10, 300, 2.0))


TYPICAL = Signals(1000.0, 300.0, 200.0, 3)


def test_without_history_the_shipped_teaching_is_told(small_plan):
    book = learn(small_plan, [])
    assert (book.own, book.waits, book.days, book.share) == (None, 0, (), 0.0)
    assert book.told(TYPICAL) == BEGINNER.told(TYPICAL)
    assert BEGINNER.told(TYPICAL).low_s < 1000 < BEGINNER.told(TYPICAL).high_s


def test_what_the_centre_is_like_is_told(book):
    assert book.share == 1.0
    assert book.told(TYPICAL).mid_s == pytest.approx(2000, rel=0.05)


def test_the_shipped_teaching_hands_over_smoothly(small_plan):
    lessons = days(10, 300, 2.0)
    told = []
    for number in range(FEWEST, OWN_ALONE + 200, 50):
        book = learn(small_plan, lessons[:number])
        told.append((number, book.share, book.told(TYPICAL).mid_s))
    assert {mid_s for number, _, mid_s in told if number <= OWN_FROM} == {
        BEGINNER.told(TYPICAL).mid_s
    }
    shares = [share for _, share, _ in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    steps = [b[2] - a[2] for a, b in pairwise(told)]
    assert max(map(abs, steps)) < 150


def test_a_class_of_which_nobody_came_yet_is_told_as_shipped(book, small_plan):
    """All lessons are of normal tickets that wait twice the run."""
    normal, favoured = TYPICAL, TYPICAL._replace(normal=0)
    assert book.told(favoured).mid_s < 0.9 * book.told(normal).mid_s
    one_for_one = learn(small_plan, days(10, 300, 1.05))
    assert one_for_one.told(favoured).mid_s == pytest.approx(950, rel=0.1)


def test_old_days_are_forgotten(small_plan):
    old = [replace(one, day="2025" + one.day[4:]) for one in days(25, 60, 5.0)]
    book = learn(small_plan, old + days(MOST_DAYS, 60, 1.0))
    assert len(book.days) == MOST_DAYS
    assert book.days[0] == "2026-10-01"
    assert book.told(TYPICAL).mid_s == pytest.approx(1000, rel=0.1)


def test_a_run_that_took_other_times_is_measured_anew(small_plan):
    """The plan says 330 s a call, the lessons' forecasts assumed 660 s: the runs were twice it."""
    once = learn(small_plan, days(10, 300, 1.0))
    twice = learn(small_plan, days(10, 300, 1.0, hold_s=660.0))
    scaled = sum(twice.own.weights[:2]) / sum(once.own.weights[:2])
    assert scaled == pytest.approx(2.0, rel=0.02)


@pytest.mark.parametrize(
    "wrong",
    [
        {"wait_s": -1.0},
        {"wait_s": 13 * 3600.0},
        {"wait_s": math.nan},
        {"wait_s": None},
        {"signals": None},
        {"signals": Signals(math.nan, 0.0, 0.0, 1)},
        {"signals": Signals(100.0, -5.0, 0.0, 1)},
        {"signals": Signals(100.0, 0.0, math.inf, 1)},
        {"signals": Signals(0.0, 0.0, 0.0, 0)},
        {"group": "gone"},
    ],
)
def test_clocks_that_jumped_and_free_counters_teach_nothing(small_plan, wrong):
    good = days(4, 100)
    bad = [replace(one, **wrong) for one in good]
    assert learn(small_plan, good + bad).own == learn(small_plan, good).own
    assert learn(small_plan, bad).waits == 0


@pytest.mark.parametrize("lessons", [[], days(1, 3), days(3, 200), days(10, 300, 0.0)])
def test_whatever_it_learnt_a_book_is_told_in_finite_numbers(small_plan, lessons):
    book = learn(small_plan, lessons)
    assert load_book(dump_book(book)) == book
    json.loads(dump_book(book), parse_constant=pytest.fail)


@given(
    forward_s=st.floats(0, 50_000),
    last_s=st.floats(0, 50_000),
    head_s=st.floats(0, 50_000),
    low=st.floats(-0.05, 0.25),
    high=st.floats(-0.05, 0.25),
    waits=st.sampled_from([0, 299, 700, 5_000]),
)
def test_low_middle_and_high_are_always_in_order(forward_s, last_s, head_s, low, high, waits):
    book = LearnedBook(own=SHIPPED, waits=waits)
    told = book.told(Signals(forward_s, last_s, head_s, 2), Aim(low, high))
    assert 0 <= told.low_s <= told.mid_s <= told.high_s
    assert told.low_s % 60 == told.high_s % 60 == 0


def test_a_free_counter_stays_nothing_whatever_was_learnt(book):
    free = Signals(0.0, 5_000.0, 5_000.0, 0)
    assert book.told(free) == BEGINNER.told(free, Aim(0.2, -0.05)) == Forecast(0, 0, 60)


def test_the_aim_of_the_day_widens_what_is_told(book):
    wide, usual = book.told(TYPICAL, Aim(0.0, 0.0)), book.told(TYPICAL, START)
    assert wide.low_s < usual.low_s
    assert wide.high_s > usual.high_s
    assert wide.mid_s == usual.mid_s


def test_times_are_made_once_for_a_plan_and_its_officers(book, small_plan):
    times = book.times_for(small_plan, {1: "lan"})
    assert book.times_for(small_plan, {1: "lan"}) is times
    assert book.times_for(small_plan, {1: "hoa"}) is not times


def test_a_book_is_the_same_after_it_was_written_down(book):
    again = load_book(dump_book(book))
    assert again == book
    assert again.told(TYPICAL) == book.told(TYPICAL)


def _changed(book: LearnedBook, **changes: Any) -> str:
    document = json.loads(dump_book(book))
    for path, value in changes.items():
        part = document
        *way, last = path.split("__")
        for name in way:
            part = part[name]
        part[last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    "changes",
    [
        {"v": 2},
        {"own__weights": [math.nan, 0, 0, 0]},
        {"own__weights": [1.0]},
        {"own__mid": [1.0]},
        {"own__low": []},
        {"own__centres": []},
        {"own__checks": [["x", 1]]},
        {"habits__mean_s": {"a": -3}},
        {"habits__shows": math.inf},
        {"habits__shows": 0},
        {"habits": None},
        {"days": 5},
        {"waits": "many"},
    ],
)
def test_a_text_that_is_no_book_is_refused(book, changes):
    with pytest.raises(BookRefused):
        load_book(_changed(book, **changes))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "{"])
def test_other_texts_are_refused(text):
    with pytest.raises(BookRefused):
        load_book(text)


def test_a_number_that_is_none_is_never_written_down(book):
    with pytest.raises(BookRefused):
        dump_book(replace(book, habits=replace(book.habits, gap_s=math.nan)))
