"""The journal: facts are appended and read, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from server.domain.facts import Fact, PlanAdopted, Recorded, from_ms, revive, to_ms
from server.store import chain, rows
from server.store.errors import StoreCorrupt

_COLUMNS = "seq, at_ms, step, by, kind, data"


def append(db: sqlite3.Connection, records: Sequence[Recorded], before: str | None = None) -> str:
    """Write facts in order, each linked to the one before it; returns the newest link.

    ``before`` is the link they follow, looked up when it is None. A sequence number that exists
    raises sqlite3.IntegrityError.
    """
    last = chain.newest(db) if before is None else before
    made = []
    for r in records:
        row = (r.seq, to_ms(r.at), r.step, r.by, r.fact.KIND, _dump(r.fact))
        last = chain.link(last, row)
        made.append((*row, last))
    rows.insert(db, f"insert into journal ({_COLUMNS}, link)", made)
    return last


def read(db: sqlite3.Connection, first_seq: int = 1) -> Iterator[Recorded]:
    """Facts from ``first_seq`` on, in order. Raises StoreCorrupt at one that cannot be read."""
    found = db.execute(f"select {_COLUMNS} from journal where seq >= ? order by seq", (first_seq,))
    for seq, at_ms, step, by, kind, data in found:
        yield Recorded(seq, from_ms(at_ms), by, step, _revive(seq, kind, data))


def last_seq(db: sqlite3.Connection) -> int:
    """The newest fact's number, 0 in an empty journal."""
    return int(db.execute("select coalesce(max(seq), 0) from journal").fetchone()[0])


def today_starts(db: sqlite3.Connection) -> tuple[list[Recorded], int]:
    """What a start must fold: the newest plan before the newest day, and that day's first seq."""
    day = db.execute("select max(seq) from journal where kind = 'day_opened'").fetchone()[0] or 1
    plan = db.execute(
        "select max(seq) from journal where kind = 'plan_adopted' and seq < ?", (day,)
    ).fetchone()[0]
    if plan is None:
        return [], 1
    return [next(read(db, plan))], day


def newest_plan(db: sqlite3.Connection) -> int:
    """Where the plan in force stands in the journal."""
    found = db.execute("select max(seq) from journal where kind = 'plan_adopted'").fetchone()
    return int(found[0] or 0)


def plan_at(db: sqlite3.Connection, seq: int) -> dict[str, Any]:
    """The document of the plan that was adopted at ``seq``."""
    fact = next(read(db, seq)).fact
    assert isinstance(fact, PlanAdopted)
    return fact.document


def plans(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """The document of every plan that was ever adopted, the one in force last."""
    found = db.execute("select seq from journal where kind = 'plan_adopted' order by seq")
    facts = [next(read(db, row[0])).fact for row in found.fetchall()]
    return [fact.document for fact in facts if isinstance(fact, PlanAdopted)]


def _revive(seq: int, kind: str, data: str) -> Fact:
    try:
        return revive(kind, json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreCorrupt(
            f"fact {seq} of the journal cannot be read ({kind}: {error}): use the version of Lượt "
            "that wrote it, or bring the last backup back with `luot restore`"
        ) from error


def _dump(fact: Fact) -> str:
    return json.dumps(fact.data(), ensure_ascii=False, separators=(",", ":"))
