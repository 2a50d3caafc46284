"""What must not be lost over a power cut: undelivered messages, and which tickets are printed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

_SCHEMA = """
create table if not exists outbox (
    id integer primary key, topic text not null, payload blob not null
);
create table if not exists printed (request text primary key, reply text not null);
"""
KEPT_REPLIES = 500


class Outbox:
    """A small SQLite file; every method commits before it returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.executescript(_SCHEMA)

    def put(self, topic: str, payload: bytes) -> int:
        """Keep a message until ``done``; returns its id."""
        with self._lock:
            row = self._db.execute(
                "insert into outbox (topic, payload) values (?, ?)", (topic, payload)
            )
            return int(row.lastrowid or 0)

    def done(self, id: int) -> None:
        """The broker has the message."""
        with self._lock:
            self._db.execute("delete from outbox where id = ?", (id,))

    def pending(self) -> Iterator[tuple[int, str, bytes]]:
        """Messages not yet delivered, oldest first."""
        with self._lock:
            rows = self._db.execute("select id, topic, payload from outbox order by id").fetchall()
        yield from ((int(id), str(topic), bytes(payload)) for id, topic, payload in rows)

    def claim(self, request: str, reply: str) -> bool:
        """True exactly once for a request: whoever gets it prints the ticket."""
        with self._lock:
            row = self._db.execute("insert or ignore into printed values (?, ?)", (request, reply))
            self._db.execute(
                "delete from printed where rowid <= (select max(rowid) from printed) - ?",
                (KEPT_REPLIES,),
            )
            return row.rowcount == 1

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
