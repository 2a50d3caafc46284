"""The days that a report is about: one day, or a month."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Kind = Literal["daily", "monthly"]
KINDS: tuple[Kind, ...] = get_args(Kind)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""No centre has days outside of these; and there is room to compare with a period before."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days ``first`` to ``last``, both included."""

    kind: Kind
    first: date
    last: date

    @property
    def name(self) -> str:
        """``2026-11-24`` or ``2026-11``; sorts by time inside a kind."""
        return self.first.isoformat() if self.kind == "daily" else self.first.isoformat()[:7]


def known(day: date) -> bool:
    """Whether a centre can have had this day."""
    return EARLIEST <= day <= LATEST


def day_of(day: date) -> Period:
    """The report of one day."""
    return Period("daily", day, day)


def month_of(day: date) -> Period:
    """The report of the month in which ``day`` is."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period("monthly", day.replace(day=1), day.replace(day=last))


def before(period: Period) -> Period:
    """What a period is compared with: the same weekday a week ago, or the month before."""
    if period.kind == "daily":
        return day_of(period.first - timedelta(days=7))
    return month_of(period.first - timedelta(days=1))


def read(kind: Kind, name: str) -> Period:
    """The period of this name. Raises ValueError with how it is written."""
    try:
        first = date.fromisoformat(name if kind == "daily" else f"{name}-01")
        if known(first):
            return day_of(first) if kind == "daily" else month_of(first)
        raise ValueError(name)
    except ValueError:
        wanted = "day: write it as 2026-11-24" if kind == "daily" else "month: write it as 2026-11"
        years = f"from {EARLIEST.year} to {LATEST.year}"
        raise ValueError(f"{name!r} is not a {wanted}, {years}") from None


def due(kind: Kind, today: date, at_hand: bool) -> Period:
    """The newest period that is over: ``today`` itself counts once it is ``at_hand``.

    A month is over on its last day.
    """
    last = today if at_hand else today - timedelta(days=1)
    if kind == "daily":
        return day_of(last)
    month = month_of(last)
    return month if month.last <= last else month_of(month.first - timedelta(days=1))
