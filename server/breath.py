"""Long work on the loop in short stretches: whoever calls at a desk does not wait for its end."""

from __future__ import annotations

import time
from collections.abc import Callable

HELD_S = 0.002
"""So long the loop is held at a stretch."""


class Breath:
    """Lets all others go first when it was not done for ``HELD_S``; ``rest`` is a runtime's."""

    def __init__(self, rest: Callable[[], None]) -> None:
        self._rest, self._since_s = rest, time.perf_counter()

    def __call__(self) -> None:
        """Between two pieces of the work."""
        if time.perf_counter() - self._since_s >= HELD_S:
            self._rest()
            self._since_s = time.perf_counter()
