"""A leg as history keeps it: where in the week it was, its clocks, and what became of its visit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from server.domain import legs, sessions
from server.domain.plan import Group, Plan
from server.domain.statistics import LegFigures
from server.domain.tickets import Leg, Ticket

HALF_HOUR_MIN = 30
NONE = -(2**31)
"""A clock that nobody knows."""
QUOTED_MIN = (0, 5, 10, 20, 30, 45, 24 * 60)
"""Ends of the ranges, in minutes, by which told waits are compared with what came."""


class Row(NamedTuple):
    """One leg. ``day`` is the local day, ``weekday`` 0 is Monday, ``at_min`` the minute of the day
    at which the half hour of its issue began. All ``*_ms`` are whole milliseconds: lengths, or
    times since local midnight of ``day`` (``came``, ``due`` its call mark, ``called``,
    ``called_last``, ``started``, ``ended``); ``NONE`` where unknown.

    ``first`` and ``last`` mark a ticket's first and newest leg; ``end`` is what became of the
    ticket, ``rating`` its stars (0: not rated). ``passed`` counts later marks of its group that
    were called while it waited, ``passed_came`` the same for those who came later.

    ``told`` is the range of the told middle (its place in ``QUOTED_MIN``, from 1; 0 when no wait
    was told or it was never called), ``held`` whether the wait was inside what was told, ``off_ms``
    how far the middle was from it. ``session`` is the place of the first session of the day that
    closed after its issue, ``carried`` has a bit for each session at whose close it still waited.
    """

    day: str
    weekday: int
    at_min: int
    group: str
    department: str
    counter: int
    priority: bool
    first: bool
    last: bool
    forgotten: bool
    outcome: str
    end: str
    rating: int
    passed: int
    passed_came: int
    told: int
    held: bool
    session: int
    carried: int
    target_ms: int
    came_ms: int
    due_ms: int
    called_ms: int
    called_last_ms: int
    started_ms: int
    ended_ms: int
    wait_ms: int
    closed_ms: int
    response_ms: int
    service_ms: int
    off_ms: int


def rows(plan: Plan, day: date, ticket: Ticket, gone: Mapping[str, Group]) -> Iterator[Row]:
    """Each leg of a ticket of the local ``day``; nobody is counted as passed yet."""
    midnight = sessions.moment(plan, day, 0)
    closes = [one.closes_s * 1000 for one in sessions.sessions_on(plan, day)]
    figures = list(legs.figures(plan, ticket, gone))
    end = figures[-1].outcome or "" if figures else ""
    for leg, told in zip(ticket.legs, figures, strict=False):
        last = leg is ticket.legs[-1]
        yield carried_over(_row(midnight, day, ticket, leg, told, (last, end)), closes)


def told_of(wait: int, low: int, mid: int, high: int) -> tuple[int, bool, int]:
    """``told``, ``held`` and ``off_ms`` of a wait and what was told of it, in milliseconds."""
    if NONE in (wait, mid):
        return 0, False, NONE
    place = min(bisect_right(QUOTED_MIN, mid / 60_000), len(QUOTED_MIN) - 1)
    return place, low <= wait <= high, abs(mid - wait)


def carried_over(row: Row, closes_ms: Sequence[int]) -> Row:
    """The row with its session, and the sessions at whose close it still waited."""
    carried = 0
    for i, close in enumerate(closes_ms):
        uncalled = row.called_ms == NONE or row.called_ms >= close
        gone = row.called_ms == NONE and NONE < row.ended_ms < close
        carried |= (row.came_ms < close and uncalled and not gone) << i
    return row._replace(session=bisect_right(closes_ms, row.came_ms), carried=carried)


def _row(
    midnight: datetime,
    day: date,
    ticket: Ticket,
    leg: Leg,
    told: LegFigures,
    ends: tuple[bool, str],
) -> Row:
    at = told.issued_at
    times = (
        *(leg.opened_at, leg.mark, leg.first_called_at),
        *(leg.last_called_at, leg.started_at, leg.ended_at),
    )
    clocks = (told.wait_s, told.closed_s, told.response_s, told.service_s)
    lengths = [_ms(one) for one in clocks]
    forecast = (told.forecast_low_s, told.forecast_mid_s, told.forecast_high_s)
    place, held, off = told_of(lengths[0], *(_ms(one) for one in forecast))
    return Row(
        day.isoformat(),
        day.weekday(),
        (at.hour * 60 + at.minute) // HALF_HOUR_MIN * HALF_HOUR_MIN,
        told.group,
        told.department,
        told.counter or 0,
        told.priority,
        told.first_leg,
        ends[0],
        told.forgotten,
        told.outcome or "",
        ends[1],
        ticket.rating or 0,
        0,
        0,
        place,
        held,
        0,
        0,
        told.target_wait_s * 1000,
        *(NONE if one is None else round((one - midnight).total_seconds() * 1000) for one in times),
        *(*lengths, off),
    )


def _ms(seconds: float | None) -> int:
    return NONE if seconds is None else round(seconds * 1000)
