"""Requests that were answered: the same key gets the same answer."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import Any, NamedTuple

from server.domain.errors import refuse
from server.store import rows

KEEP_MS = 2 * 24 * 3600 * 1000
"""How long answers are kept: past any retry of the day before."""


class Answered(NamedTuple):
    """A request of ``actor`` under ``key``, and what it was told, as JSON text.

    Of the request only a digest is kept: what somebody typed may hold what the rules blot out.
    """

    actor: str
    key: str
    body: str
    answer: str
    at_ms: int

    @classmethod
    def of(cls, actor: str, key: str, body: str, answer: dict[str, Any], at_ms: int) -> Answered:
        """An answer as it is kept."""
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        return cls(actor, key, _digest(body), text, at_ms)

    def again(self, body: str) -> dict[str, Any]:
        """The answer. Raises Refused("idempotency-conflict") when the request differs."""
        if self.body != _digest(body):
            raise refuse("idempotency-conflict")
        told: dict[str, Any] = json.loads(self.answer)
        return told


def _digest(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


class Answers:
    """Finds and keeps answers; those of the commit that is being made are in memory only.

    It knows the hash of every kept key, so that a new request costs no look into the database.
    """

    def __init__(self) -> None:
        self._fresh: dict[tuple[str, str], Answered] = {}
        self._known: set[int] | None = None

    def find(self, db: sqlite3.Connection, actor: str, key: str) -> Answered | None:
        """What was answered before."""
        if (fresh := self._fresh.get((actor, key))) is not None:
            return fresh
        if self._known is None:
            self._known = {hash(row) for row in db.execute("select actor, key from answered")}
        if hash((actor, key)) not in self._known:
            return None
        row = db.execute(
            "select actor, key, body, answer, at_ms from answered where actor = ? and key = ?",
            (actor, key),
        ).fetchone()
        return Answered(*row) if row else None

    def keep(self, answered: Answered) -> None:
        """Remember, to be written with the commit."""
        self._fresh[answered.actor, answered.key] = answered
        if self._known is not None:
            self._known.add(hash((answered.actor, answered.key)))

    def flush(self, db: sqlite3.Connection) -> None:
        """Write what was kept, in the same transaction as what it did."""
        rows.insert(db, "insert into answered", list(self._fresh.values()))
        self._fresh.clear()

    def forget(self, db: sqlite3.Connection, now_ms: int) -> None:
        """Drop answers that are too old to be asked for again."""
        dropped = db.execute("delete from answered where at_ms < ?", (now_ms - KEEP_MS,))
        if dropped.rowcount:
            self._known = None
