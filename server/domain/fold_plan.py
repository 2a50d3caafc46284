"""How a plan for the next day changes the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.hall import Hall


def _scheduled(hall: Hall, fact: f.PlanScheduled, at: datetime) -> None:
    hall.coming = fact


def _unscheduled(hall: Hall, fact: f.PlanUnscheduled, at: datetime) -> None:
    hall.coming = None


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.PlanScheduled: _scheduled,
    f.PlanUnscheduled: _unscheduled,
}
