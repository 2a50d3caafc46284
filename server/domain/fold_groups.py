"""How facts of groups, and what boards announce, change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.announcing import Announcement
from server.domain.errors import Reason
from server.domain.hall import Hall, Shut


def _group_closed(hall: Hall, fact: f.GroupClosed, at: datetime) -> None:
    reason = Reason(fact.reason_vi, fact.reason_en)
    hall.shut = {**hall.shut, fact.group: Shut(reason, at, fact.until_ms)}


def _group_reopened(hall: Hall, fact: f.GroupReopened, at: datetime) -> None:
    hall.shut = {group: shut for group, shut in hall.shut.items() if group != fact.group}


def _announced(hall: Hall, fact: f.Announced, at: datetime) -> None:
    told = Announcement(fact.vi, fact.en, at, fact.until_ms)
    hall.announced = {**hall.announced, fact.place: told}


def _announcement_ended(hall: Hall, fact: f.AnnouncementEnded, at: datetime) -> None:
    hall.announced = {where: told for where, told in hall.announced.items() if where != fact.place}


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.GroupClosed: _group_closed,
    f.GroupReopened: _group_reopened,
    f.Announced: _announced,
    f.AnnouncementEnded: _announcement_ended,
}
