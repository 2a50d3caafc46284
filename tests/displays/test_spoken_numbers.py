"""Numbers as they are spoken: read back by an independent parser, and checked word by word."""

from __future__ import annotations

from types import ModuleType

import pytest

from displays.voice.words import LARGEST, Accent, spoken

GOLDEN = """
0 không | 4 bốn | 5 năm | 10 mười | 11 mười một | 14 mười bốn | 15 mười lăm | 19 mười chín
20 hai mươi | 21 hai mươi mốt | 24 hai mươi tư | 25 hai mươi lăm | 31 ba mươi mốt | 40 bốn mươi
44 bốn mươi tư | 55 năm mươi lăm | 99 chín mươi chín | 100 một trăm | 101 một trăm linh một
104 một trăm linh bốn | 105 một trăm linh năm | 110 một trăm mười | 111 một trăm mười một
114 một trăm mười bốn | 115 một trăm mười lăm | 121 một trăm hai mươi mốt
205 hai trăm linh năm | 500 năm trăm | 505 năm trăm linh năm | 555 năm trăm năm mươi lăm
1000 một nghìn | 1001 một nghìn không trăm linh một | 1005 một nghìn không trăm linh năm
1010 một nghìn không trăm mười | 1015 một nghìn không trăm mười lăm
1021 một nghìn không trăm hai mươi mốt | 1024 một nghìn không trăm hai mươi tư
1100 một nghìn một trăm | 1105 một nghìn một trăm linh năm | 2005 hai nghìn không trăm linh năm
3500 ba nghìn năm trăm | 4044 bốn nghìn không trăm bốn mươi tư | 5000 năm nghìn
5555 năm nghìn năm trăm năm mươi lăm | 9999 chín nghìn chín trăm chín mươi chín
"""
SAID = [line.strip().split(" ", 1) for line in GOLDEN.replace("|", "\n").strip().splitlines()]


@pytest.mark.parametrize(("number", "words"), SAID)
def test_a_number_is_spoken_as_schools_in_the_north_teach(number: str, words: str) -> None:
    assert spoken(number) == words


@pytest.mark.parametrize("accent", ["north", "south"])
def test_every_cardinal_reads_back_as_its_number(number_words: ModuleType, accent: Accent) -> None:
    for number in range(LARGEST + 1):
        assert number_words.vietnamese(spoken(str(number), accent=accent), accent) == number


def test_every_english_cardinal_reads_back_as_its_number(number_words: ModuleType) -> None:
    for number in range(LARGEST + 1):
        assert number_words.english(spoken(str(number), lang="en")) == number


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_digit_by_digit_reads_back_with_its_leading_zeros(
    number_words: ModuleType, lang: str
) -> None:
    for number in range(LARGEST + 1):
        for text in (str(number), f"{number:04d}"):
            words = spoken(text, style="digits", lang=lang)
            assert number_words.digits(words, lang) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [("1021", "một không hai một"), ("0055", "không không năm năm"), ("4", "bốn")],
)
def test_digits_keep_their_base_form(text: str, words: str) -> None:
    assert spoken(text, style="digits") == words


def test_the_south_says_le_ngan_and_bon() -> None:
    assert spoken("1004", accent="south") == "một ngàn không trăm lẻ bốn"
    assert spoken("24", accent="south") == "hai mươi bốn"


def test_a_cardinal_does_not_read_leading_zeros() -> None:
    assert (spoken("007"), spoken("000")) == ("bảy", "không")
    assert spoken("0021", lang="en") == "twenty-one"


def test_english_numbers_are_british() -> None:
    assert spoken("1021", lang="en") == "one thousand and twenty-one"
    assert spoken("3127", lang="en") == "three thousand one hundred and twenty-seven"
    assert spoken("14", lang="en") == "fourteen"
    assert spoken("3127", lang="en", style="digits") == "three one two seven"


@pytest.mark.parametrize("text", ["", "-1", "1.5", "10000", "0000001", "٣", "²", "x", " 7", "7 "])
def test_what_is_no_number_of_a_ticket_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="0 to 9999"):
        spoken(text)


@pytest.mark.parametrize(
    "words",
    [
        *("mười mốt", "hai mươi một", "hai mươi năm", "hai mươi bốn", "một trăm linh mốt"),
        *("một trăm linh lăm", "linh năm", "một nghìn linh một", "một nghìn mười lăm"),
        *("không trăm linh một", "một mươi", "hai mươi không", "một trăm không", "một lẻ một", ""),
        *("hai trăm năm", "hai ngàn", "mười năm"),
    ],
)
def test_the_parser_understands_nothing_that_schools_would_correct(
    number_words: ModuleType, words: str
) -> None:
    with pytest.raises(number_words.Misspoken):
        number_words.vietnamese(words)
