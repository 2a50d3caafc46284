"""Earlier days, read from what ``luot replay --calls`` wrote, to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.domain.book import BEGINNER
from server.domain.forecast import Book, Signals
from server.domain.plan import Plan
from server.errors import SheetRefused
from server.virtual.calls import COLUMNS, LEARNT
from server.virtual.sheet import Row, Sheet

MOST_DAYS = 7
"""Counters that stay until all are served may go on after midnight, but not for ever."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One ticket of an earlier day: what a forecast was made of, and how it was.

    ``wait_s`` is None for who was never called, ``service_s`` for who was not served, ``signals``
    where nothing was told.
    """

    group: str
    signals: Signals | None
    wait_s: float | None
    counter: int | None
    service_s: float | None
    shows: bool | None


@dataclass(frozen=True, slots=True)
class PastDay:
    """An earlier day; days come in the order of their names."""

    name: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class History:
    """All earlier days, and a line for each file that does not help."""

    days: tuple[PastDay, ...] = ()
    warnings: tuple[str, ...] = ()


def read_history(folder: Path) -> History:
    """Every ``*.csv`` of the folder. Raises SheetRefused with every error of the first bad file."""
    if not folder.is_dir():
        raise SheetRefused(f"{folder}: no such folder; --history wants one with files of --calls")
    days, warnings = [], []
    for path in sorted(folder.glob("*.csv")):
        sheet = Sheet(path)
        missing = [name for name in LEARNT if name not in sheet.columns]
        if missing and set(COLUMNS) <= set(sheet.columns):
            warnings.append(
                f"{path} has no signals ({', '.join(missing)}): nothing is learnt of it"
            )
            continue
        days.append(PastDay(path.stem, tuple(_lessons(sheet))))
    if not days:
        warnings.append(f"{folder} has no day to learn from: forecasts are those of a new centre")
    return History(tuple(days), tuple(warnings))


def book_for(plan: Plan, history: History) -> Book:
    """What the earlier days have taught about this centre."""
    return BEGINNER


def _lessons(sheet: Sheet) -> Iterator[Lesson]:
    read = [_lesson(row) for row in sheet.rows((*COLUMNS, *LEARNT))]
    sheet.check()
    yield from (lesson for lesson in read if lesson is not None)


def _lesson(row: Row) -> Lesson | None:
    group, counter, ahead = row.text("group"), row.whole("counter"), row.whole("ahead")
    seconds = {
        name: row.seconds(name, optional=True, days=MOST_DAYS)
        for name in ("wait_s", "started_s", "finished_s", "forward_s", "last_s", "head_s")
    }
    outcome = row.cells["outcome"]
    if outcome not in ("served", "no_show", "left", "expired"):
        row.wrong("outcome", f"{outcome!r}: use served, no_show, left or expired")
    if group is None:
        return None
    forward_s, last_s, head_s = (seconds[name] for name in ("forward_s", "last_s", "head_s"))
    signals = None
    if forward_s is not None and last_s is not None and head_s is not None and ahead is not None:
        signals = Signals(forward_s, last_s, head_s, ahead)
    shows = {"served": True, "no_show": False}.get(outcome)
    service_s = _between(row, seconds["started_s"], seconds["finished_s"])
    return Lesson(group, signals, seconds["wait_s"], counter, service_s, shows)


def _between(row: Row, started_s: float | None, finished_s: float | None) -> float | None:
    if started_s is None or finished_s is None:
        return None
    if finished_s < started_s:
        row.wrong("finished_s", "is before started_s")
    return finished_s - started_s
