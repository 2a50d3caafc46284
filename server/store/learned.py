"""What forecasts have learnt: every night's book, the newest counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from server.domain.facts import from_ms, to_ms

KEEP = 400
"""Books that are kept: more than a year of nights."""


def save(db: sqlite3.Connection, at: datetime, book: str) -> None:
    """Add a book (JSON text), and forget those beyond ``KEEP``."""
    db.execute("insert into learned (at_ms, book) values (?, ?)", (to_ms(at), book))
    db.execute(
        "delete from learned where no <= (select max(no) from learned) - ?",
        (KEEP,),
    )


def history(db: sqlite3.Connection) -> Iterator[tuple[datetime, str]]:
    """Every book with the time of its learning, the newest first."""
    for at_ms, book in db.execute("select at_ms, book from learned order by no desc"):
        yield from_ms(at_ms), str(book)
