"""What the guidance desk does with a ticket: take it back, call it off, look at its priority.

Pure, like the moves at a counter: the hall and the time go in, facts come out.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain import facts as f
from server.domain import sessions
from server.domain.errors import refuse, wrong_state
from server.domain.hall import Hall
from server.domain.policy import call_mark
from server.domain.privacy import without_numbers
from server.domain.tickets import LegState, Move, Ticket, check

WAITS = frozenset({LegState.WAITING, LegState.PARKED, LegState.NO_SHOW})
"""Whoever has not been called, or has to be called again: their place may still be put right."""


def numbered(hall: Hall, number: int) -> Ticket:
    """Today's ticket of that number. Raises Refused("unknown-ticket")."""
    ticket = hall.tickets.get(hall.numbers.get(number, ""))
    if ticket is None or ticket.leg.group not in hall.rules.groups:
        raise refuse("unknown-ticket")
    return ticket


def readmit_left_s(hall: Hall, ticket: Ticket, now: datetime) -> int | None:
    """Seconds in which a missed ticket is still taken back with its mark; 0: no more.

    None for a ticket that missed nothing. Time in which the centre is closed does not count.
    """
    missed_at = ticket.leg.ended_at
    if ticket.state is not LegState.NO_SHOW or missed_at is None:
        return None
    closed_s = sessions.closed_s(hall.rules, missed_at, now)
    gone_s = (now - missed_at).total_seconds() - closed_s
    return max(hall.rules.centre.readmit_s - int(gone_s), 0)


def readmit(hall: Hall, ticket: Ticket, now: datetime) -> list[f.Fact]:
    """Wait again where one would stand now: with the mark of before.

    Raises Refused when nobody missed a call, and when that is too long ago.
    """
    check(ticket, Move.RETURN)
    left_s = readmit_left_s(hall, ticket, now)
    if left_s == 0:
        raise refuse("readmit-over", ticket.number, hall.rules.centre.readmit_s // 60)
    return [f.TicketReturned(ticket.id, f.to_ms(ticket.leg.mark))]


def cancel(ticket: Ticket, reason: str) -> list[f.Fact]:
    """Call a ticket off for its holder, for a reason that is kept. Raises Refused."""
    check(ticket, Move.LEAVE)
    said = without_numbers(" ".join(reason.split()))
    if not said:
        raise refuse("reason-needed")
    return [f.TicketLeft(ticket.id, said)]


def check_priority(hall: Hall, ticket: Ticket, priority: bool) -> list[f.Fact]:
    """Somebody saw the papers: the ticket has priority, or has none; nobody keeps why.

    Its mark becomes the one that it would have had, had it been issued so.
    Raises Refused for a ticket that waits for nothing any more.
    """
    if ticket.state not in WAITS:
        raise wrong_state(ticket.number, ticket.state.value)
    mark = mark_as(hall, ticket, priority)
    if (ticket.priority, ticket.priority_checked, ticket.leg.mark) == (priority, True, mark):
        return []
    return [f.PriorityChecked(ticket.id, priority, f.to_ms(mark))]


def mark_as(hall: Hall, ticket: Ticket, priority: bool) -> datetime:
    """The mark of the ticket if it had this class from the start."""
    if ticket.priority is priority:
        return ticket.leg.mark
    terms = hall.rules.terms.get(ticket.legs[0].group) or hall.rules.terms[ticket.leg.group]
    if ticket.slot_at is not None:
        return call_mark(terms, ticket.issued_at, priority, ticket.slot_at)
    credit = timedelta(seconds=terms.priority_credit_s)
    return ticket.leg.mark - credit if priority else ticket.leg.mark + credit
