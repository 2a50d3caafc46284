"""Forgetting old days: their tickets, legs and facts go; the columns of history and the plans stay.

The chain of the journal goes on from the last link that went, which stands in ``purged`` with the
day of each purge: the log of what was forgotten, when and by whom.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

STATEMENTS = (
    """create table purged (
        before text primary key,
        seq integer not null,
        link text not null,
        facts integer not null,
        tickets integer not null,
        at_ms integer not null,
        by text not null
    ) strict, without rowid""",
)
PURGED_BEFORE = "(select coalesce(max(before), '') from purged)"
_FIRST = """select min(seq) from journal
    where kind = 'day_opened' and data ->> 'day' >= ?"""


@dataclass(frozen=True, slots=True)
class Purged:
    """One purge: days before ``before``, how many facts and tickets, when and by whom."""

    before: str
    facts: int
    tickets: int
    at_ms: int
    by: str


def without_columns(db: sqlite3.Connection, before: str) -> list[str]:
    """Days that history could not tell of any more if they went."""
    asked = """select distinct day from ticket where day < ?
        and day not in (select day from history_day) order by day"""
    return [day for (day,) in db.execute(asked, (before,))]


def oldest(db: sqlite3.Connection) -> str | None:
    """The oldest day of which there still are tickets."""
    found = db.execute("select min(day) from ticket").fetchone()[0]
    return None if found is None else str(found)


def purge(db: sqlite3.Connection, before: str, at_ms: int, by: str) -> Purged:
    """Forget every day before ``before``, one on which the hall was open. Space is overwritten."""
    db.execute("pragma secure_delete = on")
    first = db.execute(_FIRST, (before,)).fetchone()[0]
    if first is None:
        return Purged(before, 0, 0, at_ms, by)
    end = db.execute(
        "select seq, link from journal where seq < ? order by seq desc limit 1", (first,)
    ).fetchone()
    if end is None:
        return Purged(before, 0, 0, at_ms, by)
    db.execute("delete from leg where ticket in (select id from ticket where day < ?)", (before,))
    tickets = db.execute("delete from ticket where day < ?", (before,)).rowcount
    facts = db.execute(
        "delete from journal where seq < ? and kind <> 'plan_adopted'", (first,)
    ).rowcount
    db.execute(
        "insert into purged values (?, ?, ?, ?, ?, ?, ?) on conflict (before) do nothing",
        (before, end[0], end[1], facts, tickets, at_ms, by),
    )
    return Purged(before, facts, tickets, at_ms, by)


def log(db: sqlite3.Connection) -> list[Purged]:
    """Every purge, the newest first."""
    asked = "select before, facts, tickets, at_ms, by from purged order by before desc"
    return [Purged(*row) for row in db.execute(asked)]
