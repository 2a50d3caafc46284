"""Letters of dots: every Vietnamese letter is drawn and can be told from the others."""

from __future__ import annotations

import logging
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from displays import glyphs
from displays.glyphs import ABOVE, BELOW, HEIGHT, STEP, dots
from displays.letters import BOX

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES] + list(
    "bcdđghklmnpqrstvx"
)


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing has been logged."""
    glyphs._letter.cache_clear()


@pytest.mark.parametrize("letters", [LETTERS, [one.upper() for one in LETTERS]])
def test_every_vietnamese_letter_is_drawn_and_differs_from_all_others(
    letters: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    drawn = {letter: frozenset(dots(letter)[0]) for letter in letters}
    assert caplog.records == []
    for one, other in combinations(drawn, 2):
        assert drawn[one] != drawn[other], (one, other)
    for letter, lit in drawn.items():
        assert all(0 <= x < STEP - 1 and -ABOVE <= y < HEIGHT + BELOW for x, y in lit), letter


def test_composed_and_taken_apart_text_look_alike() -> None:
    for text in ("Nghỉ trưa", "ỔI", "đường"):
        assert dots(unicodedata.normalize("NFD", text)) == dots(text)


def test_a_letter_that_is_not_drawn_is_a_box_and_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        box, width = dots("\u6f22")
        dots("\u6f22 and \u6f22")
    assert width == 5 and len(box) == BOX.count("#")
    assert [record.getMessage() for record in caplog.records] == [
        r"no dots are drawn for the letter '\u6f22': it is shown as a box"
    ]


@given(st.text())
def test_any_text_can_be_drawn(text: str) -> None:
    lit, width = dots(text)
    assert all(0 <= x < max(width, 1) for x, _ in lit)
