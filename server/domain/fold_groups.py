"""How facts of groups alone change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.errors import Reason
from server.domain.hall import Hall, Shut


def _group_closed(hall: Hall, fact: f.GroupClosed, at: datetime) -> None:
    reason = Reason(fact.reason_vi, fact.reason_en)
    hall.shut = {**hall.shut, fact.group: Shut(reason, at, fact.until_ms)}


def _group_reopened(hall: Hall, fact: f.GroupReopened, at: datetime) -> None:
    hall.shut = {group: shut for group, shut in hall.shut.items() if group != fact.group}


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.GroupClosed: _group_closed,
    f.GroupReopened: _group_reopened,
}
