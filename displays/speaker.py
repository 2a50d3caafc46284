"""One zone's loudspeaker: hears calls, reads them one after the other, and survives a bad sound."""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from broker.alive import Alive
from displays.errors import BadSetting, SoundError
from displays.voice import phrases, sound
from displays.voice.engines import Voice
from displays.voice.line import Aside, Line, Reading
from displays.voice.phrases import PLAIN, Clip, Lang, Manner

GAP_S = 0.3
SLACK_S = 5.0
"""How much longer than its sound a player may take before it is ended."""
IDLE_S = 60.0
IDENTIFY = "identify"
"""The sentence that says which loudspeaker it is; others are those of ``phrases.notice``."""
log = logging.getLogger(__name__)


class Player(Protocol):
    """Where sound goes."""

    def play(self, wav: bytes) -> None:
        """Play to the end. Raises SoundError."""


class Aplay:
    """ALSA's own player; a card that hangs is left after the length of the sound and some more."""

    def __init__(self, card: str = "") -> None:
        if shutil.which("aplay") is None:
            raise BadSetting("audio alsa: there is no aplay; install alsa-utils")
        self._command = ["aplay", "-q", *(["-D", card] if card else []), "-"]

    def play(self, wav: bytes) -> None:
        """Play, and wait until it has sounded."""
        wait_s = sound.length_s(wav) + SLACK_S
        try:
            subprocess.run(
                self._command, input=wav, capture_output=True, timeout=wait_s, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SoundError(f"aplay: {error}") from error


class Folder:
    """Files instead of sound, numbered in their order: where there is no loudspeaker."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._count = folder, 0

    def play(self, wav: bytes) -> None:
        """Write it; nobody waits for it to sound."""
        self._count += 1
        (self._folder / f"{self._count:05d}.wav").write_bytes(wav)


class Nothing:
    """No sound: time passes as if there were one."""

    def __init__(self) -> None:
        self._pause = threading.Event()

    def play(self, wav: bytes) -> None:
        """Wait as long as it would sound."""
        self._pause.wait(sound.length_s(wav))


def open_player(spec: str) -> Player:
    """``alsa``, ``alsa:CARD``, ``file:DIR`` or ``none``. Raises BadSetting."""
    kind, _, rest = spec.partition(":")
    if kind == "alsa":
        return Aplay(rest)
    if kind == "file" and rest:
        return Folder(Path(rest))
    if spec == "none":
        return Nothing()
    raise BadSetting(f"audio {spec!r}: use alsa, alsa:CARD, file:DIR or none")


class Wire(Protocol):
    """What a speaker needs of its link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...


class Speaker:
    """Reads a zone's calls in ``langs``, one language after the other."""

    def __init__(
        self,
        voice: Voice,
        player: Player,
        langs: tuple[Lang, ...] = ("vi",),
        *,
        manner: Manner = PLAIN,
        twice: bool = True,
        alive: Alive | None = None,
    ) -> None:
        self._voice, self._player, self._langs = voice, player, langs
        self._manner, self.zones = manner, tuple[str, ...]()
        self._line = Line(twice=twice)
        self._alive = alive or Alive({})
        self._news = threading.Condition()
        self._stopped = False
        self.failing = False
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
        while (reading := self._next()) is not None:
            try:
                self._player.play(self._sound(reading))
            except (SoundError, OSError) as error:
                self._tell(error)
            else:
                self.failing = False
                self.read += 1
                self.said = _told(reading)
        self._alive.stopping()

    def stop(self) -> None:
        """Leave ``run`` after the sentence that is being read."""
        with self._news:
            self._stopped = True
            self._news.notify()

    def _next(self) -> Reading | Aside | None:
        with self._news:
            while not self._stopped:
                self._alive.beat()
                if (reading := self._line.take(time.monotonic())) is not None:
                    return reading
                self._news.wait(self._alive.every_s or IDLE_S)
        return None

    def _sound(self, reading: Reading | Aside) -> bytes:
        brief = isinstance(reading, Reading) and reading.brief
        parts = [] if brief else [self._chime]
        parts += [sound.samples(self._said(reading, lang)) for lang in self._langs]
        return sound.joined([*parts, b""], GAP_S)

    def _said(self, reading: Reading | Aside, lang: Lang) -> bytes:
        try:
            return self._voice.say(self._clips(reading, lang), lang)
        except ValueError as error:
            raise SoundError(str(error)) from error

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
        if not self.failing:
            log.error("the speaker is silent: %s", error)
        self.failing = True


def _told(reading: Reading | Aside) -> str:
    if isinstance(reading, Aside):
        return reading.name
    return f"{reading.call.number} → {reading.call.counter}"
