"""What is usual, and what comes in the next two hours: ranges that mean what they say."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import ahead, sessions
from server.domain.ahead import STEP_S, STEPS, Part, run
from server.domain.counters import Counter
from server.domain.hall import Hall
from server.domain.plan import Session
from server.domain.usual import FEWEST_DAYS, PastDay, usual

OPEN = [float(STEP_S)] * STEPS


def deal(seed: object = 1):
    made = random.Random(str(seed))
    return lambda: made.gauss(0, 1)


def test_with_nobody_coming_a_queue_empties_at_the_pace_of_its_counters():
    (first, *_, last) = run([Part(60, 4 / 600, (0.0,) * STEPS)], OPEN, deal())
    assert first.low <= 56 <= first.high
    assert last.low <= 12 <= last.high


def test_while_the_centre_is_closed_nobody_is_served():
    shut = run([Part(10, 1.0, (0.0,) * STEPS)], [0.0] * STEPS, deal())
    assert {(one.low, one.mid, one.high) for one in shut} == {(10, 10, 10)}


def test_a_part_without_counters_only_grows():
    steps = run([Part(0, 0.0, (5.0,) * STEPS)], OPEN, deal())
    assert [one.mid for one in steps] == sorted(one.mid for one in steps)
    assert steps[-1].low <= 60 <= steps[-1].high


@settings(deadline=None)
@given(
    st.lists(st.builds(Part, st.integers(0, 80), st.floats(0, 0.05),
                       st.tuples(*[st.floats(0, 20)] * STEPS)), max_size=4),
    st.integers(),
)  # fmt: skip
def test_a_range_holds_its_middle_and_nothing_below_nobody(parts, seed):
    for one in run(parts, OPEN, deal(seed), runs=20):
        assert 0 <= one.low <= one.mid <= one.high


def test_eight_in_ten_of_such_days_end_inside_the_range():
    part = Part(40, 6 / 600, (7.0,) * STEPS)
    told = run([part], OPEN, deal("told"))[5]
    held = 0
    for day in range(200):
        luck = random.Random(f"day {day}")
        queue, pace = 40, luck.lognormvariate(-0.01125, 0.15)
        for _ in range(6):
            come = sum(luck.random() < 7 * pace / 100 for _ in range(100))
            left, can = float(STEP_S), 0
            while (left := left - luck.gammavariate(1.5625, 100 / 1.5625)) > 0:
                can += 1
            queue = max(queue + come - can, 0)
        held += told.low <= queue <= told.high
    assert 0.7 <= held / 200 <= 0.95


def test_of_few_days_nothing_is_called_usual_but_means_are_known():
    days = [PastDay({450: 4}, {480: 3}, {"a": {450: 4}})] * (FEWEST_DAYS - 1)
    found = usual(1, days)
    assert (found.days, found.issued, found.served) == (FEWEST_DAYS - 1, (), ())
    assert found.means == {"a": {at: pytest.approx(4 / 3) for at in (450, 460, 470)}}


def test_where_doors_open_within_a_half_hour_nobody_is_told_before():
    days = [PastDay({780: 6}, {}, {"a": {780: 4}, "b": {780: 2}}, {790: 2, 800: 4})]
    found = usual(1, days).means
    assert found["a"] == {780: 0, 790: pytest.approx(4 / 3), 800: pytest.approx(8 / 3)}
    assert sum(found["b"].values()) == pytest.approx(2)


def test_after_the_break_free_counters_take_those_who_wait_at_once():
    (shut, open_) = run(
        [Part(25, 20 / 1800, (0.0,) * 2, counters=20, busy=20)], [0.0, STEP_S], deal()
    )
    assert (shut.low, shut.high) == (25, 25)
    assert open_.high <= 5


def test_in_the_break_the_counters_that_closed_for_it_are_counted_on(ahead_hall):
    hall, at = ahead_hall
    assert ahead.counted_on(hall, at("10:00")) == {1}
    assert ahead.counted_on(hall, at("12:00")) == {1, 2}
    assert ahead.counted_on(hall, at("13:31")) == {1, 2}
    assert ahead.counted_on(hall, at("14:30")) == {1}


@pytest.fixture
def ahead_hall(small_plan):
    """Counter 1 is open, 2 closed at the end of the morning, 3 in the middle of it."""
    plan = replace(
        small_plan,
        sessions=(Session("a", 27000, 41400, 40500), Session("b", 48600, 61200, 59400)),
    )
    one = next(iter(small_plan.counters.values()))
    plan = replace(plan, counters={n: replace(one, number=n) for n in (1, 2, 3)})
    day = date(2026, 11, 25)

    def at(clock):
        hour, minute = map(int, clock.split(":"))
        return sessions.moment(plan, day, hour * 3600 + minute * 60)

    counters = {
        1: Counter(1, "open", at("07:30")),
        2: Counter(2, "closed", at("11:31")),
        3: Counter(3, "closed", at("09:00")),
    }
    return Hall(plan=plan, day=day.isoformat(), counters=counters), at


def test_usual_is_the_middle_half_of_days_and_a_half_hour_without_anybody_counts():
    days = [PastDay({450: n, 510: 1}, {}, {}) for n in (0, 2, 4, 6, 8)]
    first, gap, last = usual(1, days).issued
    assert (first.at_min, first.low, first.mid, first.high) == (450, 2, 4, 6)
    assert (gap.at_min, gap.high) == (480, 0)
    assert last.mid == 1


@given(st.lists(st.dictionaries(st.sampled_from(range(450, 1020, 30)), st.integers(0, 99)),
                min_size=FEWEST_DAYS, max_size=12), st.randoms())  # fmt: skip
def test_usual_does_not_depend_on_the_order_of_days(counts, luck):
    days = [PastDay(one, one, {"a": one}) for one in counts]
    mixed = luck.sample(days, len(days))
    assert usual(0, days).issued == usual(0, mixed).issued
    for slot in usual(0, days).served:
        assert slot.low <= slot.mid <= slot.high


@pytest.mark.parametrize("closed_from", [0, 6, 11])
def test_nothing_is_said_beyond_the_steps_that_are_asked_for(closed_from):
    steps = run([Part(5, 0.01, (1.0,) * STEPS)], OPEN[:closed_from], deal())
    assert len(steps) == closed_from
