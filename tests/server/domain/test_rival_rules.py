"""The rivals do what they say: each rule on a queue small enough to follow by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import policy
from server.domain.policy.queues import Line, post
from server.domain.waiting import Seat, Waiting

OWN, HELP = Seat("a", 0, False, 0), Seat("b", 0, True, 180_000)
MIN = 60_000


def ticket(number, group="a", at=0, kind="normal", credit=0, slot=None):
    since = at if slot is None else max(at, slot)
    return Waiting(at - credit, number, f"t{number}", group, kind, at, since)


def called(name, tickets, *, now=0, each=MIN, seats=(OWN, HELP)):
    """Numbers in the order in which counter 1 calls them, one each minute from ``now``."""
    rule = policy.rule(name)
    line = Line(rule, {"a": 1, "b": 1})
    for one in tickets:
        line.add(one)
    counter, order = post(rule, 1, seats), []
    while (found := line.call(counter, now)) is not None:
        order.append(found.number)
        now += each
    return order


def test_alternate_calls_one_favoured_then_two_normal_and_passes_over_who_is_missing():
    mixed = [ticket(n, at=n) for n in range(1, 6)]
    mixed += [ticket(n, at=n, kind="priority") for n in range(11, 14)]
    assert called("alternate", mixed, now=MIN) == [11, 1, 2, 12, 3, 4, 13, 5]
    assert called("alternate", mixed[:3], now=MIN) == [1, 2, 3]


def test_alternate_counts_an_appointment_as_favoured_only_when_it_was_due():
    early = [ticket(1, at=0), ticket(2, at=1, kind="appointment", slot=90 * MIN)]
    mixed = [*early, ticket(3, at=2), ticket(4, at=3, kind="priority")]
    assert called("alternate", mixed[:3], now=MIN)[:2] == [1, 3]
    rule = policy.rule("alternate")
    rule.rank(early[1], OWN, 1, MIN, Line(rule, {}))
    rule.called(early[1], 1)
    rule.called(early[0], 1)
    normals_called = rule.rank(mixed[3], OWN, 1, MIN, Line(rule, {}))
    assert normals_called < rule.rank(early[0], OWN, 1, MIN, Line(rule, {})), "its turn has come"


def test_accumulating_lets_priority_gather_twice_as_fast():
    waits = [ticket(1, at=0), ticket(2, at=6 * MIN, kind="priority")]
    assert called("accumulating", waits, now=10 * MIN) == [1, 2], "10 minutes against twice 4"
    assert called("accumulating", waits, now=13 * MIN) == [2, 1], "13 minutes against twice 7"


def test_strict_priority_takes_an_appointment_only_once_it_is_due():
    mixed = [ticket(1), ticket(2, kind="appointment", slot=5 * MIN)]
    mixed += [ticket(3, at=2, kind="priority"), ticket(4, at=3)]
    assert called("priority", mixed, now=MIN) == [3, 1, 4, 2]
    assert called("priority", mixed, now=5 * MIN) == [3, 2, 1, 4]


def test_own_queue_helps_only_when_none_of_its_own_waits():
    helped_first = [ticket(1, "b", at=0), ticket(2, "a", at=9 * MIN)]
    assert called("own-queue", helped_first, now=10 * MIN) == [2, 1]
    assert called("fifo", helped_first, now=10 * MIN) == [1, 2]


def test_own_queue_helps_in_the_order_of_the_plan():
    seats = (OWN, Seat("c", 0, True, 0), Seat("b", 1, True, 0))
    waits = [ticket(1, "b", at=0), ticket(2, "c", at=9)]
    assert called("own-queue", waits, now=MIN, seats=seats) == [2, 1]


def test_fixed_teams_never_help():
    assert called("fixed-teams", [ticket(1, "b"), ticket(2, "a", at=5)], now=MIN) == [2]


def test_the_mark_prefers_an_own_group_on_a_tie_and_then_the_smaller_number():
    tie = [ticket(1, "b", at=0), ticket(2, "a", at=180_000), ticket(3, "a", at=180_000)]
    assert called("call-mark", tie, now=5 * MIN) == [2, 3, 1]


def test_look_ahead_moves_a_crowded_group_forward():
    crowd = [ticket(n, "b", at=10 * MIN + n) for n in range(1, 6)]
    lonely = ticket(9, "a", at=0)
    assert called("call-mark", [*crowd, lonely], now=20 * MIN)[0] == 9
    assert called("look-ahead", [*crowd, lonely], now=20 * MIN)[0] == 1


def test_a_name_that_no_rule_has_is_refused_with_those_that_there_are():
    with pytest.raises(policy.UnknownPolicy, match="call-mark, look-ahead, fifo"):
        policy.rule("random")


TICKETS = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.integers(0, 3600),
        st.sampled_from(["normal", "priority", "appointment"]),
    ),
    max_size=40,
)


@given(rows=TICKETS, name=st.sampled_from(sorted(policy.RULES)))
def test_under_every_rule_everybody_is_called_once_and_nobody_passes_their_own_kind(rows, name):
    tickets = [
        ticket(i, group, at * 1000, kind, credit=1_800_000 if kind == "priority" else 0)
        for i, (group, at, kind) in enumerate(sorted(rows, key=lambda row: row[1]), 1)
    ]
    order = called(name, tickets, now=3_600_000, seats=(OWN, Seat("b", 0, False, 0)))
    assert sorted(order) == [one.number for one in tickets]
    for lane in {(one.group, one.kind) for one in tickets}:
        same = [one.number for one in tickets if (one.group, one.kind) == lane]
        assert [n for n in order if n in same] == same
