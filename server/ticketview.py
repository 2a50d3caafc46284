"""A ticket as the guidance desk sees it: where it stands, and what may be done. No key, no name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from server import replies
from server.domain import guided
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.domain.tickets import MOVES, UNFINISHED, LegState, Move, Ticket

MOST_MISSED = 40
"""So many missed tickets are listed, the newest first."""


def find(snap: Snapshot, which: str) -> Ticket:
    """Today's ticket of a number, or of the key in a slip's code. Raises Refused."""
    hall = snap.hall
    if which.isdecimal() and len(which) <= len("99999"):
        return guided.numbered(hall, int(which))
    ticket = hall.tickets.get(hall.keys.get(which, ""))
    if ticket is None or ticket.leg.group not in hall.rules.groups:
        raise refuse("unknown-ticket")
    return ticket


def missed(snap: Snapshot) -> list[dict[str, Any]]:
    """Who did not come when called, the newest first."""
    hall = snap.hall
    found = [
        (ticket.leg.ended_at or ticket.issued_at, ticket)
        for ticket in hall.tickets.values()
        if ticket.state is LegState.NO_SHOW and ticket.leg.group in hall.rules.groups
    ]
    found.sort(key=lambda one: (one[0], one[1].number), reverse=True)
    return [told(hall, ticket, snap.at) for _, ticket in found[:MOST_MISSED]]


def told(hall: Hall, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """The document. ``can`` names the verbs that the rules allow now."""
    leg, group = ticket.leg, hall.rules.groups[ticket.leg.group]
    left_s = guided.readmit_left_s(hall, ticket, now)
    waits = ticket.state is LegState.WAITING
    return {
        "number": ticket.number,
        "group": group.code,
        "group_name": {"vi": group.name_vi, "en": group.name_en},
        "zone": group.zone,
        "counters": replies.counters_of(hall, group.code),
        "state": ticket.state.value,
        "counter": leg.counter,
        "ahead": hall.ahead_of(ticket) if waits else None,
        "priority": ticket.priority,
        "priority_checked": ticket.priority_checked,
        "dossiers": ticket.dossiers,
        "lang": ticket.lang,
        "issued_at": replies.local(hall, ticket.issued_at),
        "mark_at": replies.local(hall, leg.mark),
        "called_at": replies.local(hall, leg.last_called_at) if leg.last_called_at else None,
        "calls": leg.calls,
        "readmit_left_s": left_s,
        "can": _can(ticket, left_s),
    }


def _can(ticket: Ticket, left_s: int | None) -> list[str]:
    state = ticket.state
    allowed = {
        "reprint": state in UNFINISHED,
        "readmit": state in MOVES[Move.RETURN][0] and left_s != 0,
        "priority": state in guided.WAITS,
        "cancel": state in MOVES[Move.LEAVE][0],
        "renew": left_s == 0 or state not in UNFINISHED,
    }
    return [verb for verb, may in allowed.items() if may]
