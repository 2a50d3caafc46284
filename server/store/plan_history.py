"""Every plan that was ever followed, as the journal has it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.domain.facts import PlanAdopted
from server.store import journal


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, and who took it over, when, from where and why; ``seq`` names it."""

    seq: int
    at: datetime
    by: str
    note: str
    network: str
    document: dict[str, Any]


def versions(db: sqlite3.Connection) -> list[Kept]:
    """All of them, the oldest first. Raises StoreCorrupt at one that cannot be read."""
    found = db.execute("select seq from journal where kind = 'plan_adopted' order by seq")
    read = (next(journal.read(db, row[0])) for row in found.fetchall())
    return [
        Kept(one.seq, one.at, one.by, one.fact.note, one.fact.network, one.fact.document)
        for one in read
        if isinstance(one.fact, PlanAdopted)
    ]
