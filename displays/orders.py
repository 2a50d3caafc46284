"""What the desk tells a display to do once, and how it wants it: which one are you, how bright.

A call breaks through everything: whoever looks for a display never costs a citizen a number.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PIL import Image, ImageChops

from broker import messages as m
from broker import tuning
from broker.obeying import Done, Obeying, Settings, Wire
from broker.orders import HallTime
from broker.presence import Presence
from broker.topics import Role
from displays.boardlook import BoardLook, fresh_rows
from displays.dimming import Schedule
from displays.frames import BLINKS_FOR_S, Look

FOR_S = 10.0
"""How long a display says which one it is, or shows its pattern."""
FLASH_S = 0.5
STEP_S = 2.0
L = TypeVar("L", Look, BoardLook)


class Orders(ABC, Generic[L]):
    """One display. ``restart`` ends its process in good order; ``step_back`` ends its link, when
    another display of its name was there first. Pictures are asked for by its own thread.
    """

    def __init__(
        self, wire: Wire, presence: Presence, panel: Any, wake: Callable[[], None]
    ) -> None:
        self.restart: Callable[[], None] = lambda: None
        self.step_back: Callable[[], None] = lambda: None
        self._panel, self._wake = panel, wake
        self._settings: Settings = {}
        self._special, self._until_s = "", float("-inf")
        self.schedule: Schedule = ()
        self._hall = HallTime()
        self._asked = False
        self._is_second = False
        self._device = presence.device
        self.obeying = Obeying(
            wire,
            presence,
            Role.DISPLAY,
            clock=lambda: self._hall.now_ms(time.monotonic()),
            acts={
                "identify": lambda done: self._begin("identify", done),
                "pattern": lambda done: self._begin("pattern", done),
                "restart": self._restart,
            },
            follow=self._follow,
            on_second=self._second,
        )

    def beat(self, heartbeat: m.Heartbeat) -> None:
        """The server lives, and this is its clock."""
        self._hall.beat(heartbeat, time.monotonic())

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        if not up:
            self._hall.lose()

    def is_busy(self, now_s: float) -> bool:
        """Does the display say which one it is, or show its pattern?"""
        if self._asked:
            self._asked, self._until_s = False, now_s + FOR_S
        return now_s < self._until_s

    def picture(self, look: L, now_s: float) -> tuple[Any, bool]:
        """What the panel is to show, and whether that is the document that it is about."""
        if self._is_second:
            return self._drawn(self._doubled(look)), False
        if self.is_busy(now_s) and not self._calls_now(look):
            return self._of_itself(look, now_s), False
        return self._drawn(look if self._settings.get("blink", True) else self._still(look)), True

    @abstractmethod
    def _drawn(self, look: L) -> Any:
        """As its panel shows it."""

    @abstractmethod
    def _calls_now(self, look: L) -> bool:
        """Is somebody called at this moment?"""

    @abstractmethod
    def _still(self, look: L) -> L:
        """The same without blinking."""

    @abstractmethod
    def _named(self, look: L) -> L:
        """Which display it is."""

    @abstractmethod
    def _doubled(self, look: L) -> L:
        """That another display of its name was there first."""

    def _second(self) -> None:
        self._is_second = True
        self._wake()
        self.step_back()

    def _begin(self, what: str, done: Done) -> None:
        self._special, self._asked = what, True
        self._wake()
        done(None)

    def _restart(self, done: Done) -> None:
        done(None)
        self.restart()

    def _follow(self, settings: Settings) -> str | None:
        if "brightness" in settings and not self._panel.dims:
            return "brightness: this kind of panel cannot be dimmed"
        self._settings = settings
        steps = settings.get("brightness", [])
        self.schedule = tuple((tuning.minute_of(one["from"]), one["percent"]) for one in steps)
        self._wake()
        return None

    def _of_itself(self, look: L, now_s: float) -> Any:
        since_s = max(FOR_S - (self._until_s - now_s), 0.0)
        if self._special == "pattern":
            return self._panel.pattern(int(since_s / STEP_S))
        mine = self._drawn(self._named(look))
        if int(since_s / FLASH_S) % 2 == 0:
            return mine
        return ImageChops.invert(mine) if isinstance(mine, Image.Image) else self._panel.pattern(0)


class LightOrders(Orders[Look]):
    """Of a counter's light."""

    def _drawn(self, look: Look) -> Any:
        return self._panel.picture(look)

    def _calls_now(self, look: Look) -> bool:
        called = look.state is not None and look.state.state == "called"
        return called and look.age_s < BLINKS_FOR_S

    def _still(self, look: Look) -> Look:
        return replace(look, age_s=max(look.age_s, BLINKS_FOR_S))

    def _named(self, look: Look) -> Look:
        idle = m.CounterState(v=1, ep=0, rev=0, state="idle", number=None, ttl_s=1)
        return replace(look, state=idle)

    def _doubled(self, look: Look) -> Look:
        return replace(look, state=None, doubled=self._device)


class BoardOrders(Orders[BoardLook]):
    """Of a zone's board, which says its own name."""

    def _drawn(self, look: BoardLook) -> Any:
        return self._panel.board(look)

    def _calls_now(self, look: BoardLook) -> bool:
        return bool(fresh_rows(look))

    def _still(self, look: BoardLook) -> BoardLook:
        return replace(look, blinks=False)

    def _named(self, look: BoardLook) -> BoardLook:
        empty = m.Board(v=1, ep=0, rev=0, rows=[], waiting=[], notice=None)
        return BoardLook(empty, text=self._device)

    def _doubled(self, look: BoardLook) -> BoardLook:
        return replace(look, board=None, doubled=self._device)
