"""Ours: the earliest call mark, with helped groups counted a little later.

A ticket's mark is its issue time less the credit of its class (an appointment's: its slot less
the credit) and never changes while it waits. This is Jackson's dynamic priority, known as
earliest due date or affine accumulating priority (Jackson 1960, Goldberg 1977).
"""

from __future__ import annotations

from server.domain.policy.rule import Backlog, Plain, Rank, Seat, Waiting


class CallMark(Plain):
    """Calls the earliest mark among the groups that the counter may serve."""

    name = "call-mark"

    def order(self, ticket: Waiting) -> int:
        """By mark."""
        return ticket.mark

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """The mark; a helped group's later by the delay, and an own group first on a tie."""
        return ticket.mark + seat.delay, seat.helping
