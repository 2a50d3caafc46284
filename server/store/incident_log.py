"""Incidents as the journal tells them: what stood out, until when, who saw to it, who was told."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from server.domain.facts import from_ms
from server.store import audit

_KINDS = ("incident_opened", "incident_ended", "incident_taken", "alert_told")
_QUERY = (
    "select at_ms, by, kind, data from journal where seq >= ?"
    f" and kind in ({', '.join('?' * len(_KINDS))}) order by seq"
)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident. ``told`` and ``told_over``: whether it, and its end, went out."""

    id: str
    rule: str
    place: str
    about_vi: str
    about_en: str
    detail: str
    value: int
    limit: int
    since: datetime
    ended: datetime | None = None
    taken_by: str | None = None
    taken_at: datetime | None = None
    told: bool = False
    told_over: bool = False


def incidents(db: sqlite3.Connection, first_ms: int) -> list[Incident]:
    """Those that opened at or after ``first_ms``, in their order."""
    found: dict[str, Incident] = {}
    first = audit.first_since(db, first_ms)
    for at_ms, by, kind, data in db.execute(_QUERY, (first, *_KINDS)):
        fact, at = json.loads(data), from_ms(at_ms)
        id = fact.pop("incident")
        if kind == "incident_opened":
            found[id] = Incident(id, since=at, **fact)
        elif id in found:
            found[id] = _next(found[id], kind, fact, at, by)
    return list(found.values())


def _next(one: Incident, kind: str, fact: dict[str, Any], at: datetime, by: str) -> Incident:
    if kind == "incident_ended":
        return replace(one, ended=at)
    if kind == "incident_taken":
        return replace(one, taken_by=by.partition(":")[2], taken_at=at)
    return replace(one, told_over=True) if fact["over"] else replace(one, told=True)
