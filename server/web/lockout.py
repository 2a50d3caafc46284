"""How long whoever guesses secrets has to wait: longer each time, and nobody else with them.

A restart of the server forgets single tries, but no wait that a memory was given to keep.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from server.store.waits import Brief, Memory, Wait

STEPS_S = (60, 300, 1800)
"""The first wait, the second, and each after these."""
WINDOW_S = 900
"""Wrong tries count together when they lie within this long."""
FORGET_S = 24 * 3600
"""After this long without a wait the next one is the shortest again."""
MOST_KEYS = 20_000
"""Whoever invents logins fills no memory: the oldest are forgotten first."""


@dataclass(slots=True)
class _Tries:
    first_s: float
    count: int = 0
    steps: int = 0
    until_s: float = 0.0


class Lockout:
    """Wrong tries by key, at a clock in seconds; ``most`` of them bring a wait."""

    def __init__(self, most: int, clock: Callable[[], float], memory: Memory | None = None) -> None:
        self._most = most
        self._memory = memory or Brief()
        self._clock = clock
        self._tries: dict[Hashable, _Tries] = {}
        self._turn = threading.Lock()

    def wait_s(self, key: Hashable) -> float:
        """How long until ``key`` may try again; 0 is now."""
        with self._turn:
            return self._left_s(key)

    def enter(self, key: Hashable) -> float:
        """Like ``wait_s``, and if that is 0 a try of ``key`` begins.

        It counts as wrong until it is cleared, and the last that is allowed begins the wait at
        once: whoever leaves a try unfinished gains none.
        """
        with self._turn:
            if (left_s := self._left_s(key)) > 0:
                return left_s
            begun = self._count(key)
        if begun is not None:  # outside of the turn: writing lets others run
            self._memory.keep(key, begun)
        return 0.0

    def _count(self, key: Hashable) -> Wait | None:
        """One try more; returns the wait that it begins."""
        found = self._tries.get(key)
        if found is None:
            self._make_room()
            found = self._tries[key] = _Tries(self._clock())
        elif found.count == 0:
            found.first_s = self._clock()
        found.count += 1
        if found.count < self._most:
            return None
        step_s = STEPS_S[min(found.steps, len(STEPS_S) - 1)]
        found.until_s = self._clock() + step_s
        found.steps, found.count = found.steps + 1, 0
        return Wait(found.steps, found.until_s)

    def clear(self, key: Hashable) -> None:
        """Nothing is held against ``key`` any more."""
        with self._turn:
            self._tries.pop(key, None)
        self._memory.drop(key)

    def _left_s(self, key: Hashable) -> float:
        now_s = self._clock()
        found = self._tries.get(key) or self._remembered(key, now_s)
        if found is None:
            return 0.0
        if now_s > max(found.first_s, found.until_s) + FORGET_S:
            del self._tries[key]
            return 0.0
        if now_s > found.first_s + WINDOW_S:
            found.count = 0
        return max(0.0, found.until_s - now_s)

    def _remembered(self, key: Hashable, now_s: float) -> _Tries | None:
        kept = self._memory.recall(key)
        if kept is None or now_s > kept.at_s + FORGET_S:
            return None
        self._make_room()
        made = self._tries[key] = _Tries(kept.at_s, 0, kept.steps, kept.at_s)
        return made

    def _make_room(self) -> None:
        while len(self._tries) >= MOST_KEYS:
            del self._tries[next(iter(self._tries))]
