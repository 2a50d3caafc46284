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
        self._lock = threading.Lock()
        self._waiting: dict[int, Call | None] = {}
        self._early: set[int] = set()

    def sent(self, number: int, tell: Call | None, guard: Guard) -> None:
        """Message ``number`` was sent; ``tell`` wants to know of its arrival."""
        with self._lock:
            is_there = number in self._early
            self._early.discard(number)
            if not is_there:
                self._waiting[number] = tell
        if is_there and tell is not None:
            guard(tell, "delivery")

    def arrived(self, number: int, guard: Guard) -> None:
        """The broker has message ``number``."""
        with self._lock:
            if number not in self._waiting:
                self._early.add(number)
                return
            tell = self._waiting.pop(number)
        if tell is not None:
            guard(tell, "delivery")
