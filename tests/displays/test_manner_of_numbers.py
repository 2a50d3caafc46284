"""A southern hall hears its own numbers from every voice, and digits where it wants them."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from broker import messages as m
from displays.errors import SoundError
from displays.speakcli import _wants, speak
from displays.speakcli import clips as clips_command
from displays.speaker import Speaker
from displays.voice import engines, phrases, sound
from displays.voice.engines import open_voice
from displays.voice.phrases import Clip, Manner
from displays.voice.prompt import Prompt

SOUTH = Manner("south")
TONE = sound.joined([sound.chime()])


class Words:
    """A voice that notes what it says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, clips: list[Clip], lang: str) -> bytes:
        self.said.append(phrases.words(clips))
        return TONE


class Ears:
    """A player that ends the speaker after one sound."""

    def __init__(self) -> None:
        self.speaker: Speaker | None = None

    def play(self, wav: bytes) -> None:
        assert self.speaker is not None
        self.speaker.stop()


def call(number: int, **more: object) -> SimpleNamespace:
    told = {"v": 1, "id": "c-1", "ep": 1, "rev": 1, "kind": "call", "number": number}
    told |= {"counter": 24, "priority": False, "voice": {"vi": "", "en": ""}, "ttl_s": 30}
    return SimpleNamespace(payload=m.encode(m.Call.model_validate({**told, **more})), retain=0)


def read(manner: Manner, number: int, **more: object) -> str:
    """What a loudspeaker of this manner says of a call."""
    voice, ears = Words(), Ears()
    ears.speaker = Speaker(voice, ears, manner=manner)
    ears.speaker.hear(call(number, **more))
    ears.speaker.run()
    return voice.said[0]


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        (Manner(), "Mời số một nghìn không trăm linh bốn đến quầy số hai mươi tư"),
        (SOUTH, "Mời số một ngàn không trăm lẻ bốn đến quầy số hai mươi bốn"),
        (Manner("north", "digits"), "Mời số một không không bốn đến quầy số hai mươi tư"),
        (Manner("south", "digits"), "Mời số một không không bốn đến quầy số hai mươi bốn"),
    ],
)
def test_a_loudspeaker_speaks_as_its_hall_does(manner: Manner, said: str) -> None:
    assert read(manner, 1004) == said


def test_whoever_collects_a_result_hears_so() -> None:
    said = read(Manner(), 15, results=True)
    assert said == "Mời số mười lăm đến quầy số hai mươi tư nhận kết quả"
    english = phrases.words(phrases.call(15, 3, results=True, lang="en"))
    assert english == "Number fifteen please go to counter three for your results"


@pytest.mark.parametrize("accent", ["north", "south"])
def test_every_call_in_digits_is_in_the_pack(accent: str) -> None:
    held = set(phrases.pack("vi", accent))  # type: ignore[arg-type]
    for number in range(10_000):
        said = phrases.call(number, 7, results=True, accent=accent, style="digits")  # type: ignore[arg-type]
        assert held.issuperset(said)
    assert held.issuperset(phrases.speaker(["3"], accent=accent))  # type: ignore[arg-type]


def test_espeak_is_given_its_southern_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    made = tmp_path / "espeak-ng"
    made.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        f"pathlib.Path({str(heard)!r}).write_text(' '.join(sys.argv[1:]))\n"
        f"sys.stdout.buffer.write({TONE!r})\n"
    )
    made.chmod(made.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for manner, lang, voice in (
        (SOUTH, "vi", "vi-vn-x-south"),
        (SOUTH, "en", "en"),
        (Manner(), "vi", "vi"),
    ):
        open_voice("espeak", manner).say(phrases.call(1, 1), lang)  # type: ignore[arg-type]
        assert f"-v {voice} " in heard.read_text()


def test_parts_for_a_busy_machine_have_the_accent_too() -> None:
    voice = Words()
    Prompt(voice, accent="south").prepare(["vi"]).join()
    assert "hai ngàn" in voice.said and "hai nghìn" not in voice.said


def test_each_accent_has_a_folder_of_its_own_in_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    voice = Words()
    engines.render(tmp_path, "vi", voice, "south")
    assert "lẻ năm" in voice.said and "hai mươi bốn" in voice.said
    assert clips_command(["check", str(tmp_path), "--accent", "south"]) == 0
    (tmp_path / "vi-south" / "05.wav").unlink()
    assert clips_command(["check", str(tmp_path), "--accent", "south"]) == 1
    assert "record “lẻ năm”" in capsys.readouterr().out
    assert clips_command(["check", str(tmp_path)]) == 1
    (tmp_path / "vi-south" / "05.wav").write_bytes(TONE)
    assert open_voice(f"clips:{tmp_path}", SOUTH).say(phrases.call(5, 1), "vi")
    with pytest.raises(SoundError, match=r"vi/call\.wav: missing"):
        open_voice(f"clips:{tmp_path}")


@pytest.mark.parametrize(
    ("name", "word", "use"),
    [
        ("ACCENT", "west", "north or south"),
        ("STYLE", "roman", "cardinal or digits"),
        ("NOTICES", "maybe", "yes or no"),
    ],
)
def test_a_variable_with_another_word_is_named(
    name: str,
    word: str,
    use: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LUOT_MQTT_PASSWORD", "s")
    monkeypatch.setenv(f"LUOT_VOICE_{name}", word)
    start = ["--id", "speaker-a", "--centre", "thu", "--zone", "a"]
    assert speak([*start, "--voice", "print", "--audio", "none"]) == 1
    assert f"LUOT_VOICE_{name}={word!r}: use {use}" in capsys.readouterr().err


def test_sentences_are_switched_by_the_words_that_the_server_takes() -> None:
    assert [_wants(word) for word in ("yes", "True", "1")] == [True] * 3
    assert [_wants(word) for word in ("no", "false", "0")] == [False] * 3
