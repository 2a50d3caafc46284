"""How tickets that were not taken change the hall; a part of ``fold``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain.hall import Hall
from server.domain.refused import RefusedTicket


def _ticket_refused(hall: Hall, fact: f.TicketRefused, at: datetime) -> None:
    kept = RefusedTicket(
        fact.alert,
        fact.device,
        fact.number,
        fact.group,
        fact.code,
        f.from_ms(fact.issued_ms),
        at,
        fact.priority,
        fact.dossiers,
        fact.lang,
    )
    hall.refused = {**hall.refused, fact.alert: kept}


def _refusal_settled(hall: Hall, fact: f.RefusalSettled, at: datetime) -> None:
    settled = replace(hall.refused[fact.alert], lives=False)
    hall.refused = {**hall.refused, fact.alert: settled}


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.TicketRefused: _ticket_refused,
    f.RefusalSettled: _refusal_settled,
}
