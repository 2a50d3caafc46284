"""Closing a group for newcomers, with a reason that citizens read; who waits keeps their place."""

from __future__ import annotations

from datetime import datetime

from server.domain import facts as f
from server.domain import sessions
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.privacy import without_numbers


def close(
    hall: Hall, now: datetime, group: str, reason_vi: str, reason_en: str, until: datetime | None
) -> list[f.Fact]:
    """Close ``group`` for the rest of the day, or ``until`` a moment of it.

    A reason in one language stands for both. Raises Refused without any reason, for an unknown
    group, and for a moment that is not still to come today.
    """
    _known(hall, group)
    vi, en = (without_numbers(" ".join(text.split())) for text in (reason_vi, reason_en))
    if not vi and not en:
        raise refuse("reason-needed")
    if until is not None and not _later_today(hall, now, until):
        raise refuse("until-not-today")
    until_ms = f.to_ms(until) if until else None
    return [f.GroupClosed(group, _sentence(vi or en), _sentence(en or vi), until_ms)]


def reopen(hall: Hall, group: str) -> list[f.Fact]:
    """Take newcomers again; nothing when the group was not closed."""
    _known(hall, group)
    return [f.GroupReopened(group)] if group in hall.shut else []


def _known(hall: Hall, group: str) -> None:
    if group not in hall.rules.groups:
        raise refuse("unknown-group", group)


def _later_today(hall: Hall, now: datetime, until: datetime) -> bool:
    plan = hall.rules
    return until > now and sessions.today_of(plan, until) == sessions.today_of(plan, now)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
