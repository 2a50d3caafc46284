"""The call mark, moved forward for groups with much waiting before few counters.

Half of what the group's queue would take its counters is taken off the mark. It lowers the mean
wait by one to four in a hundred where counters share groups. What it costs: the order of two
groups is no longer settled when the tickets are printed, a small group can wait longer because
another is crowded, and where departments share nothing the worst group fares worse.
"""

from __future__ import annotations

from server.domain.policy.call_mark import CallMark
from server.domain.policy.rule import Backlog, Rank, Seat, Waiting

SHARE = 0.5
"""Which part of the backlog is taken off the mark."""
USUAL_MS = 600_000
"""What one person takes a counter, for weighing backlogs against marks."""


class LookAhead(CallMark):
    """Calls the earliest mark after each group's backlog is taken off."""

    name = "look-ahead"

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """The mark less half of the group's backlog over its counters."""
        crowd = backlog.waiting(seat.group) * USUAL_MS / max(backlog.able(seat.group), 1)
        return ticket.mark + seat.delay - SHARE * crowd, seat.helping
