"""What an officer tells of a visit or of the counter itself, beyond the moves; pure, like these."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from server.domain import facts as f
from server.domain import moves, sessions
from server.domain.errors import refuse
from server.domain.guided import mark_as
from server.domain.hall import Hall
from server.domain.tickets import Move, check

HELP = "counter"
"""The kind of a call for staff that an officer made."""


class Done(NamedTuple):
    """What was really done: a procedure's code, how it ended, of how many dossiers, which one."""

    procedure: str | None = None
    outcome: str | None = None
    dossiers: int | None = None
    case: str | None = None


def finish(hall: Hall, number: int, done: Done, then: str | None = None) -> list[f.Fact]:
    """The citizen was served; with ``then`` the visit goes on in that group, as a further leg.

    Raises Refused for an outcome or a group that the plan does not list, and for the same group.
    """
    ticket = moves.held(hall, number)
    check(ticket, Move.FINISH)
    if done.outcome is not None and done.outcome not in hall.rules.centre.outcomes:
        raise refuse("unknown-outcome", done.outcome)
    served = f.ServiceFinished(ticket.id, number, *done)
    if then is None:
        return [served]
    if then not in hall.rules.groups:
        raise refuse("unknown-group", then)
    if then == ticket.leg.group:
        raise refuse("leg-same-group", then)
    return [served, f.LegOpened(ticket.id, number, then)]


def priority(hall: Hall, number: int, has: bool) -> list[f.Fact]:
    """The officer saw the papers: the ticket has priority, or has none; nobody keeps why."""
    ticket = moves.held(hall, number)
    if (ticket.priority, ticket.priority_checked) == (has, True):
        return []
    return [f.PriorityChecked(ticket.id, has, f.to_ms(mark_as(hall, ticket, has)))]


def pause(
    hall: Hall, number: int, now: datetime, reason: str, back_at: datetime | None
) -> list[f.Fact]:
    """Rest, until about ``back_at`` if that is known. Raises Refused for a time that is not ahead
    today."""
    (rests,) = moves.pause(hall, number, reason)
    if back_at is None:
        return [rests]
    day = sessions.today_of(hall.rules, now)
    if back_at <= now or sessions.today_of(hall.rules, back_at) != day:
        raise refuse("back-not-today")
    return [f.CounterPaused(number, reason.strip(), f.to_ms(back_at))]


def device(number: int) -> str:
    """The name under which a counter calls for staff; no device can have a name with a colon."""
    return f"{HELP}:{number}"


def calling(hall: Hall, name: str) -> int | None:
    """The counter whose officer called for staff under this name, or None for a device."""
    alert = hall.alerts.get(name)
    if alert is None or alert.kind != HELP:
        return None
    return int(name.rpartition(":")[2])


def waiting_at(hall: Hall, counter: int, groups: Iterable[str]) -> int:
    """How many wait whom this counter may call: free in ``groups``, or bound to it."""
    free = sum(len(hall.waiting.get(group, ())) for group in set(groups))
    return free + len(hall.bound.get(counter, ()))
