"""How facts of the guidance desk change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.hall import Hall


def _priority_checked(hall: Hall, fact: f.PriorityChecked, at: datetime) -> None:
    ticket = hall.tickets[fact.ticket]
    leg = replace(ticket.leg, mark=f.from_ms(fact.mark_ms))
    legs = (*ticket.legs[:-1], leg)
    hall.put(replace(ticket, priority=fact.priority, priority_checked=True, legs=legs))


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.PriorityChecked: _priority_checked,
}
