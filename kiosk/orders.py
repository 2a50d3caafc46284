"""What the desk tells a kiosk to do once, how it wants it, and whether its name is another's."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from broker.obeying import Done, Obeying, Settings, Wire
from broker.presence import Presence
from broker.topics import Role
from kiosk.hall import Hall
from kiosk.papers import Papers
from kiosk.testslip import draw_test

SHOWS_S = 10.0
"""How long the screen says which kiosk it is."""


class KioskOrders:
    """One kiosk. ``restart`` ends its process in good order; ``step_back`` ends its link, when
    another kiosk of its name was there first.
    """

    def __init__(
        self, wire: Wire, presence: Presence, hall: Hall, papers: Papers, width_mm: int
    ) -> None:
        self.restart: Callable[[], None] = lambda: None
        self.step_back: Callable[[], None] = lambda: None
        self.is_second = False
        self._id, self._hall, self._papers, self._width_mm = presence.device, hall, papers, width_mm
        self._until_s = float("-inf")
        self._settings: Settings = {}
        self._obeying = Obeying(
            wire,
            presence,
            Role.KIOSK,
            clock=self._clock,
            acts={
                "identify": self._identify,
                "test_print": self._test_print,
                "restart": self._restart,
            },
            follow=self._follow,
            on_second=self._leave,
        )

    def start(self) -> None:
        """Hear the desk."""
        self._obeying.listen()

    def told(self, now_s: float) -> dict[str, Any]:
        """What the page shows and follows: ``which_ms`` is for how long it says who it is."""
        left_ms = int(max(self._until_s - now_s, 0.0) * 1000)
        return {"which_ms": left_ms, "second": self.is_second, "tuned": self._settings}

    def _clock(self) -> int | None:
        now_s = time.monotonic()
        return self._hall.now_ms(now_s) if self._hall.lives(now_s) else None

    def _identify(self, done: Done) -> None:
        self._until_s = time.monotonic() + SHOWS_S
        self._hall.touch()
        done(None)

    def _test_print(self, done: Done) -> None:
        slip = draw_test(self._width_mm, self._id, self._local_time())
        self._papers.print_test(slip, lambda is_out: done(None if is_out else "paper"))

    def _restart(self, done: Done) -> None:
        done(None)
        self.restart()

    def _follow(self, settings: Settings) -> str | None:
        self._settings = settings
        self._hall.touch()
        return None

    def _leave(self) -> None:
        """No number is given any more, alone neither: nobody would ever take it over."""
        self.is_second = True
        self._hall.touch()
        self.step_back()

    def _local_time(self) -> datetime:
        now = self._hall.now(time.monotonic()) or datetime.now(UTC)
        return now.astimezone(ZoneInfo(self._hall.tz) if self._hall.tz else None)
