"""What a loudspeaker promises of its time: soon, after errors too, and never what is old."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from displays.errors import SoundError
from displays.players import Nothing, open_player
from displays.speaker import Speaker
from displays.voice import engines, phrases, sound
from displays.voice.phrases import Clip

PATIENCE_S, NEXT_S = 30.0, 0.3
SENTENCE_S = 0.02


class Ears:
    """A player whose sounds last a moment; notes what was read and when; may fail first."""

    def __init__(self, *fails: Exception) -> None:
        self.read: list[str] = []
        self.times: list[tuple[float, float]] = []
        self._fails = list(fails)
        self._news = threading.Condition()

    def say(self, clips: list[Clip], lang: str) -> bytes:
        """The voice, too."""
        self.read.append(phrases.words(clips))
        return sound.joined([b""])

    def play(self, wav: bytes) -> None:
        """It lasts a moment."""
        began_s = time.monotonic()
        Nothing().play(sound.joined([bytes(int(SENTENCE_S * sound.RATE_HZ) * sound.WIDTH)]))
        with self._news:
            self.times.append((began_s, time.monotonic()))
            self._news.notify_all()
            if self._fails:
                raise self._fails.pop(0)

    def wait(self, count: int) -> None:
        """Until so many were played."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.times) >= count, PATIENCE_S), self.read


@contextmanager
def speaking(ears: Ears) -> Iterator[Speaker]:
    """A loudspeaker that reads once."""
    made = Speaker(ears, ears, twice=False)
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(PATIENCE_S)


def told(number: int, retain: bool = False, **more: Any) -> SimpleNamespace:
    """A call as the link gives it, each to a counter of its own."""
    call = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": 1, "kind": "call", "number": number}
    call |= {"counter": 7, "priority": False, "voice": {"vi": "x", "en": "x"}, "ttl_s": 30}
    return SimpleNamespace(payload=m.encode(m.Call.model_validate({**call, **more})), retain=retain)


def test_the_next_call_begins_soon_after_the_one_before() -> None:
    ears = Ears()
    with speaking(ears) as speaker:
        for number in range(1, 21):
            speaker.hear(told(number))
        ears.wait(20)
    assert max(after[0] - before[1] for before, after in pairwise(ears.times)) <= NEXT_S


@pytest.mark.parametrize(
    "error", [SoundError("aplay: no such card"), OSError(28, "No space left on device")]
)
def test_a_sound_that_cannot_be_played_costs_one_call(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    ears = Ears(error)
    with speaking(ears) as speaker:
        speaker.hear(told(1))
        speaker.hear(told(2))
        ears.wait(2)
    assert [text.split()[2] for text in ears.read] == ["một", "hai"]
    assert caplog.text.count("the speaker is silent") == 1


def test_after_a_reboot_only_what_is_called_now_is_read() -> None:
    first = Ears()
    with speaking(first) as speaker:
        speaker.hear(told(1))
        first.wait(1)
    second = Ears()
    with speaking(second) as speaker:
        speaker.hear(told(1, retain=True))
        speaker.hear(told(2))
        second.wait(1)
    assert second.read == ["Mời số hai đến quầy số bảy"]


@pytest.mark.parametrize("off_s", [-86_400.0, 86_400.0, 365 * 86_400.0])
def test_a_machine_whose_clock_is_wrong_reads_the_same(
    monkeypatch: pytest.MonkeyPatch, off_s: float
) -> None:
    right: Callable[[], float] = time.time
    monkeypatch.setattr(time, "time", lambda: right() + off_s)
    ears = Ears()
    with speaking(ears) as speaker:
        speaker.hear(told(2))
        ears.wait(1)
    assert ears.read == ["Mời số hai đến quầy số bảy"]


def test_without_a_loudspeaker_sentences_are_printed_and_take_their_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = engines.open_voice("print").say(phrases.call(3127, 14), "vi")
    assert capsys.readouterr().out == (
        "Mời số ba nghìn một trăm hai mươi bảy đến quầy số mười bốn\n"
    )
    assert 3.0 < sound.length_s(said) < 6.0
    player = open_player("none")
    assert isinstance(player, Nothing)
    began_s = time.monotonic()
    player.play(sound.joined([bytes(sound.RATE_HZ // 10 * sound.WIDTH)]))
    assert time.monotonic() - began_s >= 0.09
