"""A loudspeaker on the wire: calls and sentences come in; how it is goes out; orders are obeyed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from broker.obeying import Done, Obeying, Settings
from broker.orders import HallTime
from broker.presence import Presence
from broker.topics import Role
from broker.vitals import vitals
from displays.hallclock import HallClock
from displays.speaker import IDENTIFY, Speaker
from displays.state import Screen
from displays.voice.moments import Moments
from displays.zonecheck import ZoneCheck

HEALTH_S = 60.0
SENTENCE_TTL_S = 300.0
"""So long a sentence for all waits for a hall in which nobody is called."""
IDENTIFY_TTL_S = 60.0


class Wire(Protocol):
    """What a loudspeaker needs of its link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> None: ...


class SpeakerAgent:
    """One loudspeaker. ``step_back`` ends its link, when another of its name was there first.

    Everything but the reading is done as the link's messages come, health at a heartbeat: while no
    server lives nobody would hear it.
    """

    def __init__(
        self,
        speaker: Speaker,
        wire: Wire,
        presence: Presence,
        zones: Sequence[str],
        *,
        notices: bool = True,
    ) -> None:
        self.step_back: Callable[[], None] = lambda: None
        self._speaker, self._wire, self._presence = speaker, wire, presence
        self._zones, self._notices = zones, notices
        self._screen: Screen[m.Board] = Screen()
        self._clock, self._moments, self._hall = HallClock(), Moments(), HallTime()
        self._began_s = time.monotonic()
        self._told: tuple[str, str | None, int] | None = None
        self._told_s = float("-inf")
        self._obeying = Obeying(
            wire,
            presence,
            Role.DISPLAY,
            clock=lambda: self._hall.now_ms(time.monotonic()),
            acts={IDENTIFY: self._identify, "restart": self._restart},
            follow=_follow,
            on_second=lambda: self.step_back(),
        )

    def listen(self) -> None:
        """Hear orders, calls, the hours of the hall, and last the heartbeat that makes them true.

        All zones of a centre keep the same hours: the board of the first tells them.
        """
        centre = self._presence.centre
        self._obeying.listen()
        ZoneCheck(self._zones).listen(self._wire, centre)
        self._speaker.listen(self._wire, centre, self._zones)
        if self._notices:
            board = topics.build(centre, topics.BOARD, zone=self._zones[0])
            self._wire.subscribe(board, self._board)
        self._wire.subscribe(topics.build(centre, topics.TIME), self._beat)

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        if not up:
            self._hall.lose()
            self._screen.lose()

    def _board(self, received: Any) -> None:
        self._screen.take(m.decode(m.Board, received.payload), time.monotonic())

    def _beat(self, received: Any) -> None:
        if received.retain:
            return
        heartbeat, now_s = m.decode(m.Heartbeat, received.payload), time.monotonic()
        self._hall.beat(heartbeat, now_s)
        self._screen.beat(heartbeat, now_s)
        self._clock.hear(heartbeat, now_s)
        self._announce(now_s)
        told = (self._speaker.said, self._speaker.silence, self._speaker.waiting)
        if told != self._told or now_s - self._told_s >= HEALTH_S:
            self._told, self._told_s = told, now_s
            self._tell_health(now_s)

    def _announce(self, now_s: float) -> None:
        board, now = self._screen.showing(now_s).document, self._clock.now(now_s)
        if board is None or now is None:
            return
        for name in self._moments.due(board.sentences, now, now_s):
            self._speaker.say(name, SENTENCE_TTL_S)

    def _identify(self, done: Done) -> None:
        self._speaker.say(IDENTIFY, IDENTIFY_TTL_S)
        done(None)

    def _restart(self, done: Done) -> None:
        done(None)
        self._speaker.stop()

    def _tell_health(self, now_s: float) -> None:
        silence = self._speaker.silence
        health = m.DeviceHealth(
            session=self._presence.session,
            up_s=int(now_s - self._began_s),
            trouble="silent" if silence else None,
            silence=silence,
            queue=self._speaker.waiting,
            said=self._speaker.said,
            **vitals(),
        )
        topic = topics.build(self._presence.centre, topics.DEVICE_HEALTH, id=self._presence.device)
        self._wire.publish(topic, m.encode(health), retain=True)


def _follow(settings: Settings) -> str | None:
    """A loudspeaker has nothing to be set; {} is as delivered."""
    wrong = [f"{name}: a loudspeaker has no such setting" for name in sorted(settings)]
    return "; ".join(wrong) or None
