"""How numbers that are given, or lent to kiosks, change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from server.domain import facts as f
from server.domain import sessions
from server.domain.hall import Hall
from server.domain.tickets import Forecast, Leg, LegState, Ticket


def _ticket_issued(hall: Hall, fact: f.TicketIssued, at: datetime) -> None:
    if fact.day is not None:
        _late(hall, fact, fact.day, at)
        return
    hall.keys[fact.key] = fact.ticket
    hall.numbers[fact.number] = fact.ticket
    if fact.device is not None and fact.request is not None:
        hall.asked[fact.device, fact.request] = fact.ticket
    if not fact.alone:  # numbers of a lease lie far above those that we give
        hall.last_number[fact.series] = max(hall.last_number.get(fact.series, 0), fact.number)
    hall.issued[fact.group] = hall.issued.get(fact.group, 0) + 1
    hall.put(_ticket(fact, at))


def _ticket(fact: f.TicketIssued, at: datetime) -> Ticket:
    issued = at if fact.issued_ms is None else f.from_ms(fact.issued_ms)
    leg = Leg(1, fact.group, LegState.WAITING, opened_at=issued, mark=f.from_ms(fact.mark_ms))
    return Ticket(
        fact.ticket,
        fact.key,
        fact.number,
        fact.series,
        fact.priority,
        fact.dossiers,
        fact.channel,
        fact.lang,
        issued,
        (leg,),
        Forecast(*fact.forecast) if fact.forecast else None,
        slot_at=None if fact.slot_ms is None else f.from_ms(fact.slot_ms),
        ahead_at_issue=None if fact.alone else fact.ahead,
        alone=fact.alone,
    )


def _late(hall: Hall, fact: f.TicketIssued, day: str, at: datetime) -> None:
    """It expired when its day ended, and has no part in today."""
    made = _ticket(fact, at)
    ended = sessions.day_bounds(hall.rules, date.fromisoformat(day))[1]
    leg = replace(made.leg, state=LegState.EXPIRED, ended_at=ended)
    late = day, replace(made, legs=(leg,))
    hall.late[fact.ticket] = late
    if hall.step is not None:
        hall.step.late[fact.ticket] = late


def _lease_granted(hall: Hall, fact: f.LeaseGranted, at: datetime) -> None:
    if fact not in hall.leases:
        hall.leases = (*hall.leases, fact)


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.TicketIssued: _ticket_issued,
    f.LeaseGranted: _lease_granted,
}
