"""A picture of the committed hall, for everybody who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.facts import Recorded
from server.domain.forecast import Outlook
from server.domain.hall import Hall
from server.domain.outlooks import Outlooks
from server.domain.tickets import Forecast, Ticket


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The hall as committed; ``(ep, rev)`` orders snapshots over restarts."""

    hall: Hall
    ep: int
    rev: int
    at: datetime
    outlooks: Outlooks

    @property
    def outlook(self) -> Outlook:
        """What newcomers are told now."""
        return self.outlooks.newest(self.hall, self.at)

    def forecast_of(self, ticket: Ticket) -> tuple[Forecast, datetime] | None:
        """What a ticket that waits is told, and when that was found; None when not known.

        Somebody who has just come is told again what they were told at the kiosk.
        """
        found = self.outlooks.of_ticket(self.hall, self.at, ticket.id)
        if found is not None:
            return found[0].told, found[1]
        fresh = self.outlook.at < ticket.issued_at
        if fresh and ticket.forecast is not None:
            return ticket.forecast, ticket.issued_at
        return None


@dataclass(frozen=True, slots=True)
class Committed:
    """What one commit added, and the hall after it."""

    facts: Sequence[Recorded]
    snapshot: Snapshot
