"""Past days as lessons for forecasts: tickets of the tables, and signals of the journal."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from server.domain import legs, sessions
from server.domain.forecast import Signals
from server.domain.learning import MOST_DAYS, Call, Lesson, with_gaps
from server.domain.plan import Plan
from server.domain.tickets import Leg, LegState, Ticket
from server.store.read_tickets import read_tickets
from server.store.signals import read_signals

LONGEST_LOOK_DAYS = 60
"""How far back the newest days with visitors are looked for."""


def past_lessons(db: sqlite3.Connection, plan: Plan, today: date) -> list[Lesson]:
    """The legs of the newest ``MOST_DAYS`` days before ``today`` on which somebody came."""
    first, last = today - timedelta(days=LONGEST_LOOK_DAYS), today - timedelta(days=1)
    days: defaultdict[str, list[Ticket]] = defaultdict(list)
    tz = sessions.zone_of(plan)
    for ticket in read_tickets(db, first.isoformat(), last.isoformat()):
        days[sessions.local_day(ticket.issued_at, tz).isoformat()].append(ticket)
    kept = sorted(days)[-MOST_DAYS:]
    if not kept:
        return []
    signals = read_signals(db, kept[0])
    return [lesson for day in kept for lesson in _of_day(plan, day, days[day], signals)]


def _of_day(
    plan: Plan, day: str, tickets: list[Ticket], signals: dict[str, Signals]
) -> Iterator[Lesson]:
    found = []
    for ticket in tickets:
        for leg in ticket.legs:
            if leg.group not in plan.groups:
                continue
            told = signals.get(ticket.id) if leg.no == 1 else None
            wait_s = legs.wait_s(plan, ticket, leg)
            found.append((_lesson(plan, day, leg, told, wait_s), _call(leg, wait_s)))
    return with_gaps(found)


def _lesson(
    plan: Plan, day: str, leg: Leg, signals: Signals | None, wait_s: float | None
) -> Lesson:
    service_s = legs.service_s(leg)
    if service_s is not None and leg.started_at is None:
        service_s = max(service_s - plan.centre.walk_s, 1.0)  # the clock ran from the call on
    came = {LegState.SERVED: True, LegState.TRANSFERRED: True, LegState.NO_SHOW: False}
    return Lesson(
        day,
        leg.group,
        leg.counter,
        signals,
        wait_s,
        service_s,
        came.get(leg.state),
        leg.officer,
    )


def _call(leg: Leg, wait_s: float | None) -> Call | None:
    if leg.counter is None or leg.last_called_at is None or wait_s is None:
        return None
    ended_s = None if leg.ended_at is None else _seconds(leg.ended_at)
    return Call(leg.counter, _seconds(leg.last_called_at), ended_s, wait_s)


def _seconds(at: datetime) -> float:
    return at.timestamp()
