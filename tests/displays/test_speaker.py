"""A loudspeaker: reads what came in, in sound files that are whole, and survives what fails."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from displays.errors import SoundError
from displays.players import Aplay, Folder, open_player
from displays.speakcli import clips as clips_command
from displays.speakcli import speak
from displays.speaker import Speaker
from displays.voice import engines, phrases, sound
from displays.voice.phrases import Clip

PATIENCE_S = 30.0
TONE = sound.joined([sound.chime()])


class Words:
    """A voice that notes the words; a sentence with a bad word fails."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.bad = ""

    def say(self, clips: list[Clip], lang: str) -> bytes:
        text = phrases.words(clips)
        if self.bad and self.bad in text:
            raise SoundError("the clip is missing")
        self.said.append(text)
        return TONE


class Ears:
    """A player that keeps what it played."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.news = threading.Condition()

    def play(self, wav: bytes) -> None:
        with self.news:
            self.heard.append(wav)
            self.news.notify_all()

    def wait(self, count: int) -> None:
        with self.news:
            assert self.news.wait_for(lambda: len(self.heard) >= count, PATIENCE_S)


@pytest.fixture
def voice() -> Words:
    return Words()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def speaker(voice: Words, ears: Ears) -> Iterator[Speaker]:
    made = Speaker(voice, ears)
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join(PATIENCE_S)


def told(number: int, retain: bool = False, **more: Any) -> SimpleNamespace:
    """A call as the link gives it."""
    call = {"v": 1, "id": f"c-{number}", "ep": 1, "rev": 1, "kind": "call", "number": number}
    call |= {"counter": 7, "priority": False, "voice": {"vi": "x", "en": "x"}, "ttl_s": 30}
    message = m.Call.model_validate({**call, **more})
    return SimpleNamespace(payload=m.encode(message), retain=retain)


def test_a_call_is_read_with_a_chime_and_once_more_without(
    speaker: Speaker, voice: Words, ears: Ears
) -> None:
    speaker.hear(told(3127))
    ears.wait(2)
    sentence = "Mời số ba nghìn một trăm hai mươi bảy đến quầy số bảy"
    assert voice.said == [sentence, sentence]
    first, second = (sound.length_s(wav) for wav in ears.heard)
    assert first - second == pytest.approx(2 * sound.NOTE_S + 0.3, abs=0.01)


def test_what_the_broker_kept_is_never_read(speaker: Speaker, voice: Words, ears: Ears) -> None:
    speaker.hear(told(1, retain=True))
    speaker.hear(told(2))
    ears.wait(2)
    assert {text for text in voice.said if "một" in text} == set()


def test_a_clip_that_is_missing_silences_one_call_and_no_other(
    speaker: Speaker, voice: Words, ears: Ears, caplog: pytest.LogCaptureFixture
) -> None:
    voice.bad = "số một đến"
    speaker.hear(told(1))
    speaker.hear(told(2))
    ears.wait(2)
    assert all("số hai đến" in text for text in voice.said)
    assert caplog.text.count("the speaker is silent: the clip is missing") >= 1


def test_both_languages_follow_each_other(voice: Words, ears: Ears) -> None:
    made = Speaker(voice, ears, ("vi", "en"))
    thread = threading.Thread(target=made.run)
    thread.start()
    made.hear(told(5))
    ears.wait(1)
    made.stop()
    thread.join(PATIENCE_S)
    assert voice.said[:2] == [
        "Mời số năm đến quầy số bảy",
        "Number five please go to counter seven",
    ]


def program(path: Path, code: str) -> Path:
    """A program of a few lines."""
    path.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


def test_a_sound_card_that_hangs_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "aplay", "import threading; threading.Event().wait()")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("displays.players.SLACK_S", -1.0)
    with pytest.raises(SoundError, match=r"aplay: .*timed out"):
        Aplay().play(TONE)


def test_a_sound_card_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "aplay", "import sys; sys.exit('no such card')")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(SoundError, match="aplay"):
        Aplay("hw:9").play(TONE)


def test_files_are_numbered_in_their_order(tmp_path: Path) -> None:
    player = open_player(f"file:{tmp_path}")
    assert isinstance(player, Folder)
    player.play(TONE)
    player.play(TONE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00001.wav", "00002.wav"]


def test_a_program_of_ones_own_reads_words_and_its_length_is_mended(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    made = program(
        tmp_path / "piper",
        "import sys, pathlib\n"
        f"pathlib.Path({str(heard)!r}).write_text(sys.argv[1] + ' ' + sys.stdin.read())\n"
        f"wav = bytearray({TONE!r})\nwav[40:44] = b'\\xff' * 4\nsys.stdout.buffer.write(wav)\n",
    )
    voice = engines.open_voice(f"{made} {{lang}}")
    said = voice.say(phrases.call(15, 3), "vi")
    assert heard.read_text(encoding="utf-8") == "vi Mời số mười lăm đến quầy số ba"
    assert sound.length_s(said) == pytest.approx(2 * sound.NOTE_S, abs=0.01)


def test_a_pack_is_rendered_whole_and_a_clip_that_goes_or_is_stereo_is_named(
    tmp_path: Path, voice: Words, capsys: pytest.CaptureFixture[str]
) -> None:
    assert engines.render(tmp_path, "vi", voice) == len(phrases.pack())
    assert engines.check(tmp_path, "vi") == []
    (tmp_path / "vi" / "27.wav").unlink()
    (tmp_path / "vi" / "28.wav").write_bytes(b"RIFFxxxx")
    (tmp_path / "vi" / "29.wav").write_bytes(b"")
    assert clips_command(["check", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "27.wav: missing; record “hai mươi bảy”" in out and "28.wav: not a WAV file" in out
    assert "29.wav: not a WAV file; record WAV, mono, 16 bit, 22050 Hz\n" in out
    with pytest.raises(SoundError, match=r"27.wav: missing"):
        engines.open_voice(f"clips:{tmp_path}")


def test_clips_are_put_together_in_their_order(tmp_path: Path, voice: Words) -> None:
    engines.render(tmp_path, "vi", voice)
    made = engines.open_voice(f"clips:{tmp_path}").say(phrases.call(3127, 14), "vi")
    parts = [sound.length_s((tmp_path / "vi" / f"{n}.wav").read_bytes()) for n in ("call", "27")]
    assert sound.length_s(made) == pytest.approx(5 * parts[0] + 4 * engines.BETWEEN_S, abs=0.05)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--voice", "'"], "No closing quotation"),
        (["--voice", ""], "use espeak, clips:DIR, print, or a command"),
        (["--audio", "radio"], "use alsa, alsa:CARD, file:DIR or none"),
    ],
)
def test_what_cannot_work_says_what_to_do(
    arguments: list[str],
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    program(tmp_path / "espeak-ng", "")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "s")
    assert speak(["--id", "speaker-a", "--centre", "thu", "--zone", "A", *arguments]) == 1
    assert hint in capsys.readouterr().err


def test_a_speaker_without_a_secret_says_how_to_make_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LUOT_MQTT_PASSWORD", raising=False)
    assert speak(["--id", "speaker-a", "--centre", "thu", "--zone", "A"]) == 1
    assert "luot device add speaker-a --role display" in capsys.readouterr().err
