"""Reports that were made: which, where their file is, and how far their sending has come."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
_COLUMNS = "name, kind, period, lang, form, officers, bytes, made_ms, made_by, mail, tries, next_ms"
STATEMENTS = (
    """create table report (
        name text primary key,
        kind text not null,
        period text not null,
        lang text not null,
        form text not null,
        officers integer not null,
        bytes integer not null,
        made_ms integer not null,
        made_by text not null,
        mail text not null,
        tries integer not null default 0,
        next_ms integer not null default 0,
        error text not null default ''
    ) strict, without rowid""",
)
_PUT = (
    f"insert into report ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)"
    " on conflict (name) do update set officers = excluded.officers, bytes = excluded.bytes,"
    " made_ms = excluded.made_ms, made_by = excluded.made_by, mail = excluded.mail, tries = 0,"
    " next_ms = 0, error = ''"
)


@dataclass(frozen=True, slots=True)
class Made:
    """One report. ``mail`` is ``none``, ``waiting``, ``sent`` or ``failed``, which is tried again
    at ``next_ms`` after ``tries``; ``error`` is why. Times are epoch milliseconds."""

    name: str
    kind: str
    period: str
    lang: str
    form: str
    officers: bool
    bytes: int
    made_ms: int
    made_by: str
    mail: str
    tries: int = 0
    next_ms: int = 0
    error: str = ""


class Store(Protocol):
    """What reads and writes the centre's database."""

    def write(self, run: Callable[[sqlite3.Connection], T]) -> T: ...
    def read(self) -> AbstractContextManager[sqlite3.Connection]: ...


class ReportBook:
    """Every report that was made, by the name of its file."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, one: Made) -> None:
        """Note one; made once more it takes the place of the older."""
        values = (
            *(one.name, one.kind, one.period, one.lang, one.form, int(one.officers)),
            *(one.bytes, one.made_ms, one.made_by, one.mail),
        )
        self._store.write(lambda db: db.execute(_PUT, values))

    def newest(self, most: int) -> list[Made]:
        """The newest first."""
        return self._select("order by made_ms desc, name limit ?", most)

    def get(self, name: str) -> Made | None:
        """The one of this name."""
        found = self._select("where name = ?", name)
        return found[0] if found else None

    def has(self, kind: str, period: str) -> bool:
        """Whether any of this period was made by the schedule."""
        return bool(
            self._select("where kind = ? and period = ? and made_by = 'system'", kind, period)
        )

    def to_send(self, now_ms: int) -> list[Made]:
        """Those whose time to be sent has come, the oldest first."""
        clause = "where mail in ('waiting', 'failed') and next_ms <= ? order by made_ms, name"
        return self._select(clause, now_ms)

    def sent(self, name: str) -> None:
        """It is on its way."""
        done = "update report set mail = 'sent', error = '', tries = tries + 1 where name = ?"
        self._store.write(lambda db: db.execute(done, (name,)))

    def failed(self, name: str, error: str, next_ms: int) -> None:
        """It is not, and why; to be tried again."""
        done = (
            "update report set mail = 'failed', error = ?, tries = tries + 1, next_ms = ?"
            " where name = ?"
        )
        self._store.write(lambda db: db.execute(done, (error, next_ms, name)))

    def again(self) -> None:
        """Try every one that failed at once."""
        done = "update report set next_ms = 0 where mail = 'failed'"
        self._store.write(lambda db: db.execute(done))

    def _select(self, clause: str, *values: object) -> list[Made]:
        asked = f"select {_COLUMNS}, error from report {clause}"
        with self._store.read() as db:
            rows = db.execute(asked, values).fetchall()
        return [Made(*(*row[:5], bool(row[5]), *row[6:])) for row in rows]
