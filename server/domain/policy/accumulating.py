"""Accumulating priority: time waited times the weight of the class, greatest first.

Kleinrock 1964; NovoSGA 2.2's "balanceamento" is waited × (weight + 1), here with weight 1 for
priority and 0 for all others. The order of two tickets can change while they wait.
"""

from __future__ import annotations

from server.domain.policy.rule import Backlog, Plain, Rank, Seat, Waiting

WEIGHTS = {"priority": 2, "appointment": 1, "normal": 1}


class Accumulating(Plain):
    """Calls whoever has gathered most."""

    name = "accumulating"
    by_kind = True

    def order(self, ticket: Waiting) -> int:
        """By the start of the wait."""
        return ticket.since

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """Waited times weight, negated."""
        return (ticket.since - now) * WEIGHTS[ticket.kind]
