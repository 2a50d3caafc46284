"""Letters by their names, so that no two of them are mistaken for each other by ear."""

from __future__ import annotations

import string

import pytest

from displays.voice.words import coded, letters

ALPHABET = string.ascii_uppercase + "ĂÂĐÊÔƠƯ"


def test_every_letter_has_a_name_of_its_own() -> None:
    assert len({letters(letter) for letter in ALPHABET}) == len(ALPHABET)
    assert letters("đ") == letters("Đ") == "đê"
    assert letters("HK") == "hát ca"


@pytest.mark.parametrize(
    ("text", "more", "words"),
    [
        ("A 1001", {}, "a một nghìn không trăm linh một"),
        ("B-21", {"accent": "south"}, "bê hai mươi mốt"),
        ("AB15", {}, "a bê mười lăm"),
        ("1005", {}, "một nghìn không trăm linh năm"),
        ("C 24", {"lang": "en"}, "C twenty-four"),
    ],
)
def test_a_code_is_its_letters_and_its_number(text: str, more: dict, words: str) -> None:
    assert coded(text, **more) == words


@pytest.mark.parametrize("text", ["", "A", "ABCD1", "A_1", "A 10000", "1A", "!1"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        coded(text)


@pytest.mark.parametrize(("text", "lang"), [("", "vi"), ("ß", "vi"), ("Đ", "en"), ("4", "vi")])
def test_what_is_no_letter_is_refused(text: str, lang: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        letters(text, lang)
