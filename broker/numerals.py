"""How a number is spoken, by the hall and by the kiosks.

Northern school usage by default (Hải Phòng); southern on request.

After ``mươi``: 1 is mốt, 4 is tư, 5 is lăm; after ``mười`` only 5 changes; a zero ten is linh;
a zero hundred inside a number is spoken (``một nghìn không trăm linh một``).
"""

from __future__ import annotations

from typing import Literal

Style = Literal["cardinal", "digits"]
Accent = Literal["north", "south"]
LARGEST = 9999
_VI = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spoken(
    text: str, *, style: Style = "cardinal", lang: str = "vi", accent: Accent = "north"
) -> str:
    """The words of ``text``, a number from 0 to 9999; leading zeros count in digit style only.

    Raises ValueError for anything else.
    """
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST or len(text) > 6:
        raise ValueError(f"{text!r}: write a whole number from 0 to {LARGEST}")
    if style == "digits":
        return " ".join((_EN if lang == "en" else _VI)[int(digit)] for digit in text)
    return english(int(text)) if lang == "en" else vietnamese(int(text), accent)


def pack_folder(lang: str, accent: Accent = "north") -> str:
    """Where recordings of a language and an accent stand in a pack: ``vi``, ``vi-south``, ``en``.

    Each accent has a folder of its own, so that no hall hears half a number of each.
    """
    return "vi-south" if lang == "vi" and accent == "south" else lang


def vietnamese(number: int, accent: Accent = "north") -> str:
    """A cardinal from 0 to 9999."""
    thousands, rest = divmod(number, 1000)
    words: list[str] = []
    if thousands:
        words += [_VI[thousands], "nghìn" if accent == "north" else "ngàn"]
    hundreds, tail = divmod(rest, 100)
    if hundreds or (thousands and tail):
        words += [_VI[hundreds], "trăm"]
    if tail or not words:
        words += _below_hundred(tail, bool(words), accent)
    return " ".join(words)


def english(number: int) -> str:
    """A cardinal from 0 to 9999."""
    thousands, rest = divmod(number, 1000)
    hundreds, tail = divmod(rest, 100)
    words = [f"{_EN[thousands]} thousand"] if thousands else []
    words += [f"{_EN[hundreds]} hundred"] if hundreds else []
    if tail or not words:
        words += ["and"] if words else []
        words.append(_english_tail(tail))
    return " ".join(words)


def _below_hundred(tail: int, after: bool, accent: Accent) -> list[str]:
    tens, units = divmod(tail, 10)
    if tens == 0:
        zero_ten = "linh" if accent == "north" else "lẻ"
        return [zero_ten, _VI[units]] if after else [_VI[units]]
    head = ["mười"] if tens == 1 else [_VI[tens], "mươi"]
    return head + ([_unit(units, tens, accent)] if units else [])


def _unit(units: int, tens: int, accent: Accent) -> str:
    if units == 5:
        return "lăm"
    if tens > 1 and units == 1:
        return "mốt"
    if tens > 1 and units == 4 and accent == "north":
        return "tư"
    return _VI[units]


def _english_tail(tail: int) -> str:
    if tail < 20:
        return _EN[tail]
    tens, units = divmod(tail, 10)
    return _EN_TENS[tens] + (f"-{_EN[units]}" if units else "")
