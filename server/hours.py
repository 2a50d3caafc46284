"""The hours of the centre as a document: usual ones, today's, and the next holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from server import boards
from server.domain import sessions
from server.domain.plan import Plan, Session
from server.domain.snapshot import Snapshot

LISTED = 4
"""How many holidays are told ahead."""


def document(snap: Snapshot) -> dict[str, Any]:
    """What ``GET /centre`` tells of hours and rules."""
    plan, today = snap.hall.rules, sessions.today_of(snap.hall.rules, snap.at)
    reason = boards.closed_today(snap)
    return {
        "reason": reason.model_dump() if reason else None,
        "weekdays": list(plan.centre.weekdays),
        "today": rows(sessions.sessions_on(plan, today)),
        "holidays": _coming(plan, today),
        "bulk_over": plan.centre.bulk_over,
        "at_close": plan.centre.at_close,
        "opening": plan.centre.opening,
    }


def rows(held: Iterable[Session]) -> list[dict[str, str]]:
    """Sessions with local ``HH:MM``."""
    return [
        {
            "name": session.name,
            "opens": _clock(session.opens_s),
            "closes": _clock(session.closes_s),
            "last_ticket": _clock(session.last_ticket_s),
        }
        for session in held
    ]


def _coming(plan: Plan, today: date) -> list[dict[str, Any]]:
    coming = sorted(day for day in plan.holidays if day >= today.isoformat())[:LISTED]
    return [
        {
            "date": day,
            "name_vi": plan.holidays[day].name_vi,
            "name_en": plan.holidays[day].name_en,
            "sessions": rows(sessions.sessions_on(plan, date.fromisoformat(day))),
        }
        for day in coming
    ]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
