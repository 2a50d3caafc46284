"""A counter box on the wire: pushes become presses, the counter's state becomes light."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from kiosk.buttons import Presses
from kiosk.debounce import Move
from kiosk.glow import Glow, Watch
from kiosk.lamps import Lamp

LOOK_S = 0.2
"""How soon the light notices that something did not come."""
log = logging.getLogger(__name__)


class Wire(Protocol):
    """What a box needs of its link."""

    @property
    def connected(self) -> bool: ...

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish_message(
        self, spec: topics.TopicSpec, message: m.Message, *, counter: int = 0
    ) -> None: ...


class CounterBox:
    """One box of one counter. The lamp is touched by its own thread alone."""

    def __init__(self, device: str, centre: str, counter: int, wire: Wire, lamp: Lamp) -> None:
        self._centre, self._counter, self._wire, self._lamp = centre, counter, wire, lamp
        self._watch, self._news = Watch(), threading.Condition()
        self._presses = Presses(wire, device, counter, self.clock_ms)
        self._stopped = False
        self._thread = threading.Thread(target=self._light, name="lamp", daemon=True)

    def start(self) -> None:
        """Hear the heartbeat, this counter's state, and the answers; light the lamp."""
        for spec, kind, heard in (
            (topics.TIME, m.Heartbeat, self._watch.beat),
            (topics.COUNTER_STATE, m.CounterState, self._watch.take),
            (topics.ACK, m.Ack, self._answered),
        ):
            self._hear(spec, kind, heard)
        self._thread.start()

    def stop(self) -> None:
        """Let the lamp go dark."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        self._thread.join(2.0)
        self._lamp.close()

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        if not up:
            with self._news:
                self._watch.lose()
                self._news.notify_all()

    def flash(self) -> None:
        """Blink fast for a while: this is the box that somebody looks for. Pushes count on."""
        with self._news:
            self._watch.flash(time.monotonic())
            self._news.notify_all()

    def push(self, button: str, move: Move) -> None:
        """A button was pushed. While the light says offline it is not sent, now or later."""
        now_s = time.monotonic()
        with self._news:
            live = self._wire.connected and self._watch.glow(now_s) is not Glow.OFFLINE
            if live:
                self._watch.ask(self._presses.tell(button, move), now_s)
            else:
                log.warning("offline: a push of %s is not sent", button)
            self._news.notify_all()

    def _hear(self, spec: topics.TopicSpec, kind: type[Any], heard: Callable[..., None]) -> None:
        def take(received: Any) -> None:
            message = m.decode(kind, received.payload)
            with self._news:
                heard(message, time.monotonic())
                self._news.notify_all()

        counter = 0 if spec is topics.TIME else self._counter
        self._wire.subscribe(topics.build(self._centre, spec, counter=counter), take)

    def _answered(self, ack: m.Ack, now_s: float) -> None:
        self._watch.answer(ack.id, ack.ok, now_s)

    def clock_ms(self) -> int | None:
        """The server's clock; None while it is not known."""
        return self._watch.clock_ms(time.monotonic())

    def _light(self) -> None:
        shown: Glow | None = None
        while True:
            with self._news:
                if self._stopped:
                    return
                glow = self._watch.glow(time.monotonic())
                if glow is shown:
                    self._news.wait(LOOK_S)
                    continue
            self._lamp.show(glow)
            shown = glow
