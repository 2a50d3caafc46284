"""From a scanned line to what the page is told of it: a kind, and never the text."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.persons import Seal
from kiosk.scans import Kind, understand

KEPT = 20
"""How many scans the page may still refer to."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest scan, as the page may know it; ``no`` grows with each."""

    no: int
    kind: Kind
    is_old: bool
    code: str | None


class Scanning:
    """Understands lines of a scanner. ``today`` is the hall's day, ``on_news`` tells the page."""

    def __init__(
        self, seal: Seal, priority_age: int, today: Callable[[], date], on_news: Callable[[], None]
    ) -> None:
        self._seal, self._priority_age = seal, priority_age
        self._today, self._on_news = today, on_news
        self._lock = threading.Lock()
        self._persons: OrderedDict[int, str] = OrderedDict()
        self._no = 0
        self.newest: Heard | None = None

    def heard(self, line: str) -> Heard:
        """One line. Its text is kept nowhere."""
        scan = understand(line, self._today(), self._priority_age)
        person = self._seal.close(scan.person) if scan.person else None
        with self._lock:
            self._no += 1
            if person is not None:
                self._persons[self._no] = person
                while len(self._persons) > KEPT:
                    self._persons.popitem(last=False)
            self.newest = Heard(self._no, scan.kind, scan.is_old, scan.code)
            newest = self.newest
        self._on_news()
        return newest

    def take_person(self, no: int | None) -> str | None:
        """The sealed person of a scan that the page refers to, if it was a card."""
        with self._lock:
            return self._persons.get(no) if no is not None else None

    def forget(self) -> None:
        """The page went home: nobody stands here any more."""
        with self._lock:
            self._persons.clear()
            self.newest = None
