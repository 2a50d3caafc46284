"""One past day of the journal."""

from __future__ import annotations

import sqlite3

from server.domain.facts import Recorded
from server.store import journal

_DAYS = (
    "select json_extract(data, '$.day'), seq from journal where kind = 'day_opened' order by seq"
)
_PLAN = "select max(seq) from journal where kind = 'plan_adopted' and seq < ?"


def days(db: sqlite3.Connection) -> list[str]:
    """Every local day that was opened, oldest first."""
    return [str(day) for day, _ in db.execute(_DAYS)]


def facts_of(db: sqlite3.Connection, day: str) -> list[Recorded]:
    """The plan with which the local day began, and everything that happened on it, in order.

    Nothing when the journal does not know the day.
    """
    opened = [(str(name), int(seq)) for name, seq in db.execute(_DAYS)]
    starts = [seq for name, seq in opened if name == day]
    if not starts:
        return []
    first, end = starts[0], min((seq for _, seq in opened if seq > starts[-1]), default=None)
    plan = db.execute(_PLAN, (first,)).fetchone()[0]
    found = [next(journal.read(db, plan))] if plan is not None else []
    for recorded in journal.read(db, first):
        if end is not None and recorded.seq >= end:
            break
        found.append(recorded)
    return found
