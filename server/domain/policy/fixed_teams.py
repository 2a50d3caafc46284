"""Own groups only, priority first, then oldest first; nobody helps anybody.

The rule of most small queue systems: a counter is bound to its services. Appointments queue like
everybody else.
"""

from __future__ import annotations

from server.domain.policy.priority import Priority
from server.domain.policy.rule import Backlog, Rank, Seat, Waiting


class FixedTeams(Priority):
    """Nothing but the counter's own groups."""

    name = "fixed-teams"

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """Never a helped group; priority, then age."""
        return None if seat.helping else (ticket.kind != "priority", ticket.since)
