"""Oldest first among everything that the counter may serve; classes and help count for nothing."""

from __future__ import annotations

from server.domain.policy.rule import Backlog, Plain, Rank, Seat, Waiting


class Fifo(Plain):
    """First come, first served over skills (Qmatic's "longest waiting time")."""

    name = "fifo"

    def order(self, ticket: Waiting) -> int:
        """By issue."""
        return ticket.issued

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """The issue time."""
        return ticket.issued
