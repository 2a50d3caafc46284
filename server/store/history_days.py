"""Past days as columns: what history reads instead of every ticket and its legs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from server.store.purge import PURGED_BEFORE

STATEMENTS = (
    """create table history_day (
        day text primary key,
        rules text not null,
        columns blob not null
    ) strict, without rowid""",
    """create trigger history_day_added after insert on ticket begin
        delete from history_day where day = new.day; end""",
    """create trigger history_day_changed after update on ticket begin
        delete from history_day where day = new.day; end""",
)
# A number that a kiosk gave alone, or a rating, may reach a day that is over.
_REACHED = """select ticket.day from journal join ticket on ticket.id = journal.data ->> 'ticket'
    where journal.seq > :seq"""
_KEEP = f"""insert into history_day (day, rules, columns)
    select :day, :rules, :columns where :day >= {PURGED_BEFORE} and :day not in ({_REACHED})
    on conflict (day) do update set rules = excluded.rules, columns = excluded.columns"""
_GOOD = f"(rules = ? or day < {PURGED_BEFORE})"
"""Of a day whose tickets are purged, the columns are all that there is."""
_OPEN = ("waiting", "called", "serving", "parked")


class Made(NamedTuple):
    """The columns of a day that is over, made by ``rules`` of the facts up to ``seq``."""

    day: str
    rules: str
    columns: bytes
    seq: int


def kept(db: sqlite3.Connection, first: str, last: str, rules: str) -> dict[str, bytes]:
    """The columns of the days that were kept under these ``rules``."""
    asked = f"select day, columns from history_day where day between ? and ? and {_GOOD}"
    return dict(db.execute(asked, (first, last, rules)).fetchall())


def names(db: sqlite3.Connection, rules: str) -> set[str]:
    """The days that are kept under these ``rules``."""
    return {day for (day,) in db.execute(f"select day from history_day where {_GOOD}", (rules,))}


def keep(db: sqlite3.Connection, days: Iterable[Made]) -> None:
    """Keep the columns of these days, in place of older ones.

    A day that a newer fact has reached since it was read is left out, and made again later; so is
    one that was purged meanwhile.
    """
    db.executemany(_KEEP, [one._asdict() for one in days])


def reached(db: sqlite3.Connection, seq: int, first: str, last: str) -> bool:
    """Whether a fact after ``seq`` is of a ticket of these days."""
    asked = f"select 1 from ({_REACHED}) where day between :first and :last limit 1"
    told = {"seq": seq, "first": first, "last": last}
    return db.execute(asked, told).fetchone() is not None


def days(db: sqlite3.Connection, first: str, last: str) -> list[str]:
    """Days on which numbers were given; looks at one ticket a day."""
    asked = """with recursive found (day) as (
            select min(day) from ticket where day >= ?
            union all
            select (select min(day) from ticket where day > found.day) from found
            where found.day < ?
        ) select day from found where day <= ?"""
    there = [day for (day,) in db.execute(asked, (first, last, last))]
    gone = f"select day from history_day where day < {PURGED_BEFORE} and day between ? and ?"
    return sorted({*there, *(day for (day,) in db.execute(gone, (first, last)))})


def unfinished(db: sqlite3.Connection, first: str, last: str) -> set[str]:
    """Days of which somebody is not done with yet."""
    marks = ", ".join("?" * len(_OPEN))
    asked = (
        "select distinct ticket.day from leg join ticket on ticket.id = leg.ticket"
        f" where leg.state in ({marks}) and ticket.day between ? and ?"
    )
    return {day for (day,) in db.execute(asked, (*_OPEN, first, last))}
