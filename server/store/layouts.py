"""Versions of the centre's own slip and texts: rows of the database, so a backup brings them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from server.store.accounts import ReadsWrites

Kind = Literal["slip", "texts"]
STATEMENTS = (
    """create table layout (
        kind text not null,
        no integer not null,
        at_ms integer not null,
        by text not null,
        restored integer,
        document text not null,
        logo blob,
        primary key (kind, no)
    ) strict, without rowid""",
)
_COLUMNS = "no, at_ms, by, restored, document, logo"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version: who made it when, of which older one it is the same again, and what it says."""

    no: int
    at: datetime
    by: str
    restored: int | None
    document: dict[str, Any]
    logo: bytes | None


class LayoutShelf:
    """All versions of one centre."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def all(self, kind: Kind) -> list[Edition]:
        """The newest first."""
        return self._select("where kind = ? order by no desc", kind)

    def newest(self, kind: Kind) -> Edition | None:
        """The one in force; None when nothing was ever changed."""
        return next(iter(self._select("where kind = ? order by no desc limit 1", kind)), None)

    def find(self, kind: Kind, no: int) -> Edition | None:
        """The one of this number."""
        return next(iter(self._select("where kind = ? and no = ?", kind, no)), None)

    def add(self, kind: Kind, base: int, made: Edition) -> bool:
        """Keep the version after ``base``; false when somebody else was first."""
        row = (kind, base + 1, int(made.at.timestamp() * 1000), made.by, made.restored)
        text = json.dumps(made.document, ensure_ascii=False)

        def insert(db: sqlite3.Connection) -> bool:
            newest = "select coalesce(max(no), 0) from layout where kind = ?"
            if db.execute(newest, (kind,)).fetchone()[0] != base:
                return False
            statement = f"insert into layout (kind, {_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)"
            db.execute(statement, (*row, text, made.logo))
            return True

        return self._store.write(insert)

    def _select(self, clause: str, *values: object) -> list[Edition]:
        with self._store.read() as db:
            rows = db.execute(f"select {_COLUMNS} from layout {clause}", values).fetchall()
        return [
            Edition(no, _at(at_ms), by, restored, json.loads(text), logo)
            for no, at_ms, by, restored, text, logo in rows
        ]


def _at(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
