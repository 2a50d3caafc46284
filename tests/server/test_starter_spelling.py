"""The starter catalogue is spelt in Vietnamese syllables, without a stray letter or mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from server.procedures import generate
from server.procedures.shipped import Shipped, starter, starter_rows, synonyms

SYLLABLE = re.compile(
    r"""
    (?: b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x )?
    (?: a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây
      | e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu
      | i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu|y|yêm|yên|yêng|yêt|yêu
      | o|oc|oi|om|on|ong|op|ot|oa|oac|oach|oai|oam|oan|oang|oanh|oap|oat|oay|oao
      | oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|ooc|oong|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt
      | u|ua|uc|ui|um|un|ung|up|ut|uân|uâng|uât|uây|uê|uêch|uênh|uơ|uy|uya|uych|uynh|uyt|uyu
      | uyên|uyêt|uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưm|ưn|ưng|ưt|ưu
      | ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu )
    """,
    re.VERBOSE,
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Falling, rising, broken, asking, heavy."""
BEFORE_STOPS = {"\u0301", "\u0323"}
LETTERS = frozenset("abcdđeghiklmnopqrstuvxyăâêôơư")
VOWELS = frozenset("aăâeêioôơuưy")
FROM_OUTSIDE = frozenset(
    {
        *("VNeID", "HĐND", "LPG", "ADN", "PET", "GPP", "APEC", "ABTC", "CT", "II", "III"),
        *("B", "C", "D", "E", "AK", "AJ", "X", "km", "taxi", "karaoke"),
    }
)
"""Abbreviations, classes and loans: the only words of names and documents that are no syllables."""
ABBREVIATIONS = frozenset({"ĐTM"})
SIGNS = frozenset(" ,.()/-%'–")


@pytest.fixture(scope="module")
def shipped() -> list[Shipped]:
    return starter()


def _parts(letters: str) -> tuple[str, str]:
    """Letters with their own marks, and the tones that stood on them."""
    text = unicodedata.normalize("NFD", letters.lower())
    tones = "".join(char for char in text if char in TONES)
    return unicodedata.normalize("NFC", "".join(c for c in text if c not in TONES)), tones


def _is_syllable(word: str) -> bool:
    base, tones = _parts(word)
    if len(tones) > 1 or not SYLLABLE.fullmatch(base):
        return False
    return not base.endswith(("p", "t", "c", "ch")) or tones in BEFORE_STOPS


def _is_letter(char: str) -> bool:
    base, tones = _parts(char)
    return (base in VOWELS if tones else base in LETTERS) or (char.isascii() and char.isalpha())


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _vietnamese(shipped: list[Shipped]) -> Iterator[str]:
    for one in shipped:
        yield from (one.name_vi, one.fee_vi, *one.documents_vi)


@pytest.mark.parametrize("word", ["Nghiệp", "quyền", "giấy", "gì", "yếu", "khuỷu", "xoong", "đất"])
def test_a_syllable_is_known_as_one(word: str) -> None:
    assert _is_syllable(word)


@pytest.mark.parametrize(
    "word", ["chứug", "đât", "gíâý", "nhgiệp", "cấpp", "thue", "licence", "đãt"]
)
def test_a_slip_of_the_hand_is_no_syllable(word: str) -> None:
    assert not _is_syllable(word)


@pytest.mark.parametrize("char", ["а", "ń", "ǹ", "中", "ö", "ç"])
def test_a_letter_from_elsewhere_is_seen(char: str) -> None:
    assert not _is_letter(char)


def test_every_word_of_names_documents_and_fees_is_vietnamese(shipped: list[Shipped]) -> None:
    words = {word for text in _vietnamese(shipped) for word in _words(text)}
    assert len(words) > 500
    assert {word for word in words - FROM_OUTSIDE if not _is_syllable(word)} == set()
    assert FROM_OUTSIDE - words == set(), "no longer needed"


def test_everyday_words_are_vietnamese_or_plain_letters(shipped: list[Shipped]) -> None:
    said = [word for one in shipped for word in one.keywords]
    said += [text for pair in synonyms() for text in (pair.said, pair.means)]
    words = {word for text in said for word in _words(text) if not word.isascii()}
    assert {word for word in words - ABBREVIATIONS if not _is_syllable(word)} == set()


def test_letters_are_of_the_vietnamese_alphabet(shipped: list[Shipped]) -> None:
    texts = [*_vietnamese(shipped), *(word for one in shipped for word in one.keywords)]
    odd = {char for text in texts for char in text if char.isalpha() and not _is_letter(char)}
    assert odd == set()
    assert {c for text in texts for c in text if not c.isalnum()} <= SIGNS


def test_english_is_written_in_plain_letters(shipped: list[Shipped]) -> None:
    english = [text for o in shipped for text in (o.name_en, o.fee_en, *o.documents_en)]
    assert [text for text in english if not text.replace("–", "-").isascii()] == []


def test_texts_are_composed_and_hold_no_control_characters() -> None:
    cells = [cell for row in starter_rows() for cell in row.values()]
    cells += [text for pair in synonyms() for text in (pair.said, pair.means)]
    assert [cell for cell in cells if not unicodedata.is_normalized("NFC", cell)] == []
    assert [cell for cell in cells if not cell.isprintable()] == []


def test_generated_names_are_spelt_as_well() -> None:
    words = {word for row in generate.rows(5_000) for word in _words(row["name_vi"])}
    assert {word for word in words - FROM_OUTSIDE if not _is_syllable(word)} == set()
