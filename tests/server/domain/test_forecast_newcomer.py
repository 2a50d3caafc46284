"""The wait that is told at issue: the rule run forward, never made up."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import forecast
from server.domain.book import BEGINNER


@pytest.fixture
def queue(folded):
    """Puts ``n`` people into a group, ten seconds apart."""

    def put(group, n):
        for _ in range(n):
            folded.at += timedelta(seconds=10)
            number = 200 + len(folded.hall.tickets)
            folded.wait(f"t{number}", group, number, folded.at)

    return put


def newcomer(folded, group):
    """What somebody who comes now is told, or None."""
    found = forecast.outlook(folded.hall, folded.at, BEGINNER).newcomers.get(group)
    return found.told if found else None


def run_s(folded, group):
    """The wait of the forward runs for a newcomer, whole seconds: what a range is made around."""
    return round(outlook(folded).newcomers[group].signals.forward_s)


def remaining_s(folded, ticket):
    """What the runs leave of the wait of a ticket."""
    return round(outlook(folded).waiting[ticket].signals.forward_s)


def outlook(folded):
    return forecast.outlook(folded.hall, folded.at, BEGINNER)


def test_without_an_open_counter_nothing_is_known(folded, queue):
    queue("a", 3)
    assert newcomer(folded, "a") is None
    folded.tell(f.CounterOpened(3, None))
    assert newcomer(folded, "a") is None


@pytest.mark.parametrize("fact", [f.CounterPaused(1, "họp"), f.CounterClosed(1)])
def test_a_counter_that_pauses_or_closes_serves_nobody(folded, fact):
    folded.tell(f.CounterOpened(1, None))
    assert newcomer(folded, "a") is not None
    folded.tell(fact)
    assert newcomer(folded, "a") is None


def test_at_a_free_counter_there_is_no_wait(folded):
    folded.tell(f.CounterOpened(1, None))
    told = newcomer(folded, "a")
    assert (told.low_s, told.mid_s) == (0, 0)


def test_each_one_ahead_adds_a_walk_and_a_mean_service(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    waits_s = []
    for _ in range(5):
        waits_s.append(run_s(folded, "a"))
        queue("a", 1)
    assert [b - a for a, b in pairwise(waits_s)] == [330] * 4


def test_with_a_second_counter_the_first_to_be_free_calls(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    queue("a", 6)
    alone_s = run_s(folded, "a")
    folded.tell(f.CounterOpened(2, None))
    assert alone_s == 6 * 330
    assert 0.35 * alone_s < run_s(folded, "a") < 0.5 * alone_s


def test_who_only_helps_serves_its_own_first_and_is_counted_on_later(folded, queue):
    folded.tell(f.CounterOpened(2, None))
    queue("b", 2)
    assert run_s(folded, "c") == run_s(folded, "b") == 2 * 330


def test_lunch_does_not_count_as_waiting(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    folded.at += timedelta(hours=2, minutes=15)
    queue("a", 4)
    found = outlook(folded).newcomers["a"]
    assert 3 * 330 < found.signals.forward_s < 4 * 330
    assert not found.before_close
    low, _ = forecast.clock_range(found.told, folded.at, outlook(folded).hours)
    assert low.hour == 4, "local noon: the lower bound is still before lunch, or right after it"


def test_whom_nobody_can_reach_before_the_day_ends_is_told_nothing(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    folded.at += timedelta(hours=7, minutes=50)
    queue("a", 6)
    assert newcomer(folded, "a") is None


@given(queues=st.tuples(*[st.integers(0, 8)] * 3))
def test_the_range_holds_its_middle_and_is_whole_minutes_at_least_one_wide(make_folded, queues):
    folded = make_folded()
    folded.tell(f.CounterOpened(2, None))
    for group, n in zip("abc", queues, strict=True):
        for i in range(n):
            folded.wait(f"{group}{i}", group, 100 * "abc".index(group) + i, folded.at)
    told = newcomer(folded, "b")
    assert 0 <= told.low_s <= told.mid_s <= told.high_s
    assert told.high_s - told.low_s >= 60
    assert told.low_s % 60 == told.high_s % 60 == 0


def test_what_remains_shrinks_as_those_before_are_called(folded, queue):
    folded.tell(f.CounterOpened(1, None))
    queue("a", 8)
    last = list(folded.hall.tickets)[-1]
    before_s = remaining_s(folded, last)
    for ticket in list(folded.hall.tickets)[:4]:
        folded.tell(f.TicketCalled(ticket, "c", 1, None, {}), f.ServiceFinished(ticket, 1))
    assert (before_s, remaining_s(folded, last)) == (7 * 330, 3 * 330)


def test_who_was_sent_to_a_counter_waits_for_that_counter_alone(folded, queue):
    folded.tell(f.CounterOpened(1, None), f.CounterOpened(3, None))
    queue("a", 3)
    first = next(iter(folded.hall.tickets))
    folded.tell(f.TicketCalled(first, "c", 1, None, {}))
    folded.tell(f.TicketTransferred(first, 1, "a", 3))
    assert remaining_s(folded, first) == 0


def test_a_pause_of_an_officer_shows_at_once(folded, queue):
    folded.tell(f.CounterOpened(1, "lan"), f.CounterOpened(2, "hoa"))
    queue("a", 6)
    both, waits = newcomer(folded, "a"), outlook(folded).waiting["t205"].told
    folded.tell(f.CounterPaused(2, "họp"))
    assert newcomer(folded, "a").mid_s > 1.8 * both.mid_s
    assert newcomer(folded, "a").high_s > both.high_s
    assert outlook(folded).waiting["t205"].told.mid_s > 1.8 * waits.mid_s
    folded.tell(f.CounterOpened(2, "hoa"))
    assert newcomer(folded, "a") == both
