"""Webhooks of other systems: where to, of what, how far each has been told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.store.accounts import AccountRefused, ReadsWrites
from server.store.notes import credit, trigger

_COLUMNS = "id, url, events, secret, told_seq, fails, next_ms, error, told_ms, paused"
STATEMENTS: tuple[str, ...] = (
    """create table hook (
        id text primary key,
        url text not null,
        events text not null,
        secret text not null,
        told_seq integer not null,
        fails integer not null default 0,
        next_ms integer not null default 0,
        error text not null default '',
        told_ms integer,
        paused integer not null default 0
    ) strict, without rowid""",
    trigger("made", "insert on hook", "hook", "new.id", "'created'"),
    trigger("gone", "delete on hook", "hook", "old.id", "'removed'"),
    trigger(
        "turned",
        "update of paused on hook",
        "hook",
        "new.id",
        "case when new.paused then 'disabled' else 'enabled' end",
    ),
)


@dataclass(frozen=True, slots=True)
class Hook:
    """One receiver. ``told_seq`` is the last fact that it need not be told of any more.

    ``fails`` counts failures since the last success, ``next_ms`` is when to try again and ``error``
    what went wrong last; ``told_ms`` is when it last took something. Times are epoch milliseconds.
    """

    id: str
    url: str
    events: tuple[str, ...]
    secret: str
    told_seq: int
    fails: int
    next_ms: int
    error: str
    told_ms: int | None
    paused: bool


class HookBook:
    """The webhooks of one centre."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def add(self, id: str, url: str, events: Sequence[str], secret: str) -> None:
        """Tell ``url`` of these events from now on. Raises AccountRefused when ``id`` is taken."""

        def insert(db: sqlite3.Connection) -> None:
            db.execute(
                "insert into hook (id, url, events, secret, told_seq) values (?, ?, ?, ?,"
                " (select coalesce(max(seq), 0) from journal))",
                (id, url, json.dumps(list(events)), secret),
            )

        try:
            self._store.write(insert)
        except sqlite3.IntegrityError as error:
            raise AccountRefused(f"webhook {id} exists: choose another name") from error

    def all(self) -> list[Hook]:
        """Every hook by its name, paused ones too."""
        with self._store.read() as db:
            return [_hook(row) for row in db.execute(f"select {_COLUMNS} from hook order by id")]

    def find(self, id: str) -> Hook:
        """The hook of this name. Raises AccountRefused when there is none."""
        found = next((one for one in self.all() if one.id == id), None)
        if found is None:
            raise AccountRefused(f"no webhook {id}: see `luot hook list`")
        return found

    def remove(self, id: str, by: str | None = None) -> None:
        """Tell it nothing more. Raises AccountRefused when there is none."""
        self._one("delete from hook where id = ?", (id,), id, by)

    def pause(self, id: str, paused: bool, by: str | None = None) -> None:
        """Keep what happens until it is resumed; resuming tries at once. Raises AccountRefused."""
        self._one("update hook set paused = ?, next_ms = 0 where id = ?", (int(paused), id), id, by)

    def took(self, id: str, seq: int, at_ms: int) -> None:
        """It took the event of this fact."""
        statement = (
            "update hook set told_seq = ?, told_ms = ?, fails = 0, next_ms = 0, error = ''"
            " where id = ? and told_seq < ?"
        )
        self._store.write(lambda db: db.execute(statement, (seq, at_ms, id, seq)) and None)

    def passed(self, id: str, seq: int) -> None:
        """Up to this fact there is nothing for it."""
        statement = "update hook set told_seq = ? where id = ? and told_seq < ?"
        self._store.write(lambda db: db.execute(statement, (seq, id, seq)) and None)

    def failed(self, id: str, error: str, next_ms: int) -> None:
        """It did not take one; the same comes again at ``next_ms``."""
        statement = "update hook set fails = fails + 1, error = ?, next_ms = ? where id = ?"
        self._store.write(lambda db: db.execute(statement, (error, next_ms, id)) and None)

    def _one(
        self, statement: str, values: tuple[object, ...], id: str, by: str | None = None
    ) -> None:
        def change(db: sqlite3.Connection) -> bool:
            found = db.execute(statement, values).rowcount == 1
            credit(db, by if found else None)
            return found

        if not self._store.write(change):
            raise AccountRefused(f"no webhook {id}: see `luot hook list`")


def _hook(row: Sequence[Any]) -> Hook:
    id, url, events, secret, told_seq, fails, next_ms, error, told_ms, paused = row
    named = tuple(json.loads(events))
    return Hook(id, url, named, secret, told_seq, fails, next_ms, error, told_ms, bool(paused))
