"""Whether a hall that is at work may follow another plan, with whoever holds a number today.

A group or a counter may go only when nobody is left behind, and no number may come twice in a day.
What a ticket was given (its number, its call mark) stays as it is, whatever the new plan says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from server.domain.booking import still_booked
from server.domain.facts import CounterClosed, Fact, PlanAdopted
from server.domain.hall import Hall
from server.domain.leases import of_day
from server.domain.numbers import SeriesExhausted, next_number
from server.domain.plan import Plan, PlanRefused, plan_to_document
from server.domain.plan_check import PlanError
from server.domain.tickets import UNFINISHED, LegState, Ticket

_NAMED = 5
"""How many numbers a reason names; the others are counted."""
_OR_LATER = "or adopt this plan on another day, before its first number"


def adopt(hall: Hall, plan: Plan, note: str = "", network: str = "") -> list[Fact]:
    """From now on ``plan``, without the skills that were changed today; none when it is the one
    that was adopted last. Raises PlanRefused with every reason."""
    document = plan_to_document(plan)
    if hall.adopted is not None and plan_to_document(hall.adopted) == document:
        return []
    if errors := reasons(hall, plan):
        raise PlanRefused(errors)
    gone = (c for c in hall.counters.values() if c.number not in plan.counters)
    closed = [CounterClosed(c.number) for c in gone if c.state != "closed"]
    return [*closed, PlanAdopted(document, note, network)]


def reasons(hall: Hall, plan: Plan) -> tuple[PlanError, ...]:
    """Why the hall may not follow ``plan`` from now on."""
    return tuple(_reasons(hall, plan))


def reasons_tomorrow(hall: Hall, plan: Plan) -> tuple[PlanError, ...]:
    """Why it may not follow ``plan`` from the next day on, when today's tickets are over."""
    if hall.plan is None:
        return ()
    return (*_same_centre(hall.plan, plan), *_booked(hall, plan))


def _reasons(hall: Hall, plan: Plan) -> Iterator[PlanError]:
    if hall.plan is None:
        return
    yield from _same_centre(hall.plan, plan)
    held = [ticket for ticket in hall.tickets.values() if ticket.state in UNFINISHED]
    yield from _groups(hall.plan, plan, held)
    yield from _counters(hall.plan, plan, held)
    yield from _series(hall, plan)
    yield from _booked(hall, plan)


def _same_centre(old: Plan, new: Plan) -> Iterator[PlanError]:
    if new.centre.id != old.centre.id:
        told = f"{new.centre.id!r}, but this is {old.centre.id!r}, and its devices know it by that"
        yield PlanError("centre.id", f"{told}: keep it, or make another centre with luot init")
    if new.centre.timezone != old.centre.timezone:
        told = f"{new.centre.timezone!r}, but the days of this centre are {old.centre.timezone!r}"
        yield PlanError("centre.timezone", f"{told}: keep it, or make another centre")


def _groups(old: Plan, new: Plan, held: list[Ticket]) -> Iterator[PlanError]:
    for code in old.groups:
        inside = [ticket for ticket in held if ticket.leg.group == code]
        if inside and code not in new.groups:
            yield PlanError("group", f"{code!r} is gone, but {_unfinished(inside)}")
        elif inside and old.able[code] and not new.able[code]:
            yield PlanError(
                "counter", f"nobody serves {code!r} any more, but {_unfinished(inside)}"
            )


def _counters(old: Plan, new: Plan, held: list[Ticket]) -> Iterator[PlanError]:
    for number in old.counters.keys() - new.counters.keys():
        there = [ticket for ticket in held if _belongs_to(ticket, number)]
        if there:
            yield PlanError("counter", f"{number} is gone, but {_unfinished(there)}")


def _belongs_to(ticket: Ticket, counter: int) -> bool:
    """Is it there, bound to it, or set aside by it? Who was sent back into the queue is free."""
    free = ticket.state is LegState.WAITING
    return counter == (ticket.leg.only_counter if free else ticket.leg.counter)


def _series(hall: Hall, plan: Plan) -> Iterator[PlanError]:
    lent = of_day(hall, hall.day)
    for i, series in enumerate(plan.series.values()):
        highest = hall.last_number.get(series.id)
        try:
            coming = next_number(series, highest, lent)
        except SeriesExhausted:
            if highest is not None and highest > series.last:
                told = f"ends at {series.last}, but {highest} was given today"
                yield PlanError(f"series[{i}].last", f"{told}: let it end later, {_OR_LATER}")
            continue
        again = [
            n
            for n in hall.numbers
            if coming <= n <= series.last and not any(a.first <= n <= a.last for a in lent)
        ]
        if again:
            told = f"{series.id!r} would give {_listed(again)} again, given already today"
            yield PlanError(f"series[{i}]", f"{told}: keep its id and numbers, {_OR_LATER}")


def _booked(hall: Hall, plan: Plan) -> Iterator[PlanError]:
    for code in hall.rules.groups.keys() - plan.groups.keys():
        coming = sum(one.group == code for one in still_booked(hall.bookings.all.values()))
        if coming:
            told = f"{code!r} is gone, but {coming} appointments in it are still to come"
            yield PlanError("group", f"{told}: take its slot_capacity away, and the group later")


def _unfinished(tickets: list[Ticket]) -> str:
    numbers = _listed([ticket.number for ticket in tickets])
    return f"not finished today: {numbers}; serve or transfer, have given up, {_OR_LATER}"


def _listed(numbers: Collection[int]) -> str:
    first = sorted(numbers)[:_NAMED]
    more = len(numbers) - len(first)
    told = ", ".join(map(str, first)) + (f" and {more} more" if more else "")
    return f"{'number' if len(numbers) == 1 else 'numbers'} {told}"
