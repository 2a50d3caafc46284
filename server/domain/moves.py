"""The moves at a counter: what each means as facts, or why it is refused.

Every function is pure: the hall as it is, the time, ids made by the caller; out come facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from server.domain import facts as f
from server.domain.counters import Counter
from server.domain.errors import refuse
from server.domain.fold_figures import UNDO_S
from server.domain.hall import Hall
from server.domain.persons import seat_of
from server.domain.plan import CounterPlan
from server.domain.privacy import one_line
from server.domain.tickets import LegState, Move, Ticket, check


def planned(hall: Hall, number: int) -> CounterPlan:
    """The counter in the plan. Raises Refused("unknown-counter")."""
    counter = hall.rules.counters.get(number)
    if counter is None:
        raise refuse("unknown-counter", number)
    return counter


def working(hall: Hall, number: int) -> Counter:
    """The counter if it is open. Raises Refused when unknown, closed or paused."""
    planned(hall, number)
    counter = hall.counter(number)
    if counter.state != "open":
        raise refuse(f"counter-{counter.state}", number)
    return counter


def held(hall: Hall, number: int) -> Ticket:
    """The ticket at the counter. Raises Refused("nobody-here")."""
    planned(hall, number)
    ticket = hall.ticket_at(number)
    if ticket is None:
        raise refuse("nobody-here", number)
    return ticket


def release(hall: Hall, number: int) -> list[f.Fact]:
    """End what the counter has as served; without a start, service counts from the call."""
    ticket = hall.ticket_at(number)
    return [f.ServiceFinished(ticket.id, number)] if ticket else []


def as_seen(hall: Hall, number: int, seen: str) -> None:
    """Refuse what rests on an older picture: two people may press at one counter at once.

    ``seen`` is the number that the asker sees there, ``nobody``, or empty for who sees nothing.
    """
    ticket = hall.ticket_at(number)
    there = str(ticket.number) if ticket else "nobody"
    if seen and seen != there:
        raise refuse("called-elsewhere" if ticket else "done-elsewhere", number, there)


def call(hall: Hall, number: int, ticket: str, call_id: str, why: dict[str, Any]) -> list[f.Fact]:
    """Call ``ticket`` to a counter that is free or will be after ``release``."""
    check(hall.tickets[ticket], Move.CALL)
    return [f.TicketCalled(ticket, call_id, number, hall.counter(number).officer, why)]


def ours(hall: Hall, number: int, ticket: Ticket, anyone: bool) -> None:
    """Raise Refused when the ticket is neither of this counter's groups nor seen or meant there.

    An officer cannot judge another department's dossier; ``anyone`` is for who runs the hall.
    """
    planned, leg = hall.rules.counters[number], ticket.leg
    if anyone or leg.counter == number or leg.only_counter == number:
        return
    if leg.only_counter is not None or leg.group not in (*planned.groups, *planned.help):
        raise refuse("of-another-counter", ticket.number, number)


def recall(hall: Hall, number: int, call_id: str) -> list[f.Fact]:
    """Announce the called ticket once more."""
    ticket = held(hall, number)
    check(ticket, Move.RECALL)
    return [f.TicketRecalled(ticket.id, call_id, number)]


def start(hall: Hall, number: int) -> list[f.Fact]:
    """The citizen came."""
    ticket = held(hall, number)
    check(ticket, Move.START)
    return [f.ServiceStarted(ticket.id, number)]


def finish(hall: Hall, number: int) -> list[f.Fact]:
    """The citizen was served."""
    ticket = held(hall, number)
    check(ticket, Move.FINISH)
    return [f.ServiceFinished(ticket.id, number)]


def no_show(hall: Hall, number: int) -> list[f.Fact]:
    """Nobody came."""
    ticket = held(hall, number)
    check(ticket, Move.NO_SHOW)
    return [f.TicketMissed(ticket.id, number)]


def park(hall: Hall, number: int, reason: str) -> list[f.Fact]:
    """Set the citizen aside, to come back by ``call`` or ``return_``."""
    ticket = held(hall, number)
    check(ticket, Move.PARK)
    return [f.TicketParked(ticket.id, number, one_line(reason))]


def return_(hall: Hall, ticket: Ticket, now: datetime) -> list[f.Fact]:
    """Wait again: a parked ticket keeps its mark, a no-show gets the time of return."""
    check(ticket, Move.RETURN)
    missed = ticket.state is LegState.NO_SHOW
    return [f.TicketReturned(ticket.id, f.to_ms(now if missed else ticket.leg.mark))]


class Place(NamedTuple):
    """Where to send somebody: a group, a counter, or the person ``officer``; exactly one."""

    group: str | None = None
    to_counter: int | None = None
    officer: str | None = None


def transfer(hall: Hall, number: int, place: Place) -> list[f.Fact]:
    """Open the next leg in a group; or at one counter, or for one person who works now, in the
    ticket's own group."""
    ticket = held(hall, number)
    check(ticket, Move.TRANSFER)
    group, to_counter, officer = place
    if sum(one is not None for one in place) != 1:
        raise refuse("transfer-target")
    if group is not None and group not in hall.rules.groups:
        raise refuse("unknown-group", group)
    if to_counter is not None:
        planned(hall, to_counter)
    if officer is not None:
        to_counter = seat_of(hall, officer)
        if to_counter is None:
            raise refuse("officer-not-seated", officer)
    return [f.TicketTransferred(ticket.id, number, group or ticket.leg.group, to_counter, officer)]


