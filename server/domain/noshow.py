"""When a missing citizen may be marked as a no-show: after enough calls and enough time.

Both count from the newest time that a counter called the ticket anew: whoever was taken back after
a missed call gets the same chance again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from server.domain import facts as f
from server.domain import moves
from server.domain.errors import Reason, refuse
from server.domain.hall import Hall
from server.domain.tickets import Move, Ticket, check


class Patience(NamedTuple):
    """What is still owed to the called citizen: so many calls, and the moment to wait for."""

    calls: int
    until: datetime

    def left_s(self, now: datetime) -> int:
        """Whole seconds to wait, rounded up."""
        return max(-int((now - self.until).total_seconds() // 1), 0)


def patience(hall: Hall, ticket: Ticket) -> Patience:
    """What the plan owes to a ticket that is being called."""
    centre, leg = hall.rules.centre, ticket.leg
    since = leg.summoned_at or leg.first_called_at or leg.opened_at
    until = since + timedelta(seconds=centre.no_show_after_s)
    return Patience(max(centre.no_show_calls - leg.summons, 0), until)


def miss(hall: Hall, number: int, now: datetime) -> list[f.Fact]:
    """Nobody came. Raises Refused("no-show-early"), which says what is still missing."""
    ticket = moves.held(hall, number)
    check(ticket, Move.NO_SHOW)
    owed = patience(hall, ticket)
    calls, left_s = owed.calls, owed.left_s(now)
    if calls or left_s:
        raise refuse("no-show-early", detail=_told(ticket.number, calls, left_s))
    return moves.no_show(hall, number)


def _told(number: int, calls: int, left_s: int) -> Reason:
    if not left_s:
        times = "once more" if calls == 1 else f"{calls} more times"
        return Reason(f"Gọi số {number} thêm {calls} lần nữa.", f"Call number {number} {times}.")
    seconds = "1 second" if left_s == 1 else f"{left_s} seconds"
    if not calls:
        return Reason(f"Chờ số {number} thêm {left_s} giây.", f"Give number {number} {seconds}.")
    times = "once more" if calls == 1 else f"{calls} more times"
    return Reason(
        f"Gọi số {number} thêm {calls} lần nữa và chờ {left_s} giây.",
        f"Call number {number} {times} and give it {seconds}.",
    )
