"""A fair opening: numbers that are drawn, so that coming in the night does not pay.

From ``issue_early_s`` before the day's first opening until that opening, and only where the plan
says ``opening = "draw"``, a ticket gets a number at random out of the series' opening block. Its
call mark is the place of that number in the window, so numbers, marks and calls have one order.
Who comes when the block is used up gets the numbers behind it, and a kiosk that is alone gives
those that it holds. Neither was drawn, so both stand behind every place, by the time at which they
came. Luck is handed in (``chance``): the domain makes none.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.domain import sessions
from server.domain.hall import Hall
from server.domain.plan import Plan, Series


@dataclass(frozen=True, slots=True)
class Window:
    """The time before the day's first opening in which numbers are drawn, ``[start, end)``."""

    start: datetime
    end: datetime

    def at(self, place: int, places: int) -> datetime:
        """The moment of one of so many places, the first at the start, none at the end."""
        return self.start + (self.end - self.start) * place / places

    def behind(self, at: datetime, places: int) -> datetime:
        """Behind so many places and before the end, in the order of coming ``at`` some time."""
        return self.end - (self.end - at) / (places + 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A drawn number (None when the block is used up), and when it counts as taken."""

    number: int | None
    counts_from: datetime


def window_at(plan: Plan, now: datetime) -> Window | None:
    """The window that ``now`` lies in; None outside, and where numbers go by arrival."""
    found = window_on(plan, sessions.today_of(plan, now))
    return found if found is not None and found.start <= now < found.end else None


def window_on(plan: Plan, day: date) -> Window | None:
    """The window of a day; None when it has no session, and where numbers go by arrival."""
    held = sessions.sessions_on(plan, day)
    if plan.centre.opening != "draw" or not held:
        return None
    end = sessions.moment(plan, day, held[0].opens_s)
    return Window(end - timedelta(seconds=plan.centre.issue_early_s), end)


def block_end(plan: Plan, series: Series) -> int | None:
    """The last number that is kept for the draw; None when the series has no draw."""
    drawn = plan.centre.opening == "draw" and series.opening_block is not None
    return series.first + series.opening_block - 1 if drawn and series.opening_block else None


def highest(plan: Plan, series: Series, last: int | None) -> int | None:
    """The number after which newcomers get theirs: never inside the block before ``last``."""
    end = block_end(plan, series)
    return last if end is None else max(end, last or 0)


def without_place(plan: Plan, series: Series | None, at: datetime) -> datetime:
    """From when somebody counts who came ``at`` some time and got a number that was not drawn."""
    end = None if series is None else block_end(plan, series)
    window = window_at(plan, at)
    if series is None or end is None or window is None:
        return at
    return window.behind(at, end - series.first + 1)


def draw(
    hall: Hall, series: Series, now: datetime, chance: float, taken: Container[int] = ()
) -> Place | None:
    """The place of somebody who comes before the opening; None when numbers go by arrival.

    ``chance`` is a random number in [0, 1); ``taken`` are numbers that others may give today.
    """
    end, window = block_end(hall.rules, series), window_at(hall.rules, now)
    if end is None or window is None:
        return None
    block = range(series.first, end + 1)
    free = [n for n in block if n not in hall.numbers and n not in taken]
    if not free:
        return Place(None, window.behind(now, len(block)))
    number = free[min(int(chance * len(free)), len(free) - 1)]
    return Place(number, window.at(number - series.first, len(block)))
