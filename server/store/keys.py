"""Secrets of a centre that are made once and kept in its database."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Writes(Protocol):
    """The part of a Store that changes something."""

    def write(self, run: Callable[[sqlite3.Connection], T]) -> T: ...


def secret(store: Writes, name: str) -> str:
    """The secret ``name``, 256 random bits, made at the first call and the same ever after."""

    def find_or_make(db: sqlite3.Connection) -> str:
        fresh = secrets.token_urlsafe(32)
        db.execute("insert or ignore into secret (name, value) values (?, ?)", (name, fresh))
        row = db.execute("select value from secret where name = ?", (name,)).fetchone()
        return str(row[0])

    return store.write(find_or_make)
