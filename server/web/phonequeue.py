"""Phones are many: they are told in small slices, so that nobody who presses a button waits.

Each slice is short and slices come at a fixed pace, so phones take a bounded share of the loop
however many there are; with very many, each hears a little later instead. What names a ticket (its
call) does not go through here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

SLICE_S = 0.003
"""The longest stretch of the loop for phones."""
PACE_S = 0.03
"""From slice to slice: a tenth of the loop at the most."""


class PhoneQueue:
    """Rooms of tickets that are to be told, the longest due first; a room stands in it once."""

    def __init__(
        self, tell: Callable[[str], bool], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        """``tell(room)`` tells it; false when it is too early for it, and it stays."""
        self._tell = tell
        self._clock = clock
        self._due: dict[str, None] = {}

    def __contains__(self, room: object) -> bool:
        return room in self._due

    def __len__(self) -> int:
        return len(self._due)

    def add(self, rooms: Iterable[str]) -> None:
        """These are to be told."""
        for room in rooms:
            self._due.setdefault(room)

    def drop(self, rooms: Iterable[str]) -> None:
        """Nobody watches these any more, or they were told otherwise."""
        for room in rooms:
            self._due.pop(room, None)

    def slice(self) -> None:
        """Tell as many as fit into one slice; at least one."""
        ends = self._clock() + SLICE_S
        for room in list(self._due):
            if room in self._due and self._tell(room):
                del self._due[room]
            if self._clock() >= ends:
                return

    def all(self) -> None:
        """Tell everybody now."""
        for room in list(self._due):
            if self._tell(room):
                del self._due[room]
