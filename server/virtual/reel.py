"""A past day minute by minute, folded from its facts by the code of the live desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from server.domain import sessions
from server.domain.facts import Recorded, TicketCalled
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.tickets import LegState

STEP_S = 60
AROUND_S = 1800
"""So long before the first opening and after the last close is shown, too."""


def reel(records: Sequence[Recorded], step: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """The day of these facts, the first of which is its plan: a frame for each minute.

    A frame has the minute of the day; by department how many wait and the longest wait in minutes
    of opening hours; by counter its state and number; and how many came and were served so far.
    """
    hall, rest = Hall(), iter(records)
    pending = next(rest, None)
    while pending is not None and (hall.plan is None or not hall.day):
        apply(hall, pending)
        pending = next(rest, None)
    plan, calls, frames = hall.rules, [], []
    for at in _moments(plan, hall.day):
        while pending is not None and pending.at <= at:
            apply(hall, pending)
            calls += _call(plan, hall, pending)
            pending = next(rest, None)
        frames.append(_frame(plan, hall, at))
        step()
    return {
        "day": hall.day,
        "departments": _departments(plan),
        "counters": [{"number": n, "department": c.department} for n, c in plan.counters.items()],
        "sessions": [[s.opens_s // 60, s.closes_s // 60] for s in plan.sessions],
        "frames": frames,
        "calls": calls,
    }


def _moments(plan: Plan, day: str) -> Iterable[datetime]:
    held = sorted(plan.sessions, key=lambda s: s.opens_s)
    that = datetime.fromisoformat(day).date()
    first = max(held[0].opens_s - AROUND_S, 0) // STEP_S * STEP_S
    last = min(held[-1].closes_s + AROUND_S, 86_400)
    start = sessions.moment(plan, that, first)
    return [start + timedelta(seconds=n) for n in range(0, last - first + 1, STEP_S)]


def frames_of(plan: Plan) -> int:
    """How many frames a day of this plan has."""
    return sum(1 for _ in _moments(plan, "2000-01-03"))


def _departments(plan: Plan) -> list[dict[str, Any]]:
    used = dict.fromkeys(group.department for group in plan.groups.values())
    found = ((id, plan.departments.get(id)) for id in used)
    return [
        {"id": id, "name": {"vi": one.name_vi, "en": one.name_en} if one else {"vi": id, "en": id}}
        for id, one in found
    ]


def _frame(plan: Plan, hall: Hall, at: datetime) -> dict[str, Any]:
    waiting: Counter[str] = Counter()
    longest: Counter[str] = Counter()
    served = 0
    for ticket in hall.tickets.values():
        served += ticket.state is LegState.SERVED
        group = plan.groups.get(ticket.leg.group)
        if ticket.state is LegState.WAITING and group is not None:
            since = (
                sessions.waits_from(plan, ticket) if ticket.leg.no == 1 else ticket.leg.opened_at
            )
            waiting[group.department] += 1
            waited = sessions.waited_s(plan, since, at) // 60
            longest[group.department] = max(longest[group.department], waited)
    return {
        "at_min": round(sessions.second_of_day(plan, at)) // 60,
        "waiting": waiting,
        "longest_min": longest,
        "counters": {n: _counter(hall, n) for n in plan.counters},
        "issued": len(hall.tickets),
        "served": served,
    }


def _counter(hall: Hall, number: int) -> list[Any]:
    """``[state, number]``: serving, called, or how the counter is without anybody."""
    held = hall.ticket_at(number)
    if held is None:
        return [hall.counter(number).state, None]
    return ["serving" if held.state is LegState.SERVING else "called", held.number]


def _call(plan: Plan, hall: Hall, recorded: Recorded) -> list[list[Any]]:
    """``[second of the day, number, counter, group]`` of a call."""
    fact = recorded.fact
    if not isinstance(fact, TicketCalled):
        return []
    ticket = hall.tickets[fact.ticket]
    at_s = round(sessions.second_of_day(plan, recorded.at))
    return [[at_s, ticket.number, fact.counter, ticket.leg.group]]
