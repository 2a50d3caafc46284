"""A real day, out of the journal: who came, what it took, what counters did, and how it went.

Each leg of a ticket is somebody who comes: at its issue, or when the leg before has ended. It
takes a counter as long as it really did, less the walk. Who was never called takes the mean of the
group on that day, and who gave up does so again unless called before. A no-show costs what
no-shows cost on that day. What nobody can know stays out: counters call as soon as they are free.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from server.domain import sessions
from server.domain.facts import CounterClosed, CounterOpened, CounterPaused, Recorded
from server.domain.plan import Plan
from server.domain.tickets import UNFINISHED, Leg, LegState, Ticket
from server.virtual.holds import Holds
from server.virtual.people import Change, Citizen, OutcomeWord, Visit

_ENDS: dict[LegState, OutcomeWord] = {
    LegState.SERVED: "served",
    LegState.TRANSFERRED: "served",
    LegState.NO_SHOW: "no_show",
    LegState.LEFT: "left",
}
"""What a leg came to; everything else expired."""


@dataclass(frozen=True, slots=True)
class RealDay:
    """``happened`` has a visit for each of ``citizens``, as it really was.

    ``unfinished`` is how many still wait or are being served: then the day is not over.
    """

    plan: Plan
    citizens: list[Citizen]
    changes: list[Change]
    happened: list[Visit]
    unfinished: int


def real_day(records: Sequence[Recorded]) -> RealDay:
    """The day of these facts, the first of which is its plan."""
    held = Holds(records)
    plan, day = held.hall.rules, held.hall.day
    legs = [
        (ticket, leg)
        for ticket in held.hall.tickets.values()
        for leg in ticket.legs
        if leg.group in plan.groups and leg.state is not LegState.WITHDRAWN
    ]
    legs.sort(key=lambda pair: (pair[1].opened_at, pair[0].number))
    took_s = {
        (ticket.id, leg.no): max(held.total_ms.get((ticket.id, leg.no), 0) / 1000, 0.0)
        for ticket, leg in legs
    }
    plan = _with_no_shows(plan, [took_s[t.id, leg.no] for t, leg in legs if _is_missed(leg)])
    usual_s = _usual_service_s(plan, legs, took_s)
    citizens = [
        _citizen(plan, ticket, leg, took_s[ticket.id, leg.no], usual_s) for ticket, leg in legs
    ]
    happened = [
        _visit(plan, citizen, ticket, leg)
        for citizen, (ticket, leg) in zip(citizens, legs, strict=True)
    ]
    unfinished = sum(leg.state in UNFINISHED - {LegState.NO_SHOW} for _, leg in legs)
    return RealDay(plan, citizens, _changes(plan, day, records), happened, unfinished)


def _with_no_shows(plan: Plan, took_s: list[float]) -> Plan:
    """Somebody who does not come costs a counter what it did on that day, in the mean."""
    if not took_s:
        return plan
    mean_s = round(math.fsum(took_s) / len(took_s))
    return replace(plan, centre=replace(plan.centre, no_show_s=mean_s))


def _usual_service_s(
    plan: Plan, legs: Iterable[tuple[Ticket, Leg]], took_s: dict[tuple[str, int], float]
) -> dict[str, float]:
    """Mean service of each group on this day; what the plan says where nobody was served."""
    seen: dict[str, list[float]] = {}
    for ticket, leg in legs:
        if leg.state is LegState.SERVED:
            service_s = max(took_s[ticket.id, leg.no] - plan.centre.walk_s, 0.0)
            seen.setdefault(leg.group, []).append(service_s)
    usual = {code: float(group.mean_service_s) for code, group in plan.groups.items()}
    return usual | {code: math.fsum(found) / len(found) for code, found in seen.items()}


def _is_missed(leg: Leg) -> bool:
    called = leg.first_called_at is not None
    return leg.state is LegState.NO_SHOW or (leg.state is LegState.LEFT and called)


def _citizen(
    plan: Plan, ticket: Ticket, leg: Leg, took_s: float, usual_s: dict[str, float]
) -> Citizen:
    called, first = leg.first_called_at is not None, leg.no == 1
    ended = leg.state in _ENDS or leg.state in (LegState.PARKED, LegState.EXPIRED)
    service_s = max(took_s - plan.centre.walk_s, 0.0) if called and ended else usual_s[leg.group]
    gave_up = leg.state is LegState.LEFT and not called
    return Citizen(
        _name(ticket, leg.no),
        ticket.number,
        _second(plan, leg.opened_at) or 0.0,
        leg.group,
        round(service_s, 3),
        ticket.priority,
        _second(plan, ticket.slot_at),
        not _is_missed(leg),
        leaves_s=_second(plan, leg.ended_at) if gave_up else None,
        after=None if first else _name(ticket, leg.no - 1),
        issued_s=None if first else _second(plan, ticket.issued_at),
    )


def _visit(plan: Plan, citizen: Citizen, ticket: Ticket, leg: Leg) -> Visit:
    called = leg.first_called_at
    visit = Visit(citizen, outcome=_ENDS.get(leg.state, "expired"))
    if leg.no == 1:
        visit.forecast = ticket.forecast
    if called is not None:
        since = sessions.waits_from(plan, ticket) if leg.no == 1 else leg.opened_at
        waited_s = (called - since).total_seconds() - sessions.closed_s(plan, since, called)
        visit.counter, visit.wait_s = leg.counter, max(waited_s, 0.0)
        visit.called_s = _second(plan, called)
        visit.started_s = _second(plan, leg.started_at)
        visit.finished_s = _second(plan, leg.ended_at)
    return visit


def _changes(plan: Plan, day: str, records: Iterable[Recorded]) -> list[Change]:
    """Nobody is open at first; what happens after midnight closes the day."""
    found = [Change(0.0, number, False) for number in plan.counters]
    for recorded in records:
        fact, at = recorded.fact, recorded.at
        if not isinstance(fact, CounterOpened | CounterPaused | CounterClosed):
            continue
        same_day = sessions.local_day(at, sessions.zone_of(plan)).isoformat() == day
        if same_day and fact.counter in plan.counters:
            opens = isinstance(fact, CounterOpened)
            found.append(Change(_second(plan, at) or 0.0, fact.counter, opens))
    return found


def _name(ticket: Ticket, leg: int) -> str:
    return str(ticket.number) if leg == 1 else f"{ticket.number}+{leg}"


def _second(plan: Plan, at: datetime | None) -> float | None:
    return None if at is None else round(sessions.second_of_day(plan, at), 3)
