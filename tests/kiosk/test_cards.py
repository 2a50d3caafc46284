"""The text of a card: read in both forms, refused when it is none, and never shown."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards import LONGEST_CHARS, Card, parse_card
from kiosk.errors import NoCard

SEVEN = "031199012345|031234567|Trần Thị Bình An|05031999|Nữ|Số 1 Đường Mẫu, Hải Phòng|10072021"
ELEVEN = "031199012345||Trần Thị Bình An|05031999|Nữ|Số 1 Đường Mẫu, Hải Phòng|10072024||||"
MAN = "031052012345||Nguyễn Văn Mẫu|02091952|Nam|Hải Phòng|10072024||||"
TYPED = "031199012345||Tra^`n Thi. Binh An|05031999|Nu~+|So^' 1 Du*o*`ng|10072024||||"


@pytest.mark.parametrize("text", [SEVEN, ELEVEN, TYPED, f"\ufeff{SEVEN}\r\n"])
def test_a_card_is_read_with_seven_or_eleven_fields_also_when_its_letters_are_spoilt(
    text: str,
) -> None:
    assert parse_card(text) == Card("031199012345", date(1999, 3, 5))


@pytest.mark.parametrize(
    "text",
    [
        "031199012345|Trần Thị Bình An|05031999|Nữ|Hải Phòng|10072021",
        SEVEN.replace("031199012345", "03119901234"),
        SEVEN.replace("031199012345", "031299012345"),
        SEVEN.replace("Nữ", "Nam"),
        SEVEN.replace("05031999", "05031998"),
        SEVEN.replace("05031999", "31021999"),
        SEVEN.replace("10072021", ""),
        ELEVEN + "|",
        SEVEN.replace("Trần", "T" * LONGEST_CHARS),
        "٠٣١١٩٩٠١٢٣٤٥||A|05031999|Nữ|B|10072021",
    ],
)
def test_what_is_no_card_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(NoCard) as refused:
        parse_card(text)
    assert "0311990" not in str(refused.value)
    assert "Trần" not in str(refused.value)


def test_age_counts_whole_years() -> None:
    card = parse_card(MAN)
    assert [card.age(date(2027, 9, day)) for day in (1, 2)] == [74, 75]


def test_a_card_shows_nothing_of_itself() -> None:
    assert repr(parse_card(SEVEN)) == "Card()"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=700))
def test_any_text_is_a_card_or_refused(text: str) -> None:
    with suppress(NoCard):
        assert parse_card(text).born.year >= 1900


PARTS = ["031199012345", "", "Nữ", "05031999", "10072024", "|", "x" * 99]


@given(st.lists(st.sampled_from(PARTS)))
def test_any_shuffle_of_fields_is_a_card_or_refused(fields: list[str]) -> None:
    with suppress(NoCard):
        assert parse_card("|".join(fields)).number == "031199012345"
