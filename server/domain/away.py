"""Until when somebody who waits long may go out."""

from __future__ import annotations

from datetime import datetime, timedelta

MARGIN_S = 600
"""So much before the earliest call one is to be back: a forecast is no promise."""
LEAST_S = 1800
"""A wait whose earliest end is nearer is not worth going out for."""
_STEP_S = 300


def back_by(earliest: datetime, low_s: int, now: datetime) -> datetime | None:
    """When to be back: ``earliest`` less the margin, on a step of five minutes before it.

    None when the wait (``low_s`` of open time, and on the clock) is too short to go anywhere.
    """
    if low_s < LEAST_S or earliest - now < timedelta(seconds=LEAST_S):
        return None
    due = earliest - timedelta(seconds=MARGIN_S)
    over_s = due.minute * 60 % _STEP_S + due.second
    return due - timedelta(seconds=over_s, microseconds=due.microsecond)
