"""Earlier days, read from what ``luot replay --calls`` wrote, to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from server.domain.forecast import Book, Signals
from server.domain.learning import Call, Lesson, learn, with_gaps
from server.domain.plan import Plan
from server.errors import SheetRefused
from server.virtual.calls import COLUMNS, LEARNT
from server.virtual.sheet import Row, Sheet

MOST_DAYS = 7
"""Counters that stay until all are served may go on after midnight, but not for ever."""
NEEDED = tuple(name for name in LEARNT if name not in ("hold_s", "normal"))
"""Without these a file teaches nothing. Without the others its forecasts knew the plan alone, and
nobody's class is known.
"""
_TIMES = ("called_s", "started_s", "finished_s", "wait_s")


@dataclass(frozen=True, slots=True)
class History:
    """All earlier days, oldest first, and a line for each file that does not help."""

    lessons: tuple[Lesson, ...] = ()
    warnings: tuple[str, ...] = ()


def read_history(folder: Path) -> History:
    """Every ``*.csv`` of the folder, a day each, in the order of their names.

    Raises SheetRefused with every error of the first file that has any.
    """
    if not folder.is_dir():
        raise SheetRefused(f"{folder}: no such folder; --history wants one with files of --calls")
    lessons: list[Lesson] = []
    warnings: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        sheet = Sheet(path)
        missing = [name for name in NEEDED if name not in sheet.columns]
        if missing and set(COLUMNS) <= set(sheet.columns):
            warnings.append(f"{path}: no {', '.join(missing)}, so nothing is learnt from it")
            continue
        lessons += _lessons(sheet, path.stem)
    if not lessons:
        warnings.append(f"{folder}: no day to learn from, so forecasts are those of a new centre")
    return History(tuple(lessons), tuple(warnings))


def book_for(plan: Plan, history: History) -> Book:
    """What the earlier days have taught about this centre."""
    return learn(plan, history.lessons)


def _lessons(sheet: Sheet, day: str) -> Iterator[Lesson]:
    read = [_lesson(row, day) for row in sheet.rows((*COLUMNS, *NEEDED))]
    sheet.check()
    return with_gaps(lesson for lesson in read if lesson is not None)


def _lesson(row: Row, day: str) -> tuple[Lesson, Call | None] | None:
    group, counter = row.text("group"), row.whole("counter")
    called_s, started_s, finished_s, wait_s = (_seconds(row, name) for name in _TIMES)
    outcome = row.cells["outcome"]
    if outcome not in ("served", "no_show", "left", "expired"):
        row.wrong("outcome", f"{outcome!r}: use served, no_show, left or expired")
    signals = _signals(row)
    service_s = None
    if started_s is not None and finished_s is not None:
        service_s = finished_s - started_s
        if service_s < 0:
            row.wrong("finished_s", "is before started_s")
    if group is None:
        return None
    shown = {"served": True, "no_show": False}.get(outcome)
    call = None
    if counter is not None and called_s is not None and wait_s is not None:
        call = Call(counter, called_s, finished_s, wait_s)
    return Lesson(day, group, counter, signals, wait_s, service_s, shown), call


def _signals(row: Row) -> Signals | None:
    """None when nothing was told."""
    forward_s, last_s, head_s = (_seconds(row, name) for name in ("forward_s", "last_s", "head_s"))
    ahead = row.whole("ahead")
    hold_s = _seconds(row, "hold_s") if "hold_s" in row.cells else None
    normal = row.whole("normal") if "normal" in row.cells else None
    if forward_s is None or last_s is None or head_s is None or ahead is None:
        return None
    return Signals(forward_s, last_s, head_s, ahead, hold_s or 0.0, 1 if normal is None else normal)


def _seconds(row: Row, column: str) -> float | None:
    return row.seconds(column, optional=True, days=MOST_DAYS)
