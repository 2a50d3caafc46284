"""A display on the wire: draws what may be shown, and says what it has shown."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar

from broker import messages as m
from broker import topics
from broker.payloads.devices import SHOWN_MOST
from broker.vitals import vitals
from displays.arrows import Ways
from displays.dimming import Schedule, percent_at
from displays.frames import BLINKS_FOR_S
from displays.hallclock import HallClock
from displays.holding import Holding
from displays.orders import FLASH_S, Orders
from displays.panels import Panel
from displays.state import Screen, Showing

HEALTH_S = 60.0
SHOWS_S = 5.0
"""So long after its health a display says at the earliest that other numbers are on its panel."""
STEADY_S = 1.0
"""How soon a display that stands still notices that the heartbeat has stopped."""
REMEMBERED = 200
"""Calls that were reported; a board holds fewer."""
log = logging.getLogger(__name__)
D = TypeVar("D", m.Board, m.CounterState)


class Wire(Protocol):
    """What a display needs of its link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> None: ...


class Display(ABC, Generic[D]):
    """One panel. Everything it does happens in ``run``'s thread or under its lock."""

    kind: type[D]
    orders: Orders[Any]
    """What the desk tells this display, and how it wants it."""

    def __init__(
        self,
        device: str,
        centre: str,
        wire: Wire,
        panel: Panel,
        session: str,
        dimming: Schedule = (),
        arrows: Mapping[int, str] | None = None,
    ) -> None:
        self.device = device
        self._ways = Ways(device, arrows)
        self._centre, self._wire, self._session = centre, wire, session
        self._held = Holding(device, panel)
        self._dimming, self._clock = dimming, HallClock()
        self._screen: Screen[D] = Screen()
        self._news = threading.Condition()
        self._stopped = False
        self.on_drawn: Callable[[], None] = lambda: None
        self._shown: dict[str, None] = {}
        self._shows: list[int] = []
        self._showed: D | None = None
        self._began_s = time.monotonic()
        self._lost_at_s = self._began_s
        self._is_absent = False

    def listen(self) -> None:
        """Hear the map of the hall, what this display is about, and then the heartbeat.

        After a reconnect the first heartbeat must not make a state current that has aged meanwhile.
        """
        self.orders.obeying.listen()
        self._wire.subscribe(topics.build(self._centre, topics.CENTRE), self._ways.hear)
        self._wire.subscribe(self._topic(), self._state)
        self._wire.subscribe(topics.build(self._centre, topics.TIME), self._beat)

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        self.orders.on_link(up)
        if not up:
            with self._news:
                self._screen.lose()
                self._news.notify()

    def run(self) -> None:
        """Draw until stopped."""
        told_s, told = float("-inf"), (False, self._shows)
        while True:
            with self._news:
                now_s = time.monotonic()
                showing = self._screen.showing(now_s)
                if self._stopped:
                    break
            self._draw(showing, now_s)
            self.on_drawn()
            is_news = self._held.failing is not told[0] or (
                self._shows != told[1] and now_s - told_s >= SHOWS_S
            )
            if is_news or now_s - told_s >= HEALTH_S:
                told_s, told = now_s, (self._held.failing, self._shows)
                self._tell_health(now_s)
            with self._news:
                if not self._stopped and self._is_same(showing):
                    self._news.wait(self._pause_s(showing, now_s))
        self._held.go_dark()

    def stop(self) -> None:
        """Leave ``run`` and go dark."""
        with self._news:
            self._stopped = True
            self._news.notify()

    @abstractmethod
    def _topic(self) -> str:
        """Of the document that is shown."""

    @abstractmethod
    def _about(self) -> str:
        """In words of the log."""

    @abstractmethod
    def _picture(self, showing: Showing[D], now_s: float) -> tuple[Any, bool]:
        """What the panel shows now, and whether that is the document."""

    @abstractmethod
    def _next_s(self, showing: Showing[D], now_s: float) -> float:
        """Seconds until the picture changes by itself."""

    @abstractmethod
    def _calls(self, document: D) -> list[str]:
        """The calls that can be seen on the panel now."""

    @abstractmethod
    def _numbers(self, document: D) -> list[int]:
        """The numbers that can be seen on the panel now."""

    def _schedule(self) -> Schedule:
        return self.orders.schedule or self._dimming

    def _wake(self) -> None:
        with self._news:
            self._news.notify()

    def _check(self, document: D) -> None:
        """Raises MessageRefused for a document that makes no sense."""

    def _is_same(self, showing: Showing[D]) -> bool:
        now = self._screen.showing(time.monotonic())
        return now.document is showing.document and now.absent is showing.absent

    def _pause_s(self, showing: Showing[D], now_s: float) -> float:
        next_s = FLASH_S if self.orders.is_busy(now_s) else self._next_s(showing, now_s)
        return min(STEADY_S, next_s, self._held.pause_s(now_s))

    def _lost_s(self, now_s: float) -> float:
        return now_s - self._lost_at_s

    def _beat(self, received: Any) -> None:
        if received.retain:
            return  # a heart beats now or not at all
        heartbeat = m.decode(m.Heartbeat, received.payload)
        with self._news:
            now_s = time.monotonic()
            is_believed = self._screen.beat(heartbeat, now_s)
            if is_believed:
                self._clock.hear(heartbeat, now_s)
                self._news.notify()
        if is_believed:
            self.orders.beat(heartbeat)

    def _state(self, received: Any) -> None:
        document = m.decode(self.kind, received.payload)
        self._check(document)
        kept_s = BLINKS_FOR_S if received.retain else 0.0
        with self._news:
            if self._screen.take(document, time.monotonic(), kept_s=kept_s):
                self._news.notify()

    def _draw(self, showing: Showing[D], now_s: float) -> None:
        if showing.document is not None:
            self._lost_at_s = now_s
        if showing.absent and not self._is_absent:
            log.warning("%s: the server lives and knows no %s", self.device, self._about())
        self._is_absent = showing.absent
        minute = self._clock.minute(now_s)
        if minute is not None:
            self._held.dim(percent_at(self._schedule(), minute))
        is_new = showing.document is not self._showed
        self._showed = showing.document
        picture, is_document = self._picture(showing, now_s)
        lit = self._held.show(picture, now_s, urgent=is_new)
        self._shows = []
        if lit and is_document and showing.document is not None:
            self._shows = self._numbers(showing.document)[:SHOWN_MOST]
            self._tell_shown(self._calls(showing.document), now_s)

    def _tell_shown(self, calls: list[str], now_s: float) -> None:
        for call in calls:
            if call not in self._shown:
                self._shown[call] = None
                up_ms = int((now_s - self._began_s) * 1000)
                topic = topics.build(self._centre, topics.SHOWN, id=self.device)
                self._wire.publish(topic, m.encode(m.Shown(call=call, up_ms=up_ms)))
        while len(self._shown) > REMEMBERED:
            del self._shown[next(iter(self._shown))]

    def _tell_health(self, now_s: float) -> None:
        health = m.DeviceHealth(
            session=self._session,
            up_s=int(now_s - self._began_s),
            trouble="unplugged" if self._held.failing else None,
            shows=self._shows,
            **vitals(),
        )
        topic = topics.build(self._centre, topics.DEVICE_HEALTH, id=self.device)
        self._wire.publish(topic, m.encode(health), retain=True)
