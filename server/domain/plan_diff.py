"""How one plan differs from another, row by row, and what that means for those who wait."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.plan_check import SINGLE

Document = dict[str, Any]
_KEYS = {"session": "name", "holiday": "date", "group": "code", "counter": "number"}
"""What names a row; ``id`` in the other tables."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that came or went (no ``field``), or one value of a row that changed."""

    table: str
    name: str
    kind: Literal["added", "removed", "changed"]
    field: str | None = None
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class Moved:
    """People who wait for a group of which something changes; they keep number and mark."""

    group: str
    waiting: int
    counters_before: tuple[int, ...]
    counters_after: tuple[int, ...]
    stays: bool


def version(document: Document) -> str:
    """A short name of a plan's content: equal plans have equal names."""
    told = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def differences(old: Document, new: Document) -> list[Change]:
    """Every difference, table by table in the order of the old plan, then what is new."""
    tables = list(dict.fromkeys([*old, *new]))
    return [change for table in tables for change in _table(table, old, new)]


def _table(table: str, old: Document, new: Document) -> Iterator[Change]:
    before, after = _rows(table, old), _rows(table, new)
    for name, row in before.items():
        if name not in after:
            yield Change(table, name, "removed", before=row)
        else:
            yield from _row(table, name, row, after[name])
    for name in (one for one in after if one not in before):
        yield Change(table, name, "added", after=after[name])
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        yield Change(table, "", "changed", "order", list(before), list(after))


def _row(table: str, name: str, old: Document, new: Document) -> Iterator[Change]:
    for field in dict.fromkeys([*old, *new]):
        if old.get(field) != new.get(field):
            yield Change(table, name, "changed", field, old.get(field), new.get(field))


def _rows(table: str, document: Document) -> dict[str, Document]:
    found = document.get(table, [])
    if table in SINGLE:
        return {table: found} if found else {}
    key = _KEYS.get(table, "id")
    return {str(row[key]): row for row in found}


def moved(hall: Hall, new: Plan) -> list[Moved]:
    """The groups in which somebody waits and whose zone or counters change, or that go."""
    old = hall.rules
    found = []
    for code, line in hall.waiting.items():
        if not line or code not in old.groups:
            continue
        stays = code in new.groups
        one = Moved(code, len(line), old.able[code], new.able.get(code, ()), stays)
        zone = stays and old.groups[code].zone != new.groups[code].zone
        if not stays or zone or one.counters_before != one.counters_after:
            found.append(one)
    return found
