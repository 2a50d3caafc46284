"""Signs of life for systemd: ready, still there, stopping. Without systemd nothing is said.

The signs are given by the loop that does the work, so that one that hangs is noticed; a thread of
their own would only prove that the process exists.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

LEAST_PAUSE_S = 0.5


class Alive:
    """What one process tells systemd (``Type=notify``, ``WatchdogSec=``)."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "").replace("@", "\0", 1)
        watchdog_us = environment.get("WATCHDOG_USEC", "")
        # Half of it, so that one that comes late does no harm.
        every_s = int(watchdog_us) / 2_000_000 if watchdog_us.isdigit() else 0.0
        self.every_s = max(every_s, LEAST_PAUSE_S) if every_s else None
        self._told_s = float("-inf")

    def ready(self) -> None:
        """It answers now."""
        self._say("READY=1")

    def beat(self) -> None:
        """It is still there. May be called more often than is wanted."""
        now_s = time.monotonic()
        if self.every_s is not None and now_s - self._told_s >= self.every_s:
            self._told_s = now_s
            self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """It ends in good order."""
        self._say("STOPPING=1")

    def wait(self, stopped: threading.Event, works: Callable[[], bool] = lambda: True) -> None:
        """Ready from now on, and alive while ``works`` says so, until ``stopped``."""
        self.ready()
        while not stopped.wait(self.every_s):
            if works():
                self.beat()
        self.stopping()

    def _say(self, words: str) -> None:
        if not self._address:
            return
        # A manager that has gone away is no reason to end.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.settimeout(1.0)
            out.sendto(words.encode(), self._address)
