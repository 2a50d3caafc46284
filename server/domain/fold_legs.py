"""How the next leg of a visit opens; a part of ``fold``. Number, issue and mark stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.hall import Hall
from server.domain.tickets import Leg, LegState, Ticket


def _ticket_transferred(hall: Hall, fact: f.TicketTransferred, at: datetime) -> None:
    ticket = hall.tickets[fact.ticket]
    ended = replace(ticket.leg, state=LegState.TRANSFERRED, ended_at=at, note=None)
    ticket = replace(ticket, legs=(*ticket.legs[:-1], ended))
    bound = {"only_counter": fact.to_counter, "only_officer": fact.officer}
    hall.put(_onward(ticket, fact.group, at, **bound))
    hall.put_counter(replace(hall.counter(fact.counter), ticket=None, since=at))


def _leg_opened(hall: Hall, fact: f.LegOpened, at: datetime) -> None:
    """The leg before it is served, and its counter free already."""
    hall.put(_onward(hall.tickets[fact.ticket], fact.group, at))


def _onward(ticket: Ticket, group: str, at: datetime, **bound: Any) -> Ticket:
    old = ticket.leg
    leg = Leg(old.no + 1, group, LegState.WAITING, at, old.mark, **bound)
    return replace(ticket, legs=(*ticket.legs, leg))


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.TicketTransferred: _ticket_transferred,
    f.LegOpened: _leg_opened,
}
