"""A voice that is late is helped out by its own clips, and a quick one is left alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from displays.errors import SoundError
from displays.voice import phrases, sound
from displays.voice.engines import BETWEEN_S
from displays.voice.phrases import Clip, Lang
from displays.voice.prompt import Prompt

CALL = phrases.call(3127, 14)
WHOLE = sound.joined([bytes(4000)])
LONG_S, SHORT_S = 30.0, 0.02


def part(clip: Clip) -> bytes:
    """A sound of its own for each clip, without silence at its ends."""
    level = 5000 + sum(clip.name.encode())
    return level.to_bytes(2, "little") * (200 + len(clip.name))


class Slow:
    """Reads clips at once; whole sentences when ``go`` is set."""

    def __init__(self) -> None:
        self.go, self.broken = threading.Event(), False

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """A clip by itself, or after some time the sentence."""
        if self.broken:
            raise SoundError("no such voice")
        if len(clips) == 1:
            return sound.joined([part(clips[0])])
        assert self.go.wait(LONG_S)
        return WHOLE


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Let go at the end, so that no thread is left."""
    voice = Slow()
    yield voice
    voice.go.set()


def prepared(voice: Slow, waits_s: float, *, busy: bool = False) -> Prompt:
    made = Prompt(voice, waits_s, lambda: busy)
    made.prepare(["vi"]).join()
    return made


def test_a_sentence_that_is_late_is_put_together_from_clips(slow: Slow) -> None:
    joined = sound.joined([sound.trimmed(part(clip)) for clip in CALL], BETWEEN_S)
    assert prepared(slow, SHORT_S).say(CALL, "vi") == joined


def test_a_busy_machine_does_not_begin_a_program_for_a_call(slow: Slow) -> None:
    voice = prepared(slow, LONG_S, busy=True)
    slow.broken = True
    joined = sound.joined([sound.trimmed(part(clip)) for clip in CALL], BETWEEN_S)
    assert voice.say(CALL, "vi") == joined


def test_a_sentence_that_is_ready_in_time_is_said_whole(slow: Slow) -> None:
    slow.go.set()
    assert prepared(slow, LONG_S).say(CALL, "vi") == WHOLE


def test_without_all_clips_a_late_sentence_is_waited_for(slow: Slow) -> None:
    voice = prepared(slow, SHORT_S)
    threading.Timer(3 * SHORT_S, slow.go.set).start()
    assert voice.say(CALL, "en") == WHOLE


def test_a_voice_that_fails_says_so(slow: Slow, caplog: pytest.LogCaptureFixture) -> None:
    slow.broken = True
    voice = prepared(slow, SHORT_S)
    assert "busy machine" in caplog.text
    with pytest.raises(SoundError):
        voice.say(CALL, "vi")
