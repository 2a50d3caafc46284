"""The simulator against queueing theory: formulas as published, and paths worked out otherwise.

Means of a busy queue settle only over a million people. So the engine is held to a queue of
twenty lines, ticket by ticket; and that queue, which is fast, is held to the formulas.
"""

from __future__ import annotations

import math
from collections import deque
from heapq import heapreplace
from random import Random
from statistics import NormalDist

import pytest

from server.domain import policy
from server.domain.plan import Centre, CounterPlan, Department, Group, Plan, Series, Session, Zone
from server.virtual import erlang
from server.virtual.day import Day
from server.virtual.people import Citizen

SERVICE_S = 600.0


def hall(counters, **centre):
    """Counters by (own groups, helped groups), open for three hundred years without a pause."""
    made = Centre("theory", "Hàng chờ", "Queue", "UTC", walk_s=0, at_close="finish", **centre)
    codes = sorted({code for own, helped in counters for code in (*own, *helped)})
    groups = {code: Group(code, code, code, "d", "1", "1", 900) for code in codes}
    return Plan(
        made,
        (Session("one", 0, 10**10, 10**10),),
        {"1": Series("1", 1, 9)},
        {"1": Zone("1", "Sảnh", "Hall")},
        {"d": Department("d", "Đơn vị", "Department")},
        groups,
        {n: CounterPlan(n, "1", "d", *skills) for n, skills in enumerate(counters, 1)},
    )


def exponential(random, mean_s):
    return -mean_s * math.log(1 - random.random())


def lognormal(random, mean_s, cv):
    spread = math.log1p(cv * cv)
    return random.lognormvariate(math.log(mean_s) - spread / 2, math.sqrt(spread))


def people(n, counters, load, seed, *, priority=0.0, groups="a", cv=None):
    """Poisson arrivals; exponential service, or lognormal with ``cv``. Whole milliseconds."""
    random, at_s, found = Random(seed), 0.0, []
    for i in range(n):
        at_s += exponential(random, SERVICE_S / (load * counters))
        service_s = (
            exponential(random, SERVICE_S) if cv is None else lognormal(random, SERVICE_S, cv)
        )
        code, favoured = random.choice(groups), random.random() < priority
        found.append(Citizen(str(i), i, round(at_s, 3), code, round(service_s, 3), favoured))
    return found


def waits(plan, rule, citizens):
    return [visit.wait_s for visit in Day(plan, policy.rule(rule)).run(citizens)]


def lobby(counters, rows, favoured_first=lambda favoured, other, now: favoured <= other):
    """Waits of ``rows`` (arrival, service, favoured) in a hall of one group and two classes.

    Whoever is free first takes the next: the head of one of two queues, as ``favoured_first`` says
    of the arrivals of both heads. Without it this is the recursion of Kiefer & Wolfowitz.
    """
    free, queues, waited = [0] * counters, (deque(), deque()), [0] * len(rows)

    def serve(until):
        normal, urgent = queues
        while (normal or urgent) and free[0] <= until:
            now = free[0]
            first = urgent and (not normal or favoured_first(urgent[0][0], normal[0][0], now))
            at, service, i = (urgent if first else normal).popleft()
            waited[i] = now - at
            heapreplace(free, now + service)

    for i, (at, service, favoured) in enumerate(rows):
        serve(at)
        if free[0] <= at:
            heapreplace(free, at + service)
        else:
            queues[favoured].append((at, service, i))
    serve(math.inf)
    return waited


def in_lobby(counters, citizens, *rule):
    rows = [(_ms(c.arrival_s), _ms(c.service_s), c.priority) for c in citizens]
    return [wait / 1000 for wait in lobby(counters, rows, *rule)]


def _ms(seconds):
    return round(seconds * 1000)


def mean(values):
    return math.fsum(values) / len(values)


def drawn_exponential(u):
    return -SERVICE_S * math.log(1 - u if u < 1 else 1e-300)


def long_run(counters, load, *rule, priority=0.0, draw=drawn_exponential, n=500_000):
    """Waits of (favoured, others) in the lobby, over ``n`` people and as many of opposite luck."""
    found = ([], [])
    for opposite in (False, True):
        random, at, rows = Random(5), 0.0, []
        pace = SERVICE_S / (load * counters)
        for _ in range(n):
            a, b = random.random(), random.random()
            a, b = (1 - a, 1 - b) if opposite else (a, b)
            at -= pace * math.log(1 - a if a < 1 else 1e-300)
            rows.append((at, draw(b), random.random() < priority))
        for row, wait in zip(rows, lobby(counters, rows, *rule), strict=True):
            found[not row[2]].append(wait)
    return found


def strictly(favoured, other, now):
    return True


def twice(favoured, other, now):
    return 2 * (now - favoured) >= now - other


def with_credit(favoured, other, now):
    return favoured - 1_800_000 <= other


SIZES = pytest.mark.parametrize(("counters", "load"), [(1, 0.7), (5, 0.8), (30, 0.9)])


