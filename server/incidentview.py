"""Incidents in words, for the live view and the page of alerts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from server import replies
from server.domain import incident_texts
from server.domain.errors import Reason
from server.domain.hall import Hall
from server.incidentwatch import IncidentWatch, worst_first
from server.store.accounts import Accounts
from server.store.incident_log import Incident


def standing(watch: IncidentWatch, accounts: Accounts, hall: Hall) -> list[dict[str, Any]]:
    """What stands: first what nobody sees to."""
    return rows(worst_first(watch.standing.values()), accounts, hall)


def rows(found: Iterable[Incident], accounts: Accounts, hall: Hall) -> list[dict[str, Any]]:
    """Each incident with what to do, and where."""
    return [_row(one, accounts, hall) for one in found]


def said(one: Incident) -> incident_texts.Told:
    """The incident in words."""
    about = Reason(one.about_vi, one.about_en)
    return incident_texts.told(one.rule, one.place, about, one.detail, one.value, one.limit)


def _row(one: Incident, accounts: Accounts, hall: Hall) -> dict[str, Any]:
    words = said(one)
    taken = accounts.officer(one.taken_by) if one.taken_by else None
    return {
        "id": one.id,
        "rule": one.rule,
        "place": one.place,
        "title": {"vi": words.title.vi, "en": words.title.en},
        "advice": {"vi": words.advice.vi, "en": words.advice.en},
        "link": words.link,
        "value": one.value,
        "limit": one.limit,
        "since": replies.local(hall, one.since),
        "ended": replies.local(hall, one.ended) if one.ended else None,
        "taken_by": taken.name if taken else one.taken_by,
        "taken_at": replies.local(hall, one.taken_at) if one.taken_at else None,
        "told": one.told,
    }
