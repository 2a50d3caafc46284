"""What the live view counts of each ticket, kept until the ticket changes.

Tickets are immutable: a ticket that is the same object has the same figures, so that a second of
a busy day costs what changed in it, not the whole day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.domain import legs as clocks
from server.domain import sessions
from server.domain.hall import Hall
from server.domain.statistics import LegFigures
from server.domain.tickets import Leg, LegState, Ticket, W

HALF_HOUR_S = 1800


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one ticket: its legs' figures, the half hours (seconds of the day) in which it was issued
    and served, and for each leg its zone, when its wait began and ended."""

    ticket: Ticket
    figures: tuple[LegFigures, ...]
    issued_s: int
    served_s: int | None
    waits: tuple[tuple[str, datetime, datetime | None], ...]


class LiveLegs:
    """One for each server; forgets yesterday and an older plan by itself."""

    def __init__(self) -> None:
        self._known: dict[str, Counted] = {}
        self._of: object = None

    def of(self, hall: Hall) -> list[Counted]:
        """Every ticket of today but those that were withdrawn."""
        if self._of != (hall.day, id(hall.plan)):
            self._known, self._of = {}, (hall.day, id(hall.plan))
        half_hour = _half_hours(hall)
        found = []
        for id_, ticket in hall.tickets.items():
            known = self._known.get(id_)
            if known is None or known.ticket is not ticket:
                known = self._known[id_] = _counted(hall, ticket, half_hour)
            found.append(known)
        return [one for one in found if one.ticket.state is not LegState.WITHDRAWN]


def _counted(hall: Hall, ticket: Ticket, half_hour: Callable[[datetime], int]) -> Counted:
    leg = ticket.leg
    served = half_hour(leg.ended_at) if leg.state is LegState.SERVED and leg.ended_at else None
    groups = hall.rules.groups
    waits = tuple(
        (groups[leg.group].zone, leg.opened_at, _ended(leg))
        for leg in ticket.legs
        if leg.group in groups
    )
    figures = tuple(clocks.figures(hall.rules, ticket, hall.gone))
    return Counted(ticket, figures, half_hour(ticket.issued_at), served, waits)


def _ended(leg: Leg) -> datetime | None:
    """Whoever waits again after a park is taken to have waited all the time."""
    return None if leg.state is W else leg.first_called_at or leg.ended_at


def _half_hours(hall: Hall) -> Callable[[datetime], int]:
    zone = sessions.zone_of(hall.rules)

    def half_hour(at: datetime) -> int:
        local = at.astimezone(zone)
        return (local.hour * 3600 + local.minute * 60) // HALF_HOUR_S * HALF_HOUR_S

    return half_hour
