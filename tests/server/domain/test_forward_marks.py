"""The fast forward run finds what the plain one finds, and a run changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import policy
from server.domain.forward import Desk, Hours, play
from server.domain.luck import PARTS, deal, remaining_parts, service_parts
from server.domain.marks import Marks
from server.domain.policy.queues import Line, post
from server.domain.runs import runs
from server.domain.times import Times, remaining_share
from server.domain.waiting import Seat, Waiting

NOW = 1_000_000
GROUPS = "abcde"
SPELLS = [(900_000, 2_500_000), (3_000_000, 9_000_000)]


@st.composite
def halls(draw):
    """Queues, counters with own and helped groups, newcomers, hours."""
    minute = st.integers(-60, 10).map(lambda m: NOW + m * 60_000)
    kind = st.sampled_from(["normal", "priority"])
    person = st.tuples(minute, st.sampled_from(GROUPS), kind)
    people = draw(st.lists(person, max_size=25))
    waiting = [
        Waiting(at - 1_800_000 * (kind == "priority"), i, f"t{i}", group, kind, at, at)
        for i, (at, group, kind) in enumerate(people)
    ]
    newcomers = [
        Waiting(NOW - credit, 500 + i, "", group, "normal", NOW, NOW)
        for i, (group, credit) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(GROUPS), st.sampled_from([0, 1_800_000]))))
        )
    ]
    groups = st.lists(st.sampled_from(GROUPS), min_size=1, max_size=4, unique=True)
    counters = draw(st.lists(st.tuples(groups, st.integers(0, 3)), min_size=1, max_size=5))
    free = draw(st.lists(st.integers(-5, 30), min_size=len(counters), max_size=len(counters)))
    hours = Hours(SPELLS, draw(st.booleans()))
    return waiting, counters, free, newcomers, hours


def seats(groups, own):
    return [Seat(group, i, i >= own, 180_000 if i >= own else 0) for i, group in enumerate(groups)]


def made(hall, rule_name):
    waiting, counters, free, newcomers, hours = hall
    rule = policy.rule(rule_name)
    line = Line(rule, dict.fromkeys(GROUPS, 1))
    for ticket in waiting:
        line.add(ticket)
    posts = [post(rule, n, seats(groups, own)) for n, (groups, own) in enumerate(counters, 1)]
    moments = [NOW + minute * 60_000 for minute in free]
    return line, [(at, one) for at, one in zip(moments, posts, strict=True)], newcomers, hours


TIMES = Times(
    {group: 200_000.0 + 50_000 * i for i, group in enumerate(GROUPS)},
    dict.fromkeys(GROUPS, 0.7),
    30_000,
    60_000,
    0.9,
    {2: 1.3},
    5_000,
)


@given(hall=halls(), everybody=st.booleans())
def test_marks_as_numbers_find_what_the_rule_finds(hall, everybody):
    line, free, newcomers, hours = made(hall, "call-mark")
    fast = Marks(line, [one for _, one in free], TIMES, newcomers)
    for part in range(PARTS):

        def hold(counter, ticket, part=part):
            return TIMES.hold_parts(counter, ticket.group)[deal(ticket.number)[part]]

        plain = play(line.copy(), free, hold, hours, newcomers, everybody=everybody)
        assert fast.play(free, part, hours, everybody=everybody) == plain


@given(hall=halls(), rule=st.sampled_from(list(policy.RULES)))
def test_a_run_changes_neither_the_queues_nor_what_a_rule_remembers(hall, rule):
    line, free, newcomers, hours = made(hall, rule)
    desks = [Desk(one, at) for at, one in free]
    before = {lane: places.copy() for lane, places in line.lanes.items()}
    first = runs(line, desks, TIMES, hours, newcomers)
    assert line.lanes == before
    assert runs(line, desks, TIMES, hours, newcomers) == first


def test_every_deal_gives_each_part_once_and_differs_from_the_next():
    deals = [deal(number) for number in range(2_000)]
    assert all(sorted(one) == list(range(PARTS)) for one in deals)
    assert sum(a == b for a, b in pairwise(deals)) < 40
    for run in range(PARTS):
        for part in range(PARTS):
            assert sum(one[run] == part for one in deals) == pytest.approx(2_000 / PARTS, abs=80)


@pytest.mark.parametrize("cv", [0.0, 0.3, 0.7, 1.5])
@pytest.mark.parametrize("shows", [1.0, 0.92, 0.5])
def test_the_parts_of_a_call_have_its_mean(cv, shows):
    come, service = zip(*service_parts(cv, shows), strict=True)
    assert sum(come) / PARTS == pytest.approx(shows)
    assert sum(service) / PARTS == pytest.approx(shows)
    assert list(service) == pytest.approx(sorted(service))


@pytest.mark.parametrize("cv", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("served", [0.0, 0.4, 1.0, 3.0, 500.0])
def test_the_parts_of_what_is_left_have_its_mean(cv, served):
    left = remaining_parts(cv, served)
    assert sum(left) / PARTS == pytest.approx(remaining_share(cv, served), abs=1e-6)
    assert min(left) >= 0


def test_a_call_holds_in_the_mean_what_its_parts_hold():
    for counter in (1, 2):
        held = TIMES.hold_parts(counter, "c")
        assert sum(held) / PARTS == pytest.approx(TIMES.hold_ms(counter, "c"), abs=2)
    slower = replace(TIMES, speed={1: 2.0})
    assert slower.hold_ms(1, "c") > TIMES.hold_ms(1, "c")