@pytest.mark.parametrize(
    ("counters", "load", "cv"), [(1, 0.7, 0.9), (5, 0.85, None), (30, 0.9, 0.7)]
)
def test_every_wait_first_come_first_served_is_that_of_the_lobby(counters, load, cv):
    citizens = people(5_000, counters, load, 11, cv=cv)
    waited = waits(hall([("a", "")] * counters), "fifo", citizens)
    assert waited == in_lobby(counters, citizens)


CLASSES = {"priority": strictly, "accumulating": twice, "call-mark": with_credit}


@pytest.mark.parametrize("rule", CLASSES)
@pytest.mark.parametrize(("counters", "load"), [(1, 0.8), (5, 0.9)])
def test_every_wait_with_classes_is_that_of_the_lobby(rule, counters, load):
    citizens = people(5_000, counters, load, 12, priority=0.3)
    waited = waits(hall([("a", "")] * counters), rule, citizens)
    assert waited == in_lobby(counters, citizens, CLASSES[rule])


@SIZES
def test_the_lobby_is_erlang_c(counters, load):
    _, waited_s = long_run(counters, load)
    offered = load * counters
    assert mean(waited_s) == pytest.approx(erlang.mean_wait(counters, offered, SERVICE_S), rel=0.03)
    late = sum(wait > 0 for wait in waited_s) / len(waited_s)
    assert late == pytest.approx(erlang.erlang_c(counters, offered), rel=0.015)
    within = sum(wait <= 300 for wait in waited_s) / len(waited_s)
    assert within == pytest.approx(
        erlang.share_within(counters, offered, SERVICE_S, 300), rel=0.015
    )


def test_one_counter_is_pollaczek_and_khinchine():
    cv = 0.9
    spread = math.sqrt(math.log1p(cv * cv))
    normal = NormalDist(math.log(SERVICE_S) - spread**2 / 2, spread)
    _, waited_s = long_run(
        1, 0.7, draw=lambda u: math.exp(normal.inv_cdf(min(max(u, 1e-12), 1 - 1e-12)))
    )
    assert mean(waited_s) == pytest.approx(erlang.one_counter_wait(0.7, SERVICE_S, cv), rel=0.03)


@pytest.mark.parametrize(("counters", "load"), [(1, 0.7), (5, 0.8)])
def test_strict_priority_is_cobham_and_kella_and_yechiali(counters, load):
    found = long_run(counters, load, strictly, priority=0.3)
    loads = (0.3 * load * counters, 0.7 * load * counters)
    wanted = erlang.class_waits(counters, loads, SERVICE_S)
    assert [mean(waited_s) for waited_s in found] == pytest.approx(wanted, rel=0.03)


@pytest.mark.parametrize(("counters", "load"), [(1, 0.7), (5, 0.8)])
def test_accumulating_priority_is_kleinrock(counters, load):
    found = long_run(counters, load, twice, priority=0.3)
    loads = (0.3 * load * counters, 0.7 * load * counters)
    wanted = erlang.accumulated_waits(counters, loads, SERVICE_S, (2, 1))
    assert [mean(waited_s) for waited_s in found] == pytest.approx(wanted, rel=0.03)


def test_marks_only_move_waits_from_one_class_to_another():
    counters, load = 5, 0.8
    favoured_s, other_s = long_run(counters, load, with_credit, priority=0.3)
    everybody_s = mean(favoured_s + other_s)
    wanted_s = erlang.mean_wait(counters, load * counters, SERVICE_S)
    assert everybody_s == pytest.approx(wanted_s, rel=0.03)
    assert mean(favoured_s) < everybody_s < mean(other_s)


def test_marks_without_credit_are_first_come_first_served():
    citizens = people(5_000, 5, 0.9, 7, priority=0.3)
    plan = hall([("a", "")] * 5, priority_credit_s=0)
    assert waits(plan, "call-mark", citizens) == in_lobby(5, citizens)


def test_marks_with_endless_credit_are_strict_priority():
    citizens = people(5_000, 5, 0.9, 8, priority=0.3)
    plan = hall([("a", "")] * 5, priority_credit_s=10**9)
    assert waits(plan, "call-mark", citizens) == in_lobby(5, citizens, strictly)


@pytest.mark.parametrize("rule", ["fifo", "call-mark"])
def test_counters_that_share_nothing_are_halls_of_their_own(rule):
    citizens = people(5_000, 5, 0.8, 9, groups="ab")
    waited = waits(hall([("a", "")] * 2 + [("b", "")] * 3), rule, citizens)
    for code, counters in (("a", 2), ("b", 3)):
        alone = [citizen for citizen in citizens if citizen.group == code]
        got = [w for citizen, w in zip(citizens, waited, strict=True) if citizen.group == code]
        assert got == in_lobby(counters, alone)


@pytest.mark.parametrize("rule", ["fifo", "call-mark", "own-queue"])
def test_counters_that_share_everything_are_one_pool(rule):
    citizens = people(5_000, 5, 0.85, 10, groups="abc")
    assert waits(hall([("abc", "")] * 5), rule, citizens) == in_lobby(5, citizens)


def test_help_without_delay_is_as_good_as_an_own_group():
    citizens = people(5_000, 2, 0.85, 12, groups="ab")
    plan = hall([("a", "b"), ("b", "a")], help_delay_s=0)
    assert waits(plan, "call-mark", citizens) == in_lobby(2, citizens)
