"""A computation beside the server that is none: it ends when a test says how."""

from __future__ import annotations

import queue
from collections.abc import Sequence

from server.child import Ran
from server.errors import ChildLate


class ToldChild:
    """Stands in for LuotChild; ``asked`` is what was to run, and how long it might take."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], float]] = []
        self._ends: queue.SimpleQueue[Ran | Exception] = queue.SimpleQueue()

    def end(self, how: Ran | Exception) -> None:
        """Let the one that runs, or the next, end like this."""
        self._ends.put(how)

    def run(self, words: Sequence[str], most_s: float) -> Ran:
        self.asked.append((list(words), most_s))
        how = self._ends.get()
        if isinstance(how, Exception):
            raise how
        return how

    def kill(self) -> None:
        """As the real one ends when it is killed."""
        self.end(Ran(-9, "", ""))

    def stop(self) -> None:
        self.end(ChildLate("stopped"))
