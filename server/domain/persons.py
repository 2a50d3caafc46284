"""Who waits for a person: bound to the counter where they work now, free while they do not."""

from __future__ import annotations

from dataclasses import replace

from server.domain.hall import Hall
from server.domain.tickets import LegState


def seat_of(hall: Hall, officer: str) -> int | None:
    """The open counter of this person; the lowest of several."""
    seats = (n for n in hall.counters if _sits(hall, officer, n))
    return min(seats, default=None)


def follow(hall: Hall, opened: int | None = None) -> None:
    """After a counter opened, paused or closed, or a ticket waits again: bind anew.

    Whoever waits goes to the counter ``opened`` last, if the person sits there; else stays where
    they still are; else falls back to the line of the group, at the same mark.
    """
    for ticket in list(hall.tickets.values()):
        leg = ticket.leg
        if leg.only_officer is None or ticket.state is not LegState.WAITING:
            continue
        near = [n for n in (opened, leg.only_counter) if _sits(hall, leg.only_officer, n)]
        counter = near[0] if near else seat_of(hall, leg.only_officer)
        if counter != leg.only_counter:
            bound = replace(leg, only_counter=counter)
            hall.put(replace(ticket, legs=(*ticket.legs[:-1], bound)))


def _sits(hall: Hall, officer: str, number: int | None) -> bool:
    now = hall.counters.get(number) if number is not None else None
    return now is not None and (now.state, now.officer) == ("open", officer)
