"""Whether every panel of a process is still drawn: what the sign of life to systemd goes by.

A thread that lives proves nothing: a driver may hang in the middle of a picture.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

STUCK_S = 10.0
"""A display looks at its panel each second, and a slow one takes a second for a picture."""


class Moving:
    """Of displays whose ``on_drawn`` is called after each round, all by threads of their own."""

    def __init__(
        self, displays: Iterable[Any], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._drawn_s: dict[int, float] = {}
        for nth, display in enumerate(displays):
            self._note(nth)
            display.on_drawn = partial(self._note, nth)

    def works(self) -> bool:
        """Was each of them drawn lately?"""
        now_s = self._clock()
        return all(now_s - drawn_s < STUCK_S for drawn_s in self._drawn_s.values())

    def _note(self, nth: int) -> None:
        self._drawn_s[nth] = self._clock()