def leave(ticket: Ticket) -> list[f.Fact]:
    """The citizen gives up."""
    check(ticket, Move.LEAVE)
    return [f.TicketLeft(ticket.id)]


def undo(hall: Hall, number: int, now: datetime) -> list[f.Fact]:
    """Take back the counter's last move, unless it is old or somebody has built on it."""
    planned(hall, number)
    step = hall.undo.get(number)
    fresh = step is not None and now - step.at <= timedelta(seconds=UNDO_S)
    if step is None or not fresh or _built_on(hall, number):
        raise refuse("nothing-to-undo", number, UNDO_S)
    called = hall.ticket_at(number)
    if called is None or called.state is not LegState.CALLED or called.id not in step.after:
        return [f.MoveUndone(number, step.seq)]
    return [f.MoveUndone(number, step.seq, called.id, called.leg.call)]


def _built_on(hall: Hall, number: int) -> bool:
    step = hall.undo[number]
    return any(hall.tickets[id] != ticket for id, ticket in step.after.items()) or any(
        hall.counters[n] != counter for n, counter in step.counter_after.items()
    )


def pause(hall: Hall, number: int, reason: str) -> list[f.Fact]:
    """Rest; what the counter has goes on until it is finished."""
    working(hall, number)
    if not reason.strip():
        raise refuse("reason-needed")
    return [f.CounterPaused(number, one_line(reason))]


def arm(hall: Hall, number: int) -> list[f.Fact]:
    """Have the next arrival called to a free counter."""
    counter = working(hall, number)
    held_by = hall.ticket_at(number)
    if held_by is not None:
        raise refuse("counter-busy", number, held_by.number)
    return [] if counter.armed else [f.CounterArmed(number)]


class Skills(NamedTuple):
    """What a counter is to serve and to help; None leaves it as it is."""

    groups: Sequence[str] | None = None
    help: Sequence[str] | None = None
    add_help: Sequence[str] = ()
    drop_help: Sequence[str] = ()


def skills(hall: Hall, number: int, wanted: Skills) -> list[f.Fact]:
    """What the counter serves and helps for the rest of the day."""
    planned(hall, number)
    now = (hall.decided or hall.rules).counters[number]
    groups = now.groups if wanted.groups is None else wanted.groups
    help = now.help if wanted.help is None else wanted.help
    helped = [code for code in (*help, *wanted.add_help) if code not in wanted.drop_help]
    for code in (*groups, *helped):
        if code not in hall.rules.groups:
            raise refuse("unknown-group", code)
    if not groups and not helped:
        raise refuse("skills-empty", number)
    own = tuple(dict.fromkeys(groups))
    others = tuple(code for code in dict.fromkeys(helped) if code not in own)
    return [] if (own, others) == (now.groups, now.help) else [f.SkillsChanged(number, own, others)]


def close(hall: Hall, number: int) -> list[f.Fact]:
    """Close a counter that has nobody."""
    planned(hall, number)
    ticket = hall.ticket_at(number)
    if ticket is not None:
        raise refuse("counter-busy", number, ticket.number)
    return [f.CounterClosed(number)]
