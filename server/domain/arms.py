"""Armed counters: free ones to which the next arrival is called by itself.

The arrival gets ``arm_s`` seconds, so that nobody is called before they could sit down.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.counters import Counter
from server.domain.hall import Hall
from server.domain.policy import candidates


def due(hall: Hall, now: datetime) -> int | None:
    """The armed counter that is to call now: with an own group first, then the longest idle."""
    found = [one for counter in hall.counters.values() if (one := _turn(hall, counter, now))]
    return min(found)[2] if found else None


def _turn(hall: Hall, counter: Counter, now: datetime) -> tuple[bool, datetime, int] | None:
    planned = hall.rules.counters.get(counter.number)
    if planned is None or not counter.armed or counter.state != "open" or counter.ticket:
        return None
    first = next(iter(candidates(hall, planned)), None)
    if first is None:
        return None
    came = hall.tickets[first.ticket].leg.opened_at
    if now - came < timedelta(seconds=hall.rules.centre.arm_s):
        return None
    return first.help, counter.since or now, counter.number
