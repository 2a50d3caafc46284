"""Tickets that a kiosk gave while it was alone, handed over: what each means as facts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from server.domain import facts as f
from server.domain import leases, opening, sessions
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.policy import call_mark
from server.domain.tickets import LegState, Ticket

FAST_CLOCK = timedelta(seconds=60)
"""How far a kiosk's clock may run ahead of ours; the time of issue is then ours."""
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
_KEPT = frozenset({LegState.SERVING, LegState.SERVED, LegState.TRANSFERRED})
"""Somebody stands, or stood, at a counter with that number: then it is the one that counts."""


class Alone(NamedTuple):
    """A ticket as the kiosk tells it; ``issued_at`` is its own clock, kept by our heartbeat."""

    request: str
    ticket: str
    key: str
    number: int
    series: str
    group: str
    priority: bool
    dossiers: int
    lang: str
    issued_at: datetime


class Past(NamedTuple):
    """What is known of a number on a day that is over; ``given`` is the ticket that has it."""

    lent: bool
    given: str | None


def day_of(hall: Hall, told: Alone) -> str:
    """The local day on which it was given."""
    return sessions.local_day(told.issued_at, sessions.zone_of(hall.rules)).isoformat()


def ticket_of(hall: Hall, device: str, request: str) -> Ticket | None:
    """The ticket that a touch of today got, from us or from the kiosk alone."""
    return hall.tickets.get(hall.asked.get((device, request), ""))


def take(hall: Hall, now: datetime, device: str, told: Alone, past: Past) -> list[f.Fact]:
    """The ticket, with its true time and mark; nothing when it is there already. ``past`` is asked
    for a day that is over only.

    Raises Refused: unknown-group, not-leased, number-taken, issued-in-future, bad-key.
    """
    if told.group not in hall.rules.groups:
        raise refuse("unknown-group", told.group)
    if not _KEY.fullmatch(told.key):
        raise refuse("bad-key")
    if told.issued_at > now + FAST_CLOCK:
        raise refuse("issued-in-future")
    told = told._replace(issued_at=min(told.issued_at, now))
    day = day_of(hall, told)
    if day < hall.day:
        return _of_past_day(hall, device, told, day, past)
    ghost = ticket_of(hall, device, told.request)
    if ghost is not None and ghost.id == told.ticket:
        return []
    if ghost is not None and ghost.alone:
        raise refuse("number-taken", ghost.number)
    if leases.holder(hall, device, day, told.number, told.series) is None:
        raise refuse("not-leased", told.number)
    if told.number in hall.numbers or told.ticket in hall.tickets or told.key in hall.keys:
        raise refuse("number-taken", told.number)
    issued = _issued(hall, device, told, None)
    if ghost is None:
        return [issued]
    if ghost.state in _KEPT or len(ghost.legs) > 1:
        return [issued, f.TicketWithdrawn(told.ticket, ghost.id)]
    return [issued, f.TicketWithdrawn(ghost.id, told.ticket)]


def _of_past_day(hall: Hall, device: str, told: Alone, day: str, past: Past) -> list[f.Fact]:
    if not past.lent:
        raise refuse("not-leased", told.number)
    late = {one.number: id for id, (on, one) in hall.late.items() if on == day}
    given = past.given or late.get(told.number)
    if given == told.ticket:
        return []
    if given is not None or told.ticket in hall.tickets or told.ticket in hall.late:
        raise refuse("number-taken", told.number)
    return [_issued(hall, device, told, day)]


def _issued(hall: Hall, device: str, told: Alone, day: str | None) -> f.TicketIssued:
    rules = hall.rules
    counts_from = opening.without_place(rules, rules.series.get(told.series), told.issued_at)
    return f.TicketIssued(
        told.ticket,
        told.key,
        told.number,
        told.series,
        told.group,
        told.priority,
        told.dossiers,
        "kiosk",
        told.lang,
        f.to_ms(call_mark(rules.terms[told.group], counts_from, told.priority)),
        None,
        device=device,
        request=told.request,
        alone=True,
        issued_ms=f.to_ms(told.issued_at),
        day=day,
    )
