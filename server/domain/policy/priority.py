"""Strict priority: every priority ticket first, then due appointments, then the oldest.

What Munich's ZMS and NovoSGA 2.0 do. A normal ticket waits as long as favoured ones keep coming.
"""

from __future__ import annotations

from server.domain.policy.rule import Backlog, Plain, Rank, Seat, Waiting, favour


class Priority(Plain):
    """Class first, age second, over all that the counter may serve."""

    name = "priority"
    by_kind = True

    def order(self, ticket: Waiting) -> int:
        """By the start of the wait."""
        return ticket.since

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """Class, then age."""
        return favour(ticket, now), ticket.since
