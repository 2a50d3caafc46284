"""What must not be lost over a power cut: undelivered messages, and which tickets are printed."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
create table if not exists outbox (
    id integer primary key autoincrement, topic text not null, payload blob not null
);
create table if not exists answered (
    request text primary key, reply blob not null, printed integer not null default 0
);
"""
KEPT_REPLIES = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """A message waiting to be delivered."""

    id: int
    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The ticket that a request got, and whether its paper is done with."""

    reply: bytes
    printed: bool


class Outbox:
    """A small SQLite file; every method commits before it returns. Safe from any thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.executescript(_SCHEMA)

    def put(self, topic: str, payload: bytes) -> Letter:
        """Keep a message until ``done``."""
        with self._lock:
            return self._put(topic, payload)

    def done(self, id: int) -> None:
        """The broker has the message."""
        with self._lock:
            self._db.execute("delete from outbox where id = ?", (id,))

    def pending(self) -> list[Letter]:
        """Messages not yet delivered, oldest first."""
        with self._lock:
            rows = self._db.execute("select id, topic, payload from outbox order by id").fetchall()
        return [Letter(int(id), str(topic), bytes(payload)) for id, topic, payload in rows]

    def answered(self, request: str) -> Answered | None:
        """What a request was answered, on this run or an earlier one."""
        with self._lock:
            row = self._db.execute(
                "select reply, printed from answered where request = ?", (request,)
            ).fetchone()
        return Answered(bytes(row[0]), bool(row[1])) if row else None

    def answer(self, request: str, reply: bytes) -> None:
        """Remember a ticket before its paper is begun. The first answer stays."""
        with self._lock:
            self._db.execute(
                "insert or ignore into answered (request, reply) values (?, ?)", (request, reply)
            )
            self._db.execute(
                "delete from answered where rowid <= (select max(rowid) from answered) - ?",
                (KEPT_REPLIES,),
            )

    def printed(self, request: str, topic: str, payload: bytes) -> Letter:
        """The paper is done with, and the server must hear of it: both or neither."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                self._db.execute("update answered set printed = 1 where request = ?", (request,))
                letter = self._put(topic, payload)
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")
            return letter

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _put(self, topic: str, payload: bytes) -> Letter:
        row = self._db.execute(
            "insert into outbox (topic, payload) values (?, ?)", (topic, payload)
        )
        return Letter(int(row.lastrowid or 0), topic, payload)
