"""The hall's clock: the only place where business time is read."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the hall's time and how long a stretch of it lasts in real seconds."""

    speed: float

    def now(self) -> datetime: ...


class HallClock:
    """Real time, or real time run ``speed`` times as fast from the moment it was made, when
    it was ``ahead_s`` ahead of the world.

    Counted on the monotonic clock, so that a step of the wall clock cannot reverse the order of
    facts; milliseconds, as the journal keeps them.
    """

    def __init__(
        self, speed: float = 1.0, start: datetime | None = None, *, ahead_s: float = 0
    ) -> None:
        self.speed = speed
        self._start = (start or datetime.now(UTC)) + timedelta(seconds=ahead_s)
        self._zero_s = time.monotonic()

    def now(self) -> datetime:
        """Aware UTC, whole milliseconds."""
        elapsed_ms = int((time.monotonic() - self._zero_s) * self.speed * 1000)
        start = self._start.replace(microsecond=self._start.microsecond // 1000 * 1000)
        return start + timedelta(milliseconds=elapsed_ms)
