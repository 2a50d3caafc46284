"""A process of its own that counts past days: a long count holds nobody at the desk up.

One JSON line in, one out. It starts with the first question and again after it has ended.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from server.child import lower
from server.errors import ChildLate
from server.histories import Answerer
from server.store.readonly import reader

NICENESS = 10
"""Below the server: the hall goes first, and a manager who looks before what nobody waits for."""
RARELY = (200_000, 50, 50)
"""Objects made between two looks for cycles: counting makes many, and none."""


class HistoryChild:
    """Answers ``Histories``; ``stop`` ends it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.running: subprocess.Popen[bytes] | None = None
        self._ended = False

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer. Raises ChildLate when the process ended instead of answering."""
        with self._lock:
            child = self.running or self._start()
            try:
                return _exchange(child, question)
            except (OSError, ValueError) as error:
                self._end()
                raise ChildLate("past days were not counted: ask again") from error

    def stop(self) -> None:
        """End it; it does not start again."""
        self._ended = True
        if (child := self.running) is not None:
            child.kill()  # whoever still waits for an answer hears the end, and closes it
        if self._lock.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._lock.release()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._ended:
            raise ChildLate("past days are not counted: the server stops")
        words = [sys.executable, "-P", "-m", "server.historychild", str(self._path)]
        child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        lower(child.pid, NICENESS)
        self.running = child
        return child

    def _end(self) -> None:
        child, self.running = self.running, None
        if child is not None:
            child.kill()
            with suppress(OSError):  # what was being written goes nowhere
                child.communicate()


def _exchange(child: subprocess.Popen[bytes], question: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(json.dumps(question).encode() + b"\n")
    child.stdin.flush()
    answered: dict[str, Any] = json.loads(child.stdout.readline())
    return answered


def main(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer each line of standard input until it ends."""
    for line in sys.stdin.buffer:
        told = json.dumps(answer(json.loads(line)), ensure_ascii=False)
        sys.stdout.buffer.write(told.encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    gc.freeze()
    gc.set_threshold(*RARELY)
    main(Answerer(reader(Path(sys.argv[1]))).answer)
