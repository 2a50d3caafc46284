"""Clips, put together, say what a person would say; and a pack has every one of them."""

from __future__ import annotations

from types import ModuleType

import pytest

from broker.numerals import english, vietnamese
from displays.voice import phrases

ALL = range(10_000)


@pytest.mark.parametrize("accent", ["north", "south"])
def test_clips_of_a_number_are_its_words(number_words: ModuleType, accent: str) -> None:
    for number in ALL:
        clips = phrases.number_clips(number, "vi", accent)  # type: ignore[arg-type]
        assert len(clips) <= 3
        assert phrases.words(clips) == vietnamese(number, accent)  # type: ignore[arg-type]


def test_clips_of_a_number_are_its_english_words() -> None:
    for number in ALL:
        clips = phrases.number_clips(number, "en")
        assert len(clips) <= 3
        assert phrases.words(clips) == english(number)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_pack_has_every_clip_once_and_every_clip_says_one_thing(lang: str) -> None:
    pack = phrases.pack(lang)  # type: ignore[arg-type]
    names = [clip.name for clip in pack]
    assert len(names) == len(set(names))
    assert len(names) <= (180 if lang == "vi" else 270)
    held = set(pack)
    for number in ALL:
        for counter in (number % 40 + 1, number % 999 + 1):
            assert held.issuperset(phrases.call(number, counter, lang=lang))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "counter", "more", "said"),
    [
        (3127, 14, {}, "Mời số ba nghìn một trăm hai mươi bảy đến quầy số mười bốn"),
        (
            1005,
            7,
            {"priority": True},
            "Mời số ưu tiên một nghìn không trăm linh năm đến quầy số bảy",
        ),
        (15, 3, {"kind": "recall"}, "Xin nhắc lại, mời số mười lăm đến quầy số ba"),
        (1005, 7, {"accent": "south"}, "Mời số một ngàn không trăm lẻ năm đến quầy số bảy"),
        (2100, 128, {}, "Mời số hai nghìn một trăm đến quầy số một trăm hai mươi tám"),
        (214, 2, {"lang": "en"}, "Number two hundred and fourteen please go to counter two"),
    ],
)
def test_a_call_is_one_sentence(number: int, counter: int, more: dict, said: str) -> None:
    assert phrases.words(phrases.call(number, counter, **more)) == said


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_that_cannot_be_said_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=r"only numbers from 0 to 9999"):
        phrases.number_clips(number)


@pytest.mark.parametrize("name", ["opening", "lunch", "closing"])
def test_notices_are_there_in_both_languages(name: str) -> None:
    assert phrases.notice(name).words != phrases.notice(name, "en").words
