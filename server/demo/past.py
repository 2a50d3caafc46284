"""Past days for a demo: working days before today, pressed at the desk one after the other.

Each day is one commit, so that a month takes a minute or two. On ``SHORT_DAYS`` one counter
opens only after lunch: whoever looks at history finds which department is short, and when.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from server.demo.past_day import PastClock, PastDay
from server.desk import Desk
from server.domain import sessions
from server.domain.plan import Plan
from server.learner import keep, study
from server.ledger import Ledger
from server.runtime import ThreadRuntime
from server.simulate.usual import LOAD
from server.store.store import Store
from server.virtual.scenario_file import scenario_of
from server.virtual.workload import make_day

T = TypeVar("T")
SHORT_COUNTER, SHORT_UNTIL_S = 8, 13 * 3600 + 1800
SHORT_DAYS = (1, 2, 3, 4)
"""Monday to Thursday."""
BEGINS_S = 6 * 3600
SEED = 7_000_000
EARLIER_DAYS = 3
"""The centre was founded so long before its first day."""


class DayAtOnce(Store):
    """A store that makes all decisions of a day in one commit."""

    _inside: sqlite3.Connection | None = None

    def decide(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """In the commit of the day, when one is being made."""
        return super().decide(run) if self._inside is None else run(self._inside)

    def whole(self, play: Callable[[], None]) -> None:
        """Everything that ``play`` decides, as one commit."""

        def run(db: sqlite3.Connection) -> None:
            self._inside = db
            try:
                play()
            finally:
                self._inside = None

        super().decide(run)


def working_days(today: date, n: int) -> list[date]:
    """The last ``n`` days from Monday to Friday before ``today``, oldest first."""
    found: list[date] = []
    day = today
    while len(found) < n:
        day -= timedelta(days=1)
        if day.isoweekday() <= 5:
            found.append(day)
    return found[::-1]


def founded_at(plan: Plan, days: list[date]) -> PastClock:
    """The clock of a centre that was founded before the first of these days."""
    return PastClock(sessions.moment(plan, days[0] - timedelta(days=EARLIER_DAYS), BEGINS_S))


def fill(
    data: Path,
    clock: PastClock,
    days: list[date],
    names: Mapping[int, str],
    told: Callable[[], None] = lambda: None,
) -> None:
    """Let these days have been in the centre in ``data``; ``told`` is called after each."""
    store = DayAtOnce(data, ThreadRuntime(), starts=False, alone=True)
    try:
        ledger = Ledger(store, ThreadRuntime(), clock)
        desk = Desk(ledger, store, "http://127.0.0.1")
        for day in days:
            _one(store, ledger, desk, clock, day, names)
            told()
    finally:
        store.close()


def _one(
    store: DayAtOnce,
    ledger: Ledger,
    desk: Desk,
    clock: PastClock,
    day: date,
    names: Mapping[int, str],
) -> None:
    plan = desk.plan
    clock.at = sessions.moment(plan, day, BEGINS_S)
    ledger.tick()
    book = study(store, plan, day)
    if book is not None:
        keep(store, book, clock.at)
        ledger.teach(book)
    seed = SEED + day.toordinal()
    people = make_day(plan, scenario_of({"load": LOAD, "officer_cv": 0.1}, plan), seed)
    short = day.isoweekday() in SHORT_DAYS and SHORT_COUNTER in plan.counters
    late_s = {SHORT_COUNTER: SHORT_UNTIL_S} if short else {}
    played = PastDay(desk, clock, plan, day, people, names, late_s, Random(seed))
    store.whole(played.play)
