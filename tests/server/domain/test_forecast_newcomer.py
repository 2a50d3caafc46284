"""The wait that is told at issue: sane, never made up."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import forecast


@pytest.fixture
def queue(folded):
    """Puts ``n`` people into a group, ten seconds apart."""

    def put(group, n):
        for _ in range(n):
            folded.at += timedelta(seconds=10)
            number = 200 + len(folded.hall.tickets)
            folded.wait(f"t{number}", group, number, folded.at)

    return put


def test_without_an_open_counter_nothing_is_known(folded, queue):
    queue("a", 3)
    assert forecast.newcomer(folded.hall, "a", 3) is None
    folded.tell(f.CounterOpened(3, None))
    assert forecast.newcomer(folded.hall, "a", 3) is None


@pytest.mark.parametrize("fact", [f.CounterPaused(1, "họp"), f.CounterClosed(1)])
def test_a_counter_that_pauses_or_closes_serves_nobody(folded, fact):
    folded.tell(f.CounterOpened(1, None))
    assert forecast.newcomer(folded.hall, "a", 2) is not None
    folded.tell(fact)
    assert forecast.newcomer(folded.hall, "a", 2) is None


def test_at_a_free_counter_there_is_no_wait(folded):
    folded.tell(f.CounterOpened(1, None))
    told = forecast.newcomer(folded.hall, "a", 0)
    assert told is not None
    assert (told.low_s, told.mid_s) == (0, 0)


@pytest.mark.parametrize("waiting", [0, 1, 5, 40])
def test_more_people_ahead_never_mean_a_shorter_wait(folded, queue, waiting):
    folded.tell(f.CounterOpened(1, None), f.CounterOpened(2, None))
    queue("a", waiting)
    told = [forecast.newcomer(folded.hall, "a", ahead) for ahead in range(waiting + 5)]
    for shorter, longer in pairwise(told):
        assert shorter.low_s <= longer.low_s
        assert shorter.mid_s <= longer.mid_s
        assert shorter.high_s <= longer.high_s


def test_a_second_counter_never_makes_the_wait_longer(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    queue("a", 6)
    alone = forecast.newcomer(folded.hall, "a", 6)
    folded.tell(f.CounterOpened(2, None))
    assert forecast.newcomer(folded.hall, "a", 6).mid_s < alone.mid_s


@given(ahead=st.integers(0, 500), queues=st.tuples(*[st.integers(0, 8)] * 3))
def test_the_range_holds_its_middle_and_is_whole_minutes_at_least_one_wide(
    make_folded, ahead, queues
):
    folded = make_folded()
    folded.tell(f.CounterOpened(2, None))
    for group, n in zip("abc", queues, strict=True):
        for i in range(n):
            folded.wait(f"{group}{i}", group, 100 * "abc".index(group) + i, folded.at)
    told = forecast.newcomer(folded.hall, "b", ahead)
    assert 0 <= told.low_s <= told.mid_s <= told.high_s
    assert told.high_s - told.low_s >= 60
    assert told.low_s % 60 == told.high_s % 60 == 0


def test_what_remains_shrinks_as_those_before_are_called(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    queue("a", 8)
    last = list(folded.hall.tickets.values())[-1]
    before = forecast.remaining(folded.hall, last)
    for ticket in list(folded.hall.tickets)[:4]:
        folded.tell(f.TicketCalled(ticket, "c", 1, None, {}), f.ServiceFinished(ticket, 1))
    assert forecast.remaining(folded.hall, last).mid_s < before.mid_s
