"""What counters did on one past day: open, paused, busy, and free while somebody waited for them.

Times are milliseconds since local midnight. Open time counts in opening hours, and outside them
only while somebody is at the counter: one that nobody closed in the evening was not at work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from server.domain import sessions
from server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    Fact,
    ServiceStarted,
    TicketCalled,
    TicketMissed,
    TicketParked,
    TicketRecalled,
)
from server.domain.history_rows import NONE, Row
from server.domain.intervals import Span, both, joined, length, without
from server.domain.plan import Plan

State = tuple[int, int, str, str]
"""(from, to, open or paused, the reason of a pause)."""
Hold = tuple[int, int, int]
"""(last call, start or ``NONE``, no-show or park): a leg that its counter let go before its end."""


class Worked(NamedTuple):
    """A counter's day in milliseconds. ``serving`` is the part of ``busy`` from start to finish;
    ``idle_waiting`` is open, with nobody, while somebody of its own groups waited."""

    counter: int
    open_ms: int
    paused_ms: int
    busy_ms: int
    serving_ms: int
    idle_ms: int
    idle_waiting_ms: int
    served: int


@dataclass(frozen=True, slots=True)
class CounterDay:
    """What each counter did, and its spans for a drawing of the day."""

    worked: list[Worked]
    states: dict[int, list[State]]
    let_go: dict[int, list[Hold]] = field(default_factory=dict)


def counter_day(
    plan: Plan,
    day: date,
    facts: Iterable[tuple[datetime, Fact]],
    rows: Sequence[Row],
    now: datetime,
) -> CounterDay:
    """The counters' facts of the local ``day`` and its legs, put together; up to ``now``."""
    midnight, end = sessions.day_bounds(plan, day)
    until = round((min(now, end) - midnight).total_seconds() * 1000)
    hours = joined(
        (one.opens_s * 1000, min(one.closes_s * 1000, until))
        for one in sessions.sessions_on(plan, day)
    )
    told = [(round((at - midnight).total_seconds() * 1000), fact) for at, fact in facts]
    states, let_go = _states(told), _let_go(told)
    states = {n: _ended(found, until) for n, found in states.items()}
    waiting = _waiting(rows, hours, until)
    held: dict[int, list[Row]] = {}
    for row in rows:
        if row.counter and not row.forgotten:
            held.setdefault(row.counter, []).append(row)
    worked = [
        _worked(plan, n, states.get(n, []), held.get(n, []), let_go.get(n, []), hours, waiting)
        for n in sorted(states.keys() | held.keys() | let_go.keys())
    ]
    return CounterDay(worked, states, let_go)


def _let_go(facts: Iterable[tuple[int, Fact]]) -> dict[int, list[Hold]]:
    """When each counter let somebody go who was not done: such a leg may end much later."""
    found: dict[int, list[Hold]] = {}
    called: dict[str, tuple[int, int]] = {}
    for at, fact in facts:
        match fact:
            case TicketCalled() | TicketRecalled():
                called[fact.ticket] = at, NONE
            case ServiceStarted() if fact.ticket in called:
                called[fact.ticket] = called[fact.ticket][0], at
            case TicketMissed() | TicketParked() if fact.ticket in called:
                found.setdefault(fact.counter, []).append((*called.pop(fact.ticket), at))
    return found


def _states(facts: Iterable[tuple[int, Fact]]) -> dict[int, list[State]]:
    found: dict[int, list[State]] = {}
    for at, fact in facts:
        if not isinstance(fact, CounterOpened | CounterPaused | CounterClosed):
            continue
        past = found.setdefault(fact.counter, [])
        if past and past[-1][1] == NONE:
            past[-1] = (past[-1][0], at, *past[-1][2:])
        if isinstance(fact, CounterOpened):
            past.append((at, NONE, "open", ""))
        elif isinstance(fact, CounterPaused):
            past.append((at, NONE, "paused", fact.reason))
    return found


def _ended(states: Iterable[State], until: int) -> list[State]:
    """Inside the day; what still goes on goes on until now."""
    cut = [
        (begin, until if end == NONE else min(end, until), what, why)
        for begin, end, what, why in states
    ]
    return [one for one in cut if one[1] > one[0]]


def _waiting(rows: Sequence[Row], hours: list[Span], until: int) -> dict[str, list[Span]]:
    """When somebody waited for each group, in opening hours."""
    found: dict[str, list[Span]] = {}
    for row in rows:
        ends = [one for one in (row.called_ms, row.ended_ms) if one != NONE]
        found.setdefault(row.group, []).append((row.came_ms, min([*ends, until])))
    return {group: both(joined(spans), hours) for group, spans in found.items()}


def _worked(
    plan: Plan,
    counter: int,
    states: Sequence[State],
    rows: Sequence[Row],
    let_go: Sequence[Hold],
    hours: list[Span],
    waiting: Mapping[str, list[Span]],
) -> Worked:
    gone = {called for called, _, _ in let_go}
    holds = [(r.called_last_ms, r.started_ms, r.ended_ms) for r in rows]
    holds = [*let_go, *(one for one in holds if one[0] not in gone)]
    busy = joined((called, end) for called, _, end in holds if called != NONE)
    serving = joined((started, end) for _, started, end in holds if started != NONE)
    opened = joined(one[:2] for one in states if one[2] == "open")
    paused = joined(one[:2] for one in states if one[2] == "paused")
    at_work = joined([*both(opened, hours), *busy])
    free = without(both(opened, hours), busy)
    planned = plan.counters.get(counter)
    own = joined(s for code in (planned.groups if planned else ()) for s in waiting.get(code, ()))
    return Worked(
        counter,
        length(at_work),
        length(without(both(paused, hours), busy)),
        length(busy),
        length(serving),
        length(free),
        length(both(free, own)),
        sum(row.outcome == "served" for row in rows),
    )
