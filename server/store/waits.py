"""Waits after wrong PINs, and who signed in where, so that a restart of the server forgets neither.

Logins and addresses are written as keyed hashes: nobody reads out of the table who came from where.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from server.store.accounts import ReadsWrites

MOST_ROWS = 20_000
"""Of each kind; the oldest go first."""
STATEMENTS = (
    """create table wait (
        kind text not null,
        name text not null,
        steps integer not null,
        at_s real not null,
        primary key (kind, name)
    ) strict, without rowid""",
)


@dataclass(frozen=True, slots=True)
class Wait:
    """The ``steps``-th wait, which ends at ``at_s`` (seconds since 1970 of the hall's clock)."""

    steps: int
    at_s: float


class Memory(Protocol):
    """What is remembered of keys of one kind."""

    def recall(self, key: Hashable) -> Wait | None:
        """What was kept of ``key``."""

    def keep(self, key: Hashable, wait: Wait) -> None:
        """Remember it."""

    def drop(self, key: Hashable) -> None:
        """Remember nothing of ``key`` any more."""


class Brief:
    """A memory that ends with its process."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Wait] = {}

    def recall(self, key: Hashable) -> Wait | None:
        return self._kept.get(key)

    def keep(self, key: Hashable, wait: Wait) -> None:
        self._kept.pop(key, None)
        while len(self._kept) >= MOST_ROWS:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = wait

    def drop(self, key: Hashable) -> None:
        self._kept.pop(key, None)


class Waits(Brief):
    """A memory in the centre's database; ``secret`` is what keys are hashed with."""

    def __init__(self, store: ReadsWrites, kind: str, secret: str) -> None:
        super().__init__()
        self._store, self._kind, self._secret = store, kind, secret.encode()
        with store.read() as db:
            rows = db.execute(
                "select name, steps, at_s from wait where kind = ? order by at_s", (kind,)
            )
            for name, steps, at_s in rows:
                super().keep(name, Wait(steps, at_s))

    def recall(self, key: Hashable) -> Wait | None:
        return super().recall(self._name(key))

    def keep(self, key: Hashable, wait: Wait) -> None:
        name = self._name(key)
        super().keep(name, wait)
        row = (self._kind, name, wait.steps, wait.at_s)

        def run(db: sqlite3.Connection) -> None:
            db.execute("insert or replace into wait values (?, ?, ?, ?)", row)
            db.execute(
                "delete from wait where kind = ? and name in (select name from wait where kind = ?"
                " order by at_s desc limit -1 offset ?)",
                (self._kind, self._kind, MOST_ROWS),
            )

        self._store.write(run)

    def drop(self, key: Hashable) -> None:
        name = self._name(key)
        if super().recall(name) is None:
            return
        super().drop(name)
        row = (self._kind, name)
        self._store.write(
            lambda db: db.execute("delete from wait where kind = ? and name = ?", row)
        )

    def _name(self, key: Hashable) -> str:
        told = f"{self._kind}:{key!r}".encode()
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()
