"""The chain over the journal: each row's link is a digest of the row and of the link before it.

Whoever changes, removes or inserts a row breaks every link after it. There is no second record of
who did what: the facts themselves are sealed. What a whole chain cannot show, that somebody made
all of it anew, a link does that was written down elsewhere (every export names one).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

START = ""
"""The link before the first row."""
Row = tuple[int, int, int, str, str, str]
"""``seq, at_ms, step, by, kind, data`` as they stand in the table."""
_ROWS = """select seq, at_ms, step, by, kind, data, link from journal
    where seq > ? order by seq"""
_GONE = "select seq, link from purged order by before desc limit 1"
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What a walk along the chain found: its length, its end, and the first row out of it."""

    links: int
    head: str
    broken_seq: int | None


def link(before: str, row: Row) -> str:
    """The link of ``row`` after the link ``before``; SHA-256 in hexadecimal."""
    seq, at_ms, step, by, kind, data = row
    text = f"{before}|{seq}|{at_ms}|{step}|{len(by)}:{by}|{len(kind)}:{kind}|{data}"
    return hashlib.sha256(text.encode()).hexdigest()


def newest(db: sqlite3.Connection) -> str:
    """The link of the newest row, ``START`` in an empty journal."""
    found = db.execute("select link from journal order by seq desc limit 1").fetchone()
    return START if found is None else str(found[0])


def at(db: sqlite3.Connection, seq: int) -> str | None:
    """The link of this row, None when there is no such row."""
    found = db.execute("select link from journal where seq = ?", (seq,)).fetchone()
    return None if found is None else str(found[0])


def check(db: sqlite3.Connection) -> Checked:
    """Walk the chain from what was purged on, up to the first row that is not as it was."""
    links, before = db.execute(_GONE).fetchone() or (0, START)
    for *row, found in db.execute(_ROWS, (links,)):
        seq = row[0]
        if seq != links + 1:
            return Checked(links, before, links + 1)
        if link(before, (seq, *row[1:])) != found:
            return Checked(links, before, seq)
        before, links = found, seq
    return Checked(links, before, None)


def seal(db: sqlite3.Connection) -> None:
    """Give a journal that was written before there was a chain its links, as it stands now."""
    links = _links(db)
    while some := [pair for _, pair in zip(range(_MOST_ROWS), links, strict=False)]:
        db.executemany("update journal set link = ? where seq = ?", some)


def _links(db: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    before, last = START, 0
    while True:
        page = db.execute(
            "select seq, at_ms, step, by, kind, data from journal"
            " where seq > ? order by seq limit ?",
            (last, _MOST_ROWS),
        ).fetchall()
        if not page:
            return
        for seq, *row in page:
            before = link(before, (seq, *row))
            last = seq
            yield before, seq
