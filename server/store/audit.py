"""Looking things up in the journal: who did what, when, at which counter, to which ticket."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HIDDEN = frozenset({"key", "comment", "document", "request", "signals", "why", "forecast"})
"""Fields that an auditor is not shown: public keys and words of citizens, and what is only bulk."""
_TICKET_DAY = (
    "data ->> '$.ticket' in (select id from ticket where number = :ticket"
    " and issued_ms >= :from_ms and issued_ms < :to_ms)"
)


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; None is anything. ``ticket`` is a number, of tickets issued in the span.

    ``from_ms`` is included, ``to_ms`` is not; ``before`` continues an earlier search.
    """

    from_ms: int
    to_ms: int
    by: str | None = None
    kind: str | None = None
    counter: int | None = None
    ticket: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the journal, without what an auditor is not shown, and its link of the chain."""

    seq: int
    at_ms: int
    by: str
    kind: str
    data: dict[str, Any]
    number: int | None
    link: str


def find(db: sqlite3.Connection, asked: Search, most: int | None) -> Iterator[Found]:
    """The newest first; all of them when ``most`` is None."""
    wheres = ["seq >= :first and seq < :end"]
    if asked.by is not None:
        wheres.append("(by = :by or substr(by, instr(by, ':') + 1) = :by)")
    if asked.kind is not None:
        wheres.append("kind = :kind")
    if asked.counter is not None:
        wheres.append(":counter in (data ->> '$.counter', data ->> '$.seat')")
    if asked.ticket is not None:
        wheres.append(_TICKET_DAY)
    first, end = first_since(db, asked.from_ms), first_since(db, asked.to_ms)
    values = {
        "first": first,
        "end": end if asked.before is None else min(end, asked.before),
        "by": asked.by,
        "kind": asked.kind,
        "counter": asked.counter,
        "ticket": asked.ticket,
        "from_ms": asked.from_ms,
        "to_ms": asked.to_ms,
        "most": -1 if most is None else most,
    }
    statement = (
        "select seq, at_ms, by, kind, data,"
        " (select number from ticket where id = data ->> '$.ticket'), link from journal where "
        + " and ".join(wheres)
        + " order by seq desc limit :most"
    )
    for seq, at_ms, by, kind, data, number, link in db.execute(statement, values):
        yield Found(seq, at_ms, by, kind, _shown(data), number, link)


def first_since(db: sqlite3.Connection, ms: int) -> int:
    """The first row at or after ``ms``; rows are in order of time: a million need 20 looks."""
    low, high = 1, int(db.execute("select coalesce(max(seq), 0) + 1 from journal").fetchone()[0])
    while low < high:
        middle = (low + high) // 2
        row = db.execute(
            "select at_ms from journal where seq >= ? order by seq limit 1", (middle,)
        ).fetchone()
        if row[0] < ms:
            low = middle + 1
        else:
            high = middle
    return low


def _shown(data: str) -> dict[str, Any]:
    whole = json.loads(data)
    shown = {name: value for name, value in whole.items() if name not in _HIDDEN}
    by_hand = whole.get("why") or {}
    return shown | {"reason": by_hand["reason"]} if "reason" in by_hand else shown
