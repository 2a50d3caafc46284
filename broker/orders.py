"""Orders at a device: each is done once, when it is young and meant for this very process.

A device's own clock proves nothing, so the age of an order is told by the server's clock alone: the
newest heartbeat, counted on. Pure; the owner calls from one thread at a time.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from broker.messages import Heartbeat, Order

OLD_MS = 30_000
AHEAD_MS = 600_000
"""An order from so far ahead is of another time: a hall that is run faster is a little ahead."""
LOST_S = 15.0
REMEMBERED = 64


@dataclass(slots=True)
class HallTime:
    """The server's clock as a device knows it."""

    ms: int = 0
    at_s: float = float("-inf")

    def beat(self, heartbeat: Heartbeat, now_s: float) -> None:
        """The newest heartbeat came at ``now_s`` of the device's monotonic clock."""
        self.ms, self.at_s = heartbeat.ms, now_s

    def lose(self) -> None:
        """The broker is gone."""
        self.at_s = float("-inf")

    def now_ms(self, now_s: float) -> int | None:
        """The server's clock now; None while no heartbeat is newer than 15 s."""
        age_s = now_s - self.at_s
        return self.ms + int(age_s * 1000) if 0 <= age_s <= LOST_S else None


@dataclass(slots=True)
class OrderBook:
    """Which orders were seen. ``judge`` gives each its one answer."""

    session: str
    _seen: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def judge(self, order: Order, now_ms: int | None) -> str | None:
        """Why nothing is done: ``again`` (say nothing, it was answered), ``old``, ``no-heartbeat``
        or ``other-session``; None when it is to be done. ``now_ms`` is the server's clock, None
        while nobody knows it.
        """
        if order.id in self._seen:
            return "again"
        self._seen.append(order.id)
        if order.session is not None and order.session != self.session:
            return "other-session"
        if now_ms is None:
            return "no-heartbeat"
        return None if -AHEAD_MS <= now_ms - order.at <= OLD_MS else "old"
