"""Requests that were answered: the same key gets the same answer."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from server.domain.errors import refuse

KEEP_MS = 2 * 24 * 3600 * 1000
"""How long answers are kept: past any retry of the day before."""


def find(db: sqlite3.Connection, actor: str, key: str, body: str) -> dict[str, Any] | None:
    """The first answer. Raises Refused("idempotency-conflict") when the request differs."""
    row = db.execute(
        "select body, answer from answered where actor = ? and key = ?", (actor, key)
    ).fetchone()
    if row is None:
        return None
    if row[0] != body:
        raise refuse("idempotency-conflict")
    answer: dict[str, Any] = json.loads(row[1])
    return answer


def keep(
    db: sqlite3.Connection, actor: str, key: str, body: str, answer: dict[str, Any], at_ms: int
) -> None:
    """Remember the answer in the same transaction as what it did."""
    db.execute(
        "insert into answered values (?, ?, ?, ?, ?)",
        (actor, key, body, json.dumps(answer, ensure_ascii=False), at_ms),
    )


def forget(db: sqlite3.Connection, now_ms: int) -> None:
    """Drop answers that are too old to be asked for again."""
    db.execute("delete from answered where at_ms < ?", (now_ms - KEEP_MS,))
