"""One zone's loudspeaker: hears calls, reads them one after the other, and survives a bad sound."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from broker.alive import Alive
from displays.errors import Silence, SoundError
from displays.players import Player
from displays.voice import phrases, sound
from displays.voice.engines import Voice
from displays.voice.line import Aside, Line, Reading
from displays.voice.phrases import PLAIN, Clip, Lang, Manner

GAP_S = 0.3
IDLE_S = 60.0
RETRY_S = 10.0
"""One that cannot sound tries itself so often, without being heard."""
TRIAL_S = 300.0
"""One that sounds does so too, when nobody is called: else only the first call would tell."""
IDENTIFY = "identify"
"""The sentence that says which loudspeaker it is; others are those of ``phrases.notice``."""
log = logging.getLogger(__name__)


class Wire(Protocol):
    """What a speaker needs of its link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...


class Speaker:
    """Reads a zone's calls in ``langs``, one language after the other.

    ``trial`` raises SoundError when nothing could be read now. ``silence`` is why nothing can, from
    what failed until a trial that passes.
    """

    def __init__(
        self,
        voice: Voice,
        player: Player,
        langs: tuple[Lang, ...] = ("vi",),
        *,
        manner: Manner = PLAIN,
        twice: bool = True,
        alive: Alive | None = None,
        trial: Callable[[], None] = lambda: None,
    ) -> None:
        self._trial, self._trial_at_s = trial, time.monotonic()
        self._voice, self._player, self._langs = voice, player, langs
        self._manner, self.zones = manner, tuple[str, ...]()
        self._line = Line(twice=twice)
        self._alive = alive or Alive({})
        self._news = threading.Condition()
        self._stopped = False
        self.silence: Silence | None = None
        self._chime = sound.chime()
        self.read = 0
        self.said = ""
        """What was read last: ``3127 → 14``, or the name of a sentence."""

    def listen(self, wire: Wire, centre: str, zones: Sequence[str]) -> None:
        """Hear the calls of these zones."""
        self.zones = tuple(zones)
        for zone in zones:
            wire.subscribe(topics.build(centre, topics.CALL, zone=zone), self.hear)

    def hear(self, received: Any) -> None:
        """A call came in."""
        call = m.decode(m.Call, received.payload)
        with self._news:
            self._line.offer(call, time.monotonic(), kept=bool(received.retain))
            self._news.notify()

    def say(self, name: str, ttl_s: float) -> None:
        """A sentence for all, or IDENTIFY, once, when nobody waits to be called."""
        with self._news:
            self._line.say(name, time.monotonic(), ttl_s, asked=name == IDENTIFY)
            self._news.notify()

    @property
    def waiting(self) -> int:
        """How many calls and sentences wait to be read."""
        with self._news:
            return len(self._line)

    def run(self) -> None:
        """Read until stopped. A sentence or a card that hangs gives no more signs of life."""
        self._alive.ready()
        while (work := self._next()) is not None:
            try:
                work()
            except (SoundError, OSError) as error:
                self._tell(error)
        self._alive.stopping()

    def stop(self) -> None:
        """Leave ``run`` after the sentence that is being read."""
        with self._news:
            self._stopped = True
            self._news.notify()

    def _next(self) -> Callable[[], None] | None:
        """What to do now. One that is silent tries itself first: nobody would hear the call."""
        with self._news:
            while not self._stopped:
                self._alive.beat()
                now_s = time.monotonic()
                due_s = self._trial_at_s - now_s
                if due_s <= 0 and self.silence is not None:
                    return self._try
                if (reading := self._line.take(now_s)) is not None:
                    return partial(self._read, reading)
                if due_s <= 0:
                    return self._try
                self._news.wait(min(self._alive.every_s or IDLE_S, due_s))
        return None

    def _read(self, reading: Reading | Aside) -> None:
        self._player.play(self._sound(reading))
        self.read += 1
        self.said = _told(reading)

    def _try(self) -> None:
        self._trial_at_s = time.monotonic() + TRIAL_S
        self._trial()
        if self.silence is not None:
            log.warning("the speaker sounds again")
        self.silence = None

    def _sound(self, reading: Reading | Aside) -> bytes:
        brief = isinstance(reading, Reading) and reading.brief
        parts = [] if brief else [self._chime]
        parts += [sound.samples(self._said(reading, lang)) for lang in self._langs]
        return sound.joined([*parts, b""], GAP_S)

    def _said(self, reading: Reading | Aside, lang: Lang) -> bytes:
        try:
            return self._voice.say(self._clips(reading, lang), lang)
        except ValueError as error:
            raise SoundError(str(error), silence=None) from error

    def _clips(self, reading: Reading | Aside, lang: Lang) -> list[Clip]:
        accent = self._manner.accent
        if isinstance(reading, Aside):
            if reading.name == IDENTIFY:
                return phrases.speaker(self.zones, lang, accent)
            return [phrases.notice(reading.name, lang)]
        call = reading.call
        return phrases.call(
            call.number,
            call.counter,
            kind="recall" if call.kind == "recall" else "call",
            priority=call.priority,
            results=call.results,
            lang=lang,
            accent=accent,
            style=self._manner.style,
        )

    def _tell(self, error: Exception) -> None:
        silence = error.silence if isinstance(error, SoundError) else "card"
        if self.silence is None:
            log.error("the speaker is silent: %s", error)
        if silence is None:
            return
        self.silence = silence
        self._trial_at_s = time.monotonic() + RETRY_S


def _told(reading: Reading | Aside) -> str:
    if isinstance(reading, Aside):
        return reading.name
    return f"{reading.call.number} → {reading.call.counter}"
