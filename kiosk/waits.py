"""The one rule by which a wait is told, on paper and on the page: minutes and clock times agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from broker.messages import Wait

STEP_MIN = 5
"""Waits are told in steps of five minutes, rounded outward."""
PAUSE = timedelta(minutes=10)
"""A forecast whose clock times lie so much later than its seconds spans a break of the centre.
Shorter differences are the age of a document, and the step of a clock."""


@dataclass(frozen=True, slots=True)
class Told:
    """A wait in whole steps, and the moments between which the call is expected.

    ``across`` is True when the centre closes in between: the minutes would then not lead to the
    clock times, because nobody is called in a break, and only the clock times are to be told.
    """

    low_min: int
    high_min: int
    earliest: datetime
    latest: datetime
    across: bool

    @property
    def clock(self) -> str:
        """``9:40–9:50``, as local as the moments are."""
        return "–".join(f"{at.hour}:{at:%M}" for at in (self.earliest, self.latest))


def minutes_range(wait: Wait) -> tuple[int, int]:
    """Minutes from and to, rounded outward to steps of five; at least one step wide."""
    step_s = STEP_MIN * 60
    low = wait.low_s // step_s * STEP_MIN
    high = -(-wait.high_s // step_s) * STEP_MIN
    return low, max(high, low + STEP_MIN)


def tell(wait: Wait, now: datetime) -> Told:
    """What to say of ``wait`` at ``now``, which is aware: now plus the minutes that are told.

    Across a break of the centre the clock times are those that the server wrote, in whole steps.
    """
    low, high = minutes_range(wait)
    ends = _moment(wait.at_low), _moment(wait.at_high)
    if ends[0] and ends[1] and _has_pause(wait, ends[0], ends[1], now):
        earliest, latest = _down(ends[0]), _up(ends[1])
        return Told(low, high, earliest, max(latest, earliest + _STEP), across=True)
    earliest, latest = (now + timedelta(minutes=m) for m in (low, high))
    return Told(low, high, earliest, latest, across=False)


_STEP = timedelta(minutes=STEP_MIN)


def _has_pause(wait: Wait, low: datetime, high: datetime, now: datetime) -> bool:
    starts = low - timedelta(seconds=wait.low_s), high - timedelta(seconds=wait.high_s)
    return max(starts) - now >= PAUSE


def _moment(text: str) -> datetime | None:
    """A moment as the server wrote it; None when it cannot be read, which spoils no ticket."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _down(at: datetime) -> datetime:
    return at - timedelta(
        minutes=at.minute % STEP_MIN, seconds=at.second, microseconds=at.microsecond
    )


def _up(at: datetime) -> datetime:
    down = _down(at)
    return down if down == at else down + _STEP
