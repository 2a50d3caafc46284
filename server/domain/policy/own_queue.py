"""Own groups first; helped groups only when none of the own waits, in the fixed order of the plan.

Inside a queue strict classes. What a hall does whose counters have "their" queue.
"""

from __future__ import annotations

from server.domain.policy.priority import Priority
from server.domain.policy.rule import Backlog, Rank, Seat, Waiting, favour


class OwnQueue(Priority):
    """Own before help, whatever has waited longer."""

    name = "own-queue"

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """0 for own groups, then each helped group in turn; inside, class and age."""
        turn = 1 + seat.place if seat.helping else 0
        return turn, favour(ticket, now), ticket.since
