"""What espeak-ng makes of our words: the phonemes of numbers that are easily said wrong."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from displays.voice import sound
from displays.voice.engines import Program
from displays.voice.phrases import call
from displays.voice.words import Accent, coded, spoken

pytestmark = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="espeak-ng is not installed"
)
LAM, NAM = "la7m", "na7m"
MOT, MOOT = "mo6t[", "mo3t["
TU, LINH, LE = "t['y7", "li", "lE4"
MUOI, MUOI_LEVEL = "my@2j", "my@1j"


def phonemes(words: str) -> list[str]:
    """One for each syllable, without stress and pauses."""
    told = subprocess.run(
        ["espeak-ng", "-q", "-x", "-v", "vi", words], capture_output=True, text=True, check=True
    ).stdout
    return [re.sub(r"['_|,#^]", "", one) for one in told.split()]


@pytest.mark.parametrize(
    ("number", "last", "not_last"),
    [
        (15, LAM, NAM),
        (2015, LAM, NAM),
        (1555, LAM, NAM),
        (1005, NAM, LAM),
        (105, NAM, LAM),
        (21, MOOT, MOT),
        (1021, MOOT, MOT),
        (101, MOT, MOOT),
        (11, MOT, MOOT),
    ],
)
def test_the_last_digit_sounds_as_it_does_behind_its_tens(
    number: int, last: str, not_last: str
) -> None:
    heard = phonemes(spoken(str(number)))
    assert heard[-1].startswith(last)
    assert not heard[-1].startswith(not_last)


def test_four_behind_tens_is_tu_in_the_north_and_bon_in_the_south() -> None:
    north, south = (phonemes(spoken("24", accent=one))[-1] for one in ("north", "south"))
    assert north.startswith(TU.replace("'", ""))
    assert south.startswith("bo3n")


@pytest.mark.parametrize(("accent", "zero_ten"), [("north", LINH), ("south", LE)])
@pytest.mark.parametrize("number", [105, 1005])
def test_a_zero_ten_is_heard(number: int, accent: Accent, zero_ten: str) -> None:
    assert phonemes(spoken(str(number), accent=accent))[-2].startswith(zero_ten)


def test_ten_falls_and_tens_stay_level() -> None:
    assert phonemes(spoken("15"))[0].startswith(MUOI)
    assert phonemes(spoken("21"))[1].startswith(MUOI_LEVEL)


def test_digits_instead_of_words_would_be_said_wrong() -> None:
    assert phonemes("15")[-1].endswith(NAM), "why voices are given words"


def test_d_and_its_sister_are_apart() -> None:
    assert phonemes(coded("D 1"))[0] != phonemes(coded("Đ 1"))[0]


def test_fifteen_and_fifty_five_are_whole_sentences_of_different_sound() -> None:
    voice = Program("espeak")
    said = [voice.say(call(number, 15), "vi") for number in (1015, 1055, 1005)]
    assert len(set(said)) == 3
    for wav in said:
        assert 2.0 < sound.length_s(wav) < 6.0
        loud = sound.trimmed(sound.samples(wav))
        assert max(memoryview(loud).cast("h")) > 3_000, "it can be heard"
