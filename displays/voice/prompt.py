"""A program's voice that never keeps a call waiting: late sentences are put together from parts.

On a machine that is busy a program may need a quarter of a second to begin. Its whole sentences
sound best, so each is asked for; but while more wants to run than the machine has cores, and when a
sentence is not there in time, it is joined from the same voice's clips, read once after the start.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet

from broker.numerals import Accent
from displays.errors import SoundError
from displays.voice import phrases, sound
from displays.voice.engines import BETWEEN_S, Voice
from displays.voice.phrases import Clip, Lang

WAITS_S = 0.04
"""So long for the whole sentence; joining takes a few milliseconds more."""
AT_ONCE = 2
"""A late sentence is read to its end, for its second reading; the next does not wait for it."""
log = logging.getLogger(__name__)


def is_busy() -> bool:
    """Does more want to run than there are cores?"""
    return os.getloadavg()[0] > (os.cpu_count() or 1)


class Prompt:
    """``voice`` with ``parts`` of its own, which ``prepare`` reads in a thread of its own."""

    def __init__(
        self,
        voice: Voice,
        waits_s: float = WAITS_S,
        busy: Callable[[], bool] = is_busy,
        accent: Accent = "north",
    ) -> None:
        self._accent: Accent = accent
        self._voice, self._waits_s, self._busy = voice, waits_s, busy
        self._readers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="voice")
        self._parts: dict[tuple[Lang, str], bytes] = {}

    def prepare(self, langs: Sequence[Lang]) -> threading.Thread:
        """Begin to read the parts; until all are there a late sentence is waited for."""
        thread = threading.Thread(target=self._read_parts, args=(langs,), daemon=True)
        thread.start()
        return thread

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """The whole sentence if it is ready in time, else its parts. Raises SoundError."""
        parts = [self._parts.get((lang, clip.name)) for clip in clips]
        ready = [part for part in parts if part is not None]
        if len(ready) < len(parts):
            return self._voice.say(clips, lang)
        if self._busy():
            return sound.joined(ready, BETWEEN_S)
        whole: Future[bytes] = self._readers.submit(self._voice.say, clips, lang)
        try:
            return whole.result(self._waits_s)
        except NotYet:
            return sound.joined(ready, BETWEEN_S)

    def try_out(self) -> None:
        """See Voice: the parts of a voice that fails would sound, but not for long."""
        self._voice.try_out()

    def _read_parts(self, langs: Sequence[Lang]) -> None:
        try:
            for lang in langs:
                for clip in phrases.pack(lang, self._accent):
                    said = sound.samples(self._voice.say([clip], lang))
                    self._parts[lang, clip.name] = sound.trimmed(said)
        except SoundError as error:
            log.warning("calls may begin later on a busy machine: %s", error)
