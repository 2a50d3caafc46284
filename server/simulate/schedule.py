"""What happens next in the simulated hall, on real time that may run fast."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Schedule:
    """A queue of things to do. ``speed`` hall seconds pass in one real second."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._stopped = threading.Event()

    def after(self, hall_s: float, act: Callable[[], None]) -> None:
        """Do ``act`` when ``hall_s`` seconds of the hall's time have passed."""
        due = time.monotonic() + hall_s / self._speed
        heapq.heappush(self._due, (due, next(self._order), act))

    def stop(self) -> None:
        """Leave ``run`` soon."""
        self._stopped.set()

    def run(self) -> None:
        """Do things as they fall due until stopped; an unreachable server is tried again later."""
        while self._due and not self._stopped.is_set():
            due, _, act = self._due[0]
            if self._stopped.wait(max(due - time.monotonic(), 0)):
                return
            heapq.heappop(self._due)
            try:
                act()
            except OSError as error:
                log.info("not reachable, trying again: %s", error)
                self.after(5 * self._speed, act)
        self._stopped.wait()
