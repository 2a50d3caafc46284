"""A counter's light on the wire: draws what may be shown, and says what it has shown."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from PIL import Image

from broker import __version__, topics
from broker import messages as m
from broker.errors import MessageRefused
from displays.errors import PanelError
from displays.frames import BLINKS_FOR_S, Look, counter_frame
from displays.panels import Panel
from displays.state import Screen, Showing

FRAME_S = 0.1
"""How often a blinking or lost light is looked at; a steady one is drawn only on change."""
HEALTH_S = 60.0
NUMBERED = frozenset({"called", "serving"})
"""States that mean nothing without a number."""
STEADY_S = 1.0
"""How soon a light that stands still notices that the heartbeat has stopped."""
log = logging.getLogger(__name__)


class Wire(Protocol):
    """What a light needs of its link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> None: ...


class Light:
    """One counter's light. Everything it does happens in ``run``'s thread or under its lock."""

    def __init__(
        self, device: str, centre: str, counter: int, wire: Wire, panel: Panel, session: str
    ) -> None:
        self.device, self.counter = device, counter
        self._centre, self._wire, self._panel, self._session = centre, wire, panel, session
        self._screen: Screen[m.CounterState] = Screen()
        self._news = threading.Condition()
        self._stopped = self._failing = False
        self._shown: str | None = None
        self._drawn: bytes = b""
        self._began_s = time.monotonic()
        self._lost_at_s = self._began_s

    def listen(self) -> None:
        """Hear the heartbeat and this counter's state."""
        build = topics.build
        self._wire.subscribe(build(self._centre, topics.TIME), self._beat)
        state = build(self._centre, topics.COUNTER_STATE, counter=self.counter)
        self._wire.subscribe(state, self._state)

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        if not up:
            with self._news:
                self._screen.lose()
                self._news.notify()

    def run(self) -> None:
        """Draw until stopped."""
        told_s = float("-inf")
        while True:
            with self._news:
                now_s = time.monotonic()
                showing = self._screen.showing(now_s)
                if self._stopped:
                    break
            self._draw(showing, now_s)
            if now_s - told_s >= HEALTH_S:
                told_s = now_s
                self._tell_health(now_s)
            with self._news:
                if not self._stopped and self._is_same(showing):
                    self._news.wait(self._pause_s(showing))
        self._go_dark()

    def stop(self) -> None:
        """Leave ``run`` and go dark."""
        with self._news:
            self._stopped = True
            self._news.notify()

    def _go_dark(self) -> None:
        try:
            self._panel.close()
        except (PanelError, OSError) as error:
            log.error("%s: the panel stays as it was: %s", self.device, error)

    def _is_same(self, showing: Showing[m.CounterState]) -> bool:
        return self._screen.showing(time.monotonic()).document is showing.document

    def _pause_s(self, showing: Showing[m.CounterState]) -> float:
        state = showing.document
        blinking = state is not None and state.state == "called" and showing.age_s < BLINKS_FOR_S
        return FRAME_S if blinking or state is None or self._failing else STEADY_S

    def _beat(self, received: Any) -> None:
        heartbeat = m.decode(m.Heartbeat, received.payload)
        with self._news:
            self._screen.beat(heartbeat, time.monotonic())
            self._news.notify()

    def _state(self, received: Any) -> None:
        state = m.decode(m.CounterState, received.payload)
        if state.state in NUMBERED and state.number is None:
            raise MessageRefused(f"CounterState: {state.state} without a number")
        kept_s = BLINKS_FOR_S if received.retain else 0.0
        with self._news:
            if self._screen.take(state, time.monotonic(), kept_s=kept_s):
                self._news.notify()

    def _draw(self, showing: Showing[m.CounterState], now_s: float) -> None:
        if showing.document is not None:
            self._lost_at_s = now_s
        look = Look(self.counter, showing.document, showing.age_s, now_s - self._lost_at_s)
        image = counter_frame(look, self._panel.size)
        drawn = image.tobytes()
        if drawn != self._drawn and not self._lit(image):
            return
        self._drawn = drawn
        self._tell_shown(showing.document, now_s)

    def _lit(self, image: Image.Image) -> bool:
        """Is the picture on the panel? A panel that fails is tried again, and logged once."""
        try:
            self._panel.show(image)
        except (PanelError, OSError) as error:
            if not self._failing:
                log.error("%s: the panel does not take the picture: %s", self.device, error)
            self._failing = True
            return False
        self._failing = False
        return True

    def _tell_shown(self, state: m.CounterState | None, now_s: float) -> None:
        call = state.call if state is not None and state.state == "called" else None
        if call is None or call == self._shown:
            return
        self._shown = call
        up_ms = int((now_s - self._began_s) * 1000)
        topic = topics.build(self._centre, topics.SHOWN, id=self.device)
        self._wire.publish(topic, m.encode(m.Shown(call=call, up_ms=up_ms)))

    def _tell_health(self, now_s: float) -> None:
        health = m.DeviceHealth(session=self._session, up_s=int(now_s - self._began_s))
        topic = topics.build(self._centre, topics.DEVICE_HEALTH, id=self.device)
        self._wire.publish(topic, m.encode(health), retain=True)


def status(state: str, session: str) -> bytes:
    """Birth or last will."""
    told = {"state": state, "session": session, "version": __version__}
    return json.dumps(told).encode()
