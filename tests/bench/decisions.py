"""How long one decision takes in a hall where 500 wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle

from works import percentile_ms

from server.domain import policy
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.policy.live import candidates
from server.domain.policy.queues import Line, post
from server.domain.waiting import Waiting
from server.virtual.day import waiting
from server.virtual.reference import reference_plan, reference_scenario
from server.virtual.workload import make_day

WAITING = 500
TIMES = 2_000


def decision_ms() -> dict[str, tuple[float, float]]:
    """(p50, p99) of a decision as the live desk and as the simulator makes it."""
    plan = reference_plan(1)
    scenario = reference_scenario(plan)
    people = make_day(plan, scenario, 1).citizens[:WAITING]
    tickets = [waiting(plan, citizen) for citizen in people]
    return {
        f"decision, {WAITING} waiting: live desk, all candidates": _live(plan, tickets),
        f"decision, {WAITING} waiting: simulator, whom to call": _virtual(plan, tickets),
    }


def _live(plan: Plan, tickets: list[Waiting]) -> tuple[float, float]:
    queues = {
        code: tuple(sorted(one for one in tickets if one.group == code)) for code in plan.groups
    }
    hall = Hall(plan=plan, waiting=queues)
    counters = cycle(plan.counters.values())
    return _timed(lambda: candidates(hall, next(counters)))


def _virtual(plan: Plan, tickets: list[Waiting]) -> tuple[float, float]:
    rule = policy.rule("call-mark")
    line = Line(rule, {code: len(able) for code, able in plan.able.items()})
    for ticket in tickets:
        line.add(ticket)
    posts = cycle([post(rule, n, seats) for n, seats in plan.seats.items()])
    return _timed(lambda: line.pick(next(posts), 0))


def _timed(decide: Callable[[], object]) -> tuple[float, float]:
    took_s = []
    for _ in range(TIMES):
        started = time.perf_counter()
        decide()
        took_s.append(time.perf_counter() - started)
    return percentile_ms(took_s, 0.5), percentile_ms(took_s, 0.99)
