"""Whom a counter calls: the earliest call mark among what it may serve."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import facts as f
from server.domain import moves, policy
from server.domain.why import explain


@pytest.fixture
def give(folded):
    """Issues ticket ``t<number>`` ``after_s`` seconds past nine, with its mark by the rule."""
    numbers = {"a": iter(range(101, 200)), "b": iter(range(151, 200)), "c": iter(range(201, 300))}
    zero = folded.at

    def issue(group, after_s, priority=False):
        folded.at = zero + timedelta(seconds=after_s)
        number = next(numbers[group])
        mark = policy.call_mark(folded.hall.rules.centre, folded.at, priority)
        folded.wait(f"t{number}", group, number, mark, priority)
        return number

    return issue


def called_by(folded, counter):
    """Numbers in the order in which this counter alone would call everybody."""
    numbers = []
    while found := policy.candidates(folded.hall, folded.hall.rules.counters[counter]):
        numbers.append(found[0].number)
        called = moves.call(folded.hall, counter, found[0].ticket, "call", {})
        folded.tell(*moves.release(folded.hall, counter), *called)
    return numbers


def test_inside_a_group_the_first_comer_is_called_first(folded, give):
    first, second, third = give("a", 0), give("a", 0.001), give("a", 60)
    assert called_by(folded, 1) == [first, second, third]


def test_in_the_same_millisecond_the_smaller_number_is_first(folded, give):
    assert [give("a", 0), give("a", 0)] == [101, 102]
    assert called_by(folded, 1) == [101, 102]


@pytest.mark.parametrize(("later_s", "passes"), [(1799.999, True), (1800, False), (1801, False)])
def test_priority_passes_only_who_came_less_than_the_credit_before(folded, give, later_s, passes):
    normal, preferred = give("a", 0), give("a", later_s, priority=True)
    order = [preferred, normal] if passes else [normal, preferred]
    assert called_by(folded, 1) == order


def test_a_counter_weighs_its_groups_together_by_mark(folded, give):
    order = [give("b", 0), give("a", 10), give("b", 20), give("a", 30)]
    assert called_by(folded, 2) == order


@pytest.mark.parametrize(("later_s", "own_first"), [(179, True), (180, True), (181, False)])
def test_a_group_that_is_only_helped_counts_three_minutes_later(folded, give, later_s, own_first):
    helped, own = give("c", 0), give("a", later_s)
    assert called_by(folded, 2) == ([own, helped] if own_first else [helped, own])


def test_the_groups_own_counter_does_not_wait_for_the_delay(folded, give):
    first = give("c", 0)
    assert called_by(folded, 3) == [first]


def test_who_was_sent_to_a_counter_is_called_by_that_counter_alone(folded, give):
    number = give("a", 0)
    folded.tell(f.TicketCalled(f"t{number}", "c", 1, None, {}))
    folded.tell(*moves.transfer(folded.hall, 1, moves.Place(None, 3)))
    assert called_by(folded, 1) == called_by(folded, 2) == []
    assert called_by(folded, 3) == [number]


def test_a_transfer_keeps_the_mark_and_so_the_place(folded, give):
    early, late = give("a", 0), give("b", 60)
    folded.tell(f.TicketCalled(f"t{early}", "c", 1, None, {}))
    folded.tell(*moves.transfer(folded.hall, 1, moves.Place("b", None)))
    assert called_by(folded, 2) == [early, late]


def test_who_is_recalled_or_parked_keeps_the_mark_and_who_missed_gets_the_time_of_return(
    folded, give
):
    parked, missed, waiting = give("a", 0), give("a", 1), give("a", 2)
    folded.tell(f.TicketCalled(f"t{parked}", "c1", 1, None, {}))
    folded.tell(f.TicketRecalled(f"t{parked}", "c2", 1))
    folded.tell(*moves.park(folded.hall, 1, ""))
    folded.tell(f.TicketCalled(f"t{missed}", "c3", 1, None, {}))
    folded.tell(*moves.no_show(folded.hall, 1))
    folded.at += timedelta(minutes=5)
    for number in (missed, parked):
        folded.tell(*moves.return_(folded.hall, folded.hall.tickets[f"t{number}"], folded.at))
    assert called_by(folded, 1) == [parked, waiting, missed]


def test_the_line_of_a_counter_is_the_order_in_which_it_calls(folded, give):
    for after_s, group in enumerate("abccabacb"):
        give(group, after_s * 50, priority=after_s % 3 == 2)
    line = policy.line(folded.hall, folded.hall.rules.counters[2], 5)
    assert [one.number for one in line] == called_by(folded, 2)[:5]


def test_why_names_the_called_first_and_those_who_were_weighed(folded, give, small_plan):
    give("a", 0), give("b", 60), give("c", 61)
    weighed = policy.candidates(folded.hall, small_plan.counters[2])
    told = explain(2, weighed, folded.at.tzinfo)
    assert [row["number"] for row in told["candidates"]] == [101, 151, 201]
    assert [row["help"] for row in told["candidates"]] == [False, False, True]
    assert "101" in told["vi"] and "02:00" in told["en"] and "201 02:01:01 +3′" in told["en"]


ARRIVALS = st.lists(
    st.tuples(st.integers(0, 600), st.booleans(), st.integers(0, 5)), min_size=1, max_size=60
)
CREDIT_S = 1800


@settings(max_examples=60)
@given(arrivals=ARRIVALS)
def test_nobody_of_a_class_is_overtaken_and_normals_are_passed_within_the_credit(
    make_folded, arrivals
):
    """A hall with one group of which counter 3 calls some after each arrival."""
    folded, waiting = make_folded(), {}
    for number, (gap_s, priority, calls) in enumerate(arrivals, 201):
        folded.at += timedelta(seconds=gap_s)
        mark = policy.call_mark(folded.hall.rules.centre, folded.at, priority)
        folded.wait(f"t{number}", "c", number, mark, priority)
        waiting[number] = (folded.at, priority)
        for _ in range(calls):
            called, (came, preferred) = call_one(folded, waiting)
            for other, (other_came, other_preferred) in waiting.items():
                if other < called:
                    assert (preferred, other_preferred) == (True, False)
                    assert came - other_came < timedelta(seconds=CREDIT_S)


def call_one(folded, waiting):
    """Whom counter 3 calls now, taken out of ``waiting``; an empty hall calls nobody."""
    found = policy.candidates(folded.hall, folded.hall.rules.counters[3])
    if not found:
        assert waiting == {}
        return 0, (folded.at, False)
    called = moves.call(folded.hall, 3, found[0].ticket, "call", {})
    folded.tell(*moves.release(folded.hall, 3), *called)
    return found[0].number, waiting.pop(found[0].number)


def test_nobody_starves_however_many_with_priority_keep_coming(folded):
    """One with priority a minute, one call each two minutes: those of 30 minutes pass, no more."""
    folded.wait("normal", "c", 201, folded.at)
    waiting, calls = {201: (folded.at, False)}, []
    for minute in range(1, 120):
        folded.at += timedelta(minutes=1)
        mark = policy.call_mark(folded.hall.rules.centre, folded.at, True)
        folded.wait(f"t{minute}", "c", 201 + minute, mark, True)
        waiting[201 + minute] = (folded.at, True)
        if minute % 2 == 0:
            calls.append(call_one(folded, waiting)[0])
    assert calls.index(201) == CREDIT_S // 60 - 1
