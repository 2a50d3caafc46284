"""A process that computes beside the server: unhurried, one at a time, never left over."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, Protocol

from server.errors import ChildLate

NICENESS = 15
"""Below the server: the hall goes first wherever there is too little processor."""
WAITED_FOR = 5
"""Below the server too, but somebody waits for the page that this is on."""
MOST = 19


class Ran(NamedTuple):
    """How a process ended, and what it said."""

    code: int
    out: str
    err: str


def lower(pid: int, by: int) -> None:
    """Let another process go after this one wherever there is too little processor."""
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    with suppress(ProcessLookupError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, pid, min(ours + by, MOST))


class Child(Protocol):
    """Runs ``luot`` commands."""

    def run(self, words: Sequence[str], most_s: float) -> Ran:
        """Run to the end. Raises ChildLate after ``most_s``, OSError when nothing can start."""

    def kill(self) -> None:
        """End what runs; others may start afterwards."""

    def stop(self) -> None:
        """End what runs; nothing starts afterwards."""


class LuotChild:
    """The real one: this interpreter, this installation. Waits as the server's runtime waits.

    ``module`` is the command: ``server`` is ``luot``, ``kiosk.cli`` is ``luot-kiosk``; ``below`` is
    how far it goes after the server.
    """

    def __init__(self, module: str = "server", below: int = NICENESS) -> None:
        self._module, self._below = module, below
        self._lock = threading.Lock()
        self._running: subprocess.Popen[str] | None = None
        self._ended = False

    def run(self, words: Sequence[str], most_s: float) -> Ran:
        """See Child."""
        with self._start(words) as child:
            try:
                out, err = child.communicate(timeout=most_s)
            except subprocess.TimeoutExpired as error:
                raise ChildLate(f"{words[0]} was ended after {most_s:.0f} s") from error
            finally:
                child.kill()
                self._running = None
        return Ran(child.returncode, out, err)

    def kill(self) -> None:
        """See Child."""
        with self._lock:
            if self._running is not None:
                self._running.kill()

    def stop(self) -> None:
        """See Child."""
        with self._lock:
            self._ended = True
            if self._running is not None:
                self._running.kill()

    def _start(self, words: Sequence[str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._ended:
                raise ChildLate(f"{words[0]} was not started: the server stops")
            self._running = subprocess.Popen(
                [sys.executable, "-P", "-m", self._module, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1"},
            )
            lower(self._running.pid, self._below)
            return self._running
