"""Announcing something in the hall, and taking it back: what may be said, and until when."""

from __future__ import annotations

from datetime import datetime

from server.domain import facts as f
from server.domain import sessions
from server.domain.announcing import EVERYWHERE
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.privacy import without_numbers


def announce(
    hall: Hall, now: datetime, place: str, vi: str, en: str, until: datetime | None
) -> list[f.Fact]:
    """Boards of ``place`` say this for the rest of the day, or ``until`` a moment of it.

    Words in one language stand for both; newer words of a place replace its older ones. Raises
    Refused without words, for an unknown zone, and for a moment that is not still to come today.
    """
    _known(hall, place)
    vi, en = (without_numbers(" ".join(text.split())) for text in (vi, en))
    if not vi and not en:
        raise refuse("announcement-empty")
    today = sessions.today_of(hall.rules, now)
    if until is not None and (until <= now or sessions.today_of(hall.rules, until) != today):
        raise refuse("announced-until")
    until_ms = f.to_ms(until) if until else None
    return [f.Announced(place, _sentence(vi or en), _sentence(en or vi), until_ms)]


def end(hall: Hall, place: str) -> list[f.Fact]:
    """Say it no more; nothing when nothing was announced there."""
    _known(hall, place)
    return [f.AnnouncementEnded(place)] if place in hall.announced else []


def _known(hall: Hall, place: str) -> None:
    if place != EVERYWHERE and place not in hall.rules.zones:
        raise refuse("unknown-zone", place)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
