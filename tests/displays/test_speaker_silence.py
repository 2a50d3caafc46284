"""A loudspeaker that cannot sound knows it before anybody is called, says why, and recovers."""

from __future__ import annotations

import shutil
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.presence import Presence
from displays import speaker as speaker_module
from displays.errors import BadSetting, SoundError
from displays.mouth import Mouth
from displays.players import Aplay, Nothing, open_player
from displays.speaker import Speaker
from displays.speakeragent import SpeakerAgent
from displays.voice import engines, phrases, sound
from displays.voice.phrases import Clip

PATIENCE_S = 10.0
TONE = sound.joined([sound.chime()])


class Throat:
    """Voice, player and trial in one, that fails while it has an ``ill``; counts its trials."""

    def __init__(self, ill: SoundError | None = None) -> None:
        self.ill, self.trials, self.heard = ill, 0, 0
        self._news = threading.Condition()

    def say(self, clips: list[Clip], lang: str) -> bytes:
        return sound.joined([b""])

    def play(self, wav: bytes) -> None:
        self._do(trial=0, heard=1)

    def try_out(self) -> None:
        self._do(trial=1, heard=0)

    def wait(self, trials: int = 0, heard: int = 0) -> None:
        """Until it was tried and asked for a sound so often."""
        with self._news:
            enough = lambda: self.trials >= trials and self.heard >= heard  # noqa: E731
            assert self._news.wait_for(enough, PATIENCE_S)

    def _do(self, *, trial: int, heard: int) -> None:
        with self._news:
            self.trials, self.heard = self.trials + trial, self.heard + heard
            self._news.notify_all()
            if self.ill is not None:
                raise self.ill


@contextmanager
def speaking(throat: Throat) -> Iterator[Speaker]:
    made = Speaker(throat, throat, twice=False, trial=throat.try_out)
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        yield made
    finally:
        made.stop()
        thread.join(PATIENCE_S)


def told(number: int) -> SimpleNamespace:
    call = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": 1, "kind": "call", "number": number}
    call |= {"counter": 7, "priority": False, "voice": {"vi": "x", "en": "x"}, "ttl_s": 30}
    return SimpleNamespace(payload=m.encode(m.Call.model_validate(call)), retain=False)


def program(path: Path, code: str) -> Path:
    path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trials follow each other at once."""
    monkeypatch.setattr(speaker_module, "RETRY_S", 0.01)


def test_it_knows_that_it_is_silent_before_anybody_is_called(often: None) -> None:
    throat = Throat(SoundError("no such card", "card"))
    with speaking(throat) as speaker:
        throat.wait(trials=2)  # the first is over by then
        assert speaker.silence == "card"


def test_it_sounds_again_by_itself_once_a_trial_passes(
    often: None, caplog: pytest.LogCaptureFixture
) -> None:
    throat = Throat(SoundError("busy", "busy"))
    with speaking(throat) as speaker:
        throat.wait(trials=2)
        throat.ill = None
        throat.wait(trials=throat.trials + 1)
        speaker.hear(told(1))
        throat.wait(heard=1)
        assert speaker.silence is None
    assert caplog.text.count("the speaker is silent: busy") == 1
    assert caplog.text.count("the speaker sounds again") == 1


def test_one_sentence_that_cannot_be_said_makes_no_silent_loudspeaker() -> None:
    throat = Throat(SoundError("10000: only numbers up to 9999 can be said", None))
    with speaking(throat) as speaker:
        throat.wait(trials=1)
        speaker.hear(told(1))
        throat.wait(heard=1)
        throat.ill = None
        speaker.hear(told(2))
        throat.wait(heard=2)
        assert speaker.silence is None


def test_a_call_that_sounds_ends_no_silence_a_trial_does() -> None:
    throat = Throat()
    with speaking(throat) as speaker:
        throat.wait(trials=1)
        throat.ill = SoundError("27.wav: missing", "clips")
        speaker.hear(told(1))
        throat.wait(heard=1)
        throat.ill = None
        for number in (2, 3):
            speaker.hear(told(number))
        throat.wait(heard=3)
        assert speaker.silence == "clips"


def test_its_health_says_why(wire: Any, often: None) -> None:
    throat = Throat(SoundError("there is no espeak-ng", "engine"))
    with speaking(throat) as speaker:
        SpeakerAgent(speaker, wire, Presence("thu", "speaker-a", "s-1"), ["3"]).listen()
        throat.wait(trials=2)
        beat = m.Heartbeat(ep=1, ms=1_795_494_600_000, tz="Asia/Ho_Chi_Minh")
        wire.hear(topics.build("thu", topics.TIME), m.encode(beat))
    health = m.decode(m.DeviceHealth, wire.on("device_health")[-1])
    assert (health.trouble, health.silence) == ("silent", "engine")


def test_a_program_that_is_installed_later_needs_no_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    mouth = Mouth(lambda: engines.open_voice("reader {lang}"), Nothing)
    mouth.open()
    with pytest.raises(SoundError, match="no program reader; install it") as caught:
        mouth.try_out()
    assert caught.value.silence == "engine"
    program(tmp_path / "reader", f"import sys; sys.stdout.buffer.write({TONE!r})")
    mouth.try_out()
    assert mouth.say(phrases.call(1, 1), "vi")


def test_a_program_that_fails_later_is_found_by_a_trial(tmp_path: Path) -> None:
    reader = program(tmp_path / "reader", f"import sys; sys.stdout.buffer.write({TONE!r})")
    mouth = Mouth(lambda: engines.open_voice(str(reader)), Nothing)
    mouth.try_out()
    program(reader, "import sys; sys.exit(3)")
    with pytest.raises(SoundError) as caught:
        mouth.try_out()
    assert caught.value.silence == "program"


def test_a_pack_that_is_not_whole_is_told_and_read_once_it_is(tmp_path: Path) -> None:
    class Tone:
        def say(self, clips: list[Clip], lang: str) -> bytes:
            return TONE

        def try_out(self) -> None: ...

    mouth = Mouth(lambda: engines.open_voice(f"clips:{tmp_path}"), Nothing)
    engines.render(tmp_path, "vi", Tone())
    mouth.try_out()
    shutil.move(tmp_path / "vi" / "27.wav", tmp_path / "27.wav")
    with pytest.raises(SoundError, match=r"27\.wav: missing.*luot-display clips check") as caught:
        mouth.try_out()
    assert caught.value.silence == "clips"
    shutil.move(tmp_path / "27.wav", tmp_path / "vi" / "27.wav")
    mouth.try_out()


@pytest.mark.parametrize(
    ("says", "silence"),
    [
        ("audio open error: Device or resource busy", "busy"),
        ("audio open error: No such file or directory", "card"),
    ],
)
def test_the_words_of_aplay_tell_a_busy_card_from_one_that_is_gone(
    says: str, silence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "aplay", f"import sys; sys.exit({says!r})")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(SoundError, match=says) as caught:
        Aplay().try_out()
    assert caught.value.silence == silence


def test_files_instead_of_sound_are_tried_without_a_file(tmp_path: Path) -> None:
    player = open_player(f"file:{tmp_path}/heard")
    player.try_out()
    assert list((tmp_path / "heard").iterdir()) == []
    shutil.rmtree(tmp_path / "heard")
    with pytest.raises(SoundError, match="cannot be written") as caught:
        player.try_out()
    assert caught.value.silence == "card"


def test_what_can_never_be_is_refused_at_the_start() -> None:
    with pytest.raises(BadSetting, match="use alsa"):
        Mouth(lambda: engines.open_voice("print"), lambda: open_player("radio")).open()
