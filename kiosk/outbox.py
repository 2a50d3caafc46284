"""What must not be lost over a power cut: undelivered messages, and which tickets are printed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kiosk.database import open_database
from kiosk.errors import BadSetting

_SCHEMA = """
create table if not exists outbox (
    id integer primary key autoincrement, topic text not null, payload blob not null
);
create table if not exists answered (
    request text primary key, reply blob not null, printed integer not null default 0
);
"""
_NOT_YET, _ON_PAPER, _FAILED = 0, 1, 2
"""What ``answered.printed`` says."""
KEPT_REPLIES = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message waiting to be delivered."""

    id: int
    topic: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The ticket that a request got, whether its paper is done with, and whether it came out."""

    reply: bytes
    printed: bool
    on_paper: bool


class Outbox:
    """A small SQLite file; every method commits before it returns. Safe from any thread.

    Raises BadSetting when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = open_database(path, "full", _SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise BadSetting(f"--data: cannot use {path}: {error}") from error

    def put(self, topic: str, payload: bytes) -> Letter:
        """Keep a message until ``done``."""
        with self._lock:
            return self._put(topic, payload)

    def done(self, id: int) -> None:
        """The broker has the message."""
        with self._lock:
            self._db.execute("delete from outbox where id = ?", (id,))

    def pending(self, about: str = "") -> list[Letter]:
        """Messages not yet delivered, oldest first; only those that name ``about``, if given."""
        query = "select id, topic, payload from outbox where instr(payload, ?) order by id"
        with self._lock:
            rows = self._db.execute(query, (about.encode(),)).fetchall()
        return [Letter(int(id), str(topic), bytes(payload)) for id, topic, payload in rows]

    def answered(self, request: str) -> Answered | None:
        """What a request was answered, on this run or an earlier one."""
        with self._lock:
            row = self._db.execute(
                "select reply, printed from answered where request = ?", (request,)
            ).fetchone()
        if row is None:
            return None
        return Answered(bytes(row[0]), row[1] != _NOT_YET, row[1] == _ON_PAPER)

    def unfinished(self) -> list[bytes]:
        """Tickets whose paper was never done with, oldest first."""
        with self._lock:
            rows = self._db.execute(
                "select reply from answered where printed = ? order by rowid", (_NOT_YET,)
            ).fetchall()
        return [bytes(reply) for (reply,) in rows]

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

    def printed(self, request: str, topic: str, payload: bytes, *, ok: bool) -> Letter:
        """The paper is done with, and the server must hear of it: both or neither."""
        how = _ON_PAPER if ok else _FAILED
        with self._lock:
            self._db.execute("begin immediate")
            try:
                self._db.execute(
                    "update answered set printed = ? where request = ?", (how, request)
                )
                letter = self._put(topic, payload)
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")
            return letter

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """``work`` as one transaction of the same file; it is there, or not at all."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                done = work(self._db)
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")
            return done

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def _put(self, topic: str, payload: bytes) -> Letter:
        row = self._db.execute(
            "insert into outbox (topic, payload) values (?, ?)", (topic, payload)
        )
        return Letter(int(row.lastrowid or 0), topic, payload)
