"""Whom to tell when the broker has a message.

The client library announces a delivery while it holds a lock that publishing needs, and may do so
before ``publish`` has returned the message's number. So nothing here calls anybody, or waits for
anybody, with the lock held.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

Call = Callable[[], None]
Guard = Callable[[Call, str], None]


class Deliveries:
    """Pairs a message that was sent with the news that it arrived, whichever comes first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[int, Call | None] = {}
        self._owed: set[int] = set()
        self._early: set[int] = set()

    def sent(self, number: int, guard: Guard, tell: Call | None = None, *, qos: int = 1) -> None:
        """Message ``number`` was sent; ``tell`` wants to know of its arrival, if QoS is 1."""
        tell = tell if qos else None
        with self._changed:
            is_there = number in self._early
            self._early.discard(number)
            if not is_there:
                self._waiting[number] = tell
                if qos:
                    self._owed.add(number)
        if is_there and tell is not None:
            guard(tell, "delivery")

    def arrived(self, number: int, guard: Guard) -> None:
        """The broker has message ``number``."""
        with self._changed:
            if number not in self._waiting:
                self._early.add(number)
                return
            tell = self._waiting.pop(number)
            self._owed.discard(number)
            self._changed.notify_all()
        if tell is not None:
            guard(tell, "delivery")

    def wait_all(self, timeout_s: float) -> bool:
        """Wait until the broker has every QoS 1 message; False when it has not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._owed, timeout_s)
