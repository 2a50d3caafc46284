"""Is the server there? Asked twice a second, so that its silence is known within 1.5 seconds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from kiosk.hall import Hall

PING_S = 0.5
END_S = 5.0


class Probe:
    """Pings while the link is up and notes when the server went away; ``on_change`` hears of it.

    A ping carries the time at which it was said, and comes back with it.
    """

    def __init__(
        self, hall: Hall, ping: Callable[[int], None], on_change: Callable[[bool], None]
    ) -> None:
        self.since_ms: int | None = None
        self._hall, self._ping, self._on_change = hall, ping, on_change
        self._linked = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="kiosk-probe", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopped.set()
        self._thread.join(END_S)

    def on_link(self, up: bool) -> None:
        """Nobody is asked while the broker is away."""
        self._linked = up

    def heard(self, n: int) -> None:
        """The server answered the ping of ``n`` milliseconds of our clock."""
        self._hall.answer(n / 1000, time.monotonic())

    def _run(self) -> None:
        was: bool | None = None
        while not self._stopped.is_set():
            now_s = time.monotonic()
            lives = self._hall.lives(now_s)
            if lives != was:
                was = lives
                self.since_ms = None if lives else self._hall.now_ms(now_s)
                self._on_change(lives)
            if self._linked:
                self._ping(int(now_s * 1000))
            self._stopped.wait(PING_S)
