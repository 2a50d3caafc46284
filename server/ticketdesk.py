"""What the guidance desk does with tickets, by their number: one transaction each; a mixin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from server import ticketview
from server.domain import facts as f
from server.domain import guided
from server.domain.hall import Hall
from server.domain.tickets import Ticket
from server.ledger import Actor, Answer, Ledger


class TicketVerbs:
    """Every verb answers the ticket as ``GET /desk/tickets/{number}`` tells it."""

    _ledger: Ledger

    def readmit(self, by: Actor, key: str | None, number: int) -> Answer:
        """Somebody who missed their call waits again, with their mark."""
        return self._of_number(by, key, "readmit", number, guided.readmit)

    def cancel_ticket(self, by: Actor, key: str | None, number: int, reason: str) -> Answer:
        """Call a ticket off, for a reason that is kept."""
        return self._of_number(
            by,
            key,
            "cancel_ticket",
            number,
            lambda hall, ticket, now: guided.cancel(ticket, reason),
            reason=reason,
        )

    def check_priority(self, by: Actor, key: str | None, number: int, priority: bool) -> Answer:
        """Staff looked: the ticket has priority, or has none."""
        return self._of_number(
            by,
            key,
            "check_priority",
            number,
            lambda hall, ticket, now: guided.check_priority(hall, ticket, priority),
            priority=priority,
        )

    def _of_number(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        number: int,
        facts: Callable[[Hall, Ticket, datetime], list[f.Fact]],
        **body: Any,
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            ticket = guided.numbered(hall, number)
            made = facts(hall, ticket, now)
            return made, lambda after: ticketview.told(after, after.tickets[ticket.id], now)

        return self._ledger.run(by, key, {"verb": verb, "number": number, **body}, decide)
