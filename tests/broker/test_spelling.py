"""However a word is typed, it becomes the same plain word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broker.catalogue.spelling import fold, has_accents, near, readings, telex, vni, words

TELEX = {
    "ddooir": "doi", "bawngf": "bang", "lais": "lai", "soor": "so", "ddor": "do",
    "ngwowif": "nguoi", "nguwowif": "nguoi", "dduowngf": "duong", "duongwfd": "duong",
    "ddaats": "dat", "giaays": "giay", "quyeenf": "quyen", "nghieepj": "nghiep", "hoonf": "hon",
    "honof": "hon", "khai": "khai", "sinh": "sinh", "xe": "xe", "uw": "u", "w": "u", "dd": "d",
}  # fmt: skip
VNI = {"d9o63i": "doi", "ba82ng": "bang", "la1i": "lai", "d9u7o7ng2": "duong", "khai": "khai"}


@pytest.mark.parametrize(("typed", "meant"), TELEX.items())
def test_raw_telex_becomes_the_plain_syllable(typed: str, meant: str) -> None:
    assert telex(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), VNI.items())
def test_raw_vni_becomes_the_plain_syllable(typed: str, meant: str) -> None:
    assert vni(typed) == meant


@pytest.mark.parametrize("word", ["address", "1004", "export", "h24", "lx1", "passport"])
def test_what_no_syllable_comes_of_stays_as_it_stands(word: str) -> None:
    assert telex(word) in (word, word.replace("w", "u"))
    assert readings(word)[0] == (word,)


def test_a_word_that_only_looks_like_telex_is_read_as_itself_first() -> None:
    assert readings("tax")[0] == ("tax",)
    assert readings("tax")[1] == ("ta",)


def test_plain_words_have_one_reading() -> None:
    assert readings("khai sinh") == [("khai", "sinh")]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_both_forms_of_unicode_are_one_word(form: str) -> None:
    assert words(unicodedata.normalize(form, "Giấy  CHỨNG-nhận, Đất")) == (
        "giay", "chung", "nhan", "dat",
    )  # fmt: skip


def test_accents_are_seen_where_there_are_any() -> None:
    assert has_accents("sổ đỏ") and has_accents("đo")
    assert not has_accents("So do")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once
    assert fold(fold(text)) == fold(text) or not once


@pytest.mark.parametrize("typed", ["nghep", "nghiiep", "nghiepp", "ngheip", "nghiap"])
def test_one_letter_wrong_is_near(typed: str) -> None:
    assert near(typed, {"nghiep", "khai"}) == ["nghiep"]


def test_short_words_are_near_to_nothing_but_a_long_one_with_a_letter_more() -> None:
    assert near("khia", {"khai"}) == []
    assert near("quyn", {"quyen", "quyt"}) == ["quyen"]
