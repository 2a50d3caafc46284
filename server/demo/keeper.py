"""What systemd does in a hall: what was killed is started again after a pause, and it is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from server.errors import DemoFailed

LIVES_S = 5.0
"""What ends sooner than that after it came back would end again: it cannot run."""


@dataclass(slots=True)
class _Kept:
    away_s: float
    is_gone: Callable[[], bool]
    start: Callable[[], None]
    back_s: float = float("-inf")
    due_s: float | None = None


class Keeper:
    """Looks after processes by name; ``clock`` is a steady one, in seconds."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        say: Callable[[str], None] = lambda line: print(line, flush=True),
    ) -> None:
        self._clock, self._say = clock, say
        self._kept: dict[str, _Kept] = {}

    def keep(
        self, name: str, away_s: float, is_gone: Callable[[], bool], start: Callable[[], None]
    ) -> None:
        """From now on; ``start`` returns when it is there again."""
        self._kept[name] = _Kept(away_s, is_gone, start)

    def look(self) -> None:
        """Once; called each second. Raises DemoFailed for one that cannot run."""
        for name, one in self._kept.items():
            if one.due_s is not None:
                self._bring_back(name, one, one.due_s)
            elif one.is_gone():
                self._miss(name, one)

    def _miss(self, name: str, one: _Kept) -> None:
        now_s = self._clock()
        if now_s - one.back_s < LIVES_S:
            raise DemoFailed(f"{name} ended by itself")
        one.due_s = now_s + one.away_s
        self._say(f"{name} is away; it comes back in {one.away_s:.0f} s.")

    def _bring_back(self, name: str, one: _Kept, due_s: float) -> None:
        if self._clock() < due_s:
            return
        one.start()
        one.due_s, one.back_s = None, self._clock()
        self._say(f"{name} is back.")
