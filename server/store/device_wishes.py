"""How devices are wanted to be set: one row a device, so that a backup brings it along."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.store.accounts import ReadsWrites

STATEMENTS = (
    """create table device_wish (
        id text primary key,
        rev integer not null,
        at_ms integer not null,
        by text not null,
        settings text not null
    ) strict, without rowid""",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """The settings of revision ``rev`` (0: as delivered); ``by`` wanted them so at ``at_ms``."""

    rev: int = 0
    at_ms: int = 0
    by: str = ""
    settings: Mapping[str, Any] | None = None


class WishBook:
    """The wishes of one centre."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def all(self) -> dict[str, Wish]:
        """By device; who is not there is as delivered."""
        with self._store.read() as db:
            rows = db.execute("select id, rev, at_ms, by, settings from device_wish").fetchall()
        return {id: Wish(rev, at_ms, by, json.loads(text)) for id, rev, at_ms, by, text in rows}

    def put(self, id: str, by: str, at_ms: int, settings: Mapping[str, Any]) -> Wish:
        """Keep it as the next revision."""
        text = json.dumps(settings, ensure_ascii=False)

        def write(db: sqlite3.Connection) -> int:
            found = db.execute("select rev from device_wish where id = ?", (id,)).fetchone()
            rev = 1 + (found[0] if found else 0)
            row = (id, rev, at_ms, by, text)
            db.execute("insert or replace into device_wish values (?, ?, ?, ?, ?)", row)
            return rev

        return Wish(self._store.write(write), at_ms, by, settings)
