"""A text of the page as a voice is to read it: numbers, times and dates in words, no signs.

Voices read Vietnamese numbers wrong ("15" as mười năm) and times as two numbers, so they are given
words only, those of the hall's calls.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from broker.numerals import LARGEST, spoken

_TIME = re.compile(r"(?<![\w:])(\d{1,2}):(\d{2})(?![\w:])")
_DATE = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})(?![\w/])")
_RANGE = re.compile(r"(?<=\d)\s*[–-]\s*(?=\d)")
_NUMBER = re.compile(r"(?<![\w])\d+(?![\w])")
_BETWEEN_LETTERS = re.compile(r"(?<=\w)/(?=\w)")
_SIGNS = re.compile(r"[“”\"★<>&#*_|…]")
_ENDS = re.compile(r"\s*([.,:;?!])(?:\s*[.,:;])+")
_TO = {"vi": " đến ", "en": " to "}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def as_read(text: str, lang: str) -> str:
    """What the voice says for ``text``."""
    text = _RANGE.sub(_TO[lang], text.replace("·", ","))
    for pattern, words in ((_TIME, _time), (_DATE, _date), (_NUMBER, _number)):
        text = pattern.sub(_in(words, lang), text)
    text = _SIGNS.sub(" ", _BETWEEN_LETTERS.sub(" ", text))
    return " ".join(_ENDS.sub(r"\1", text).split())


def _in(words: Callable[[re.Match[str], str], str], lang: str) -> Callable[[re.Match[str]], str]:
    return lambda found: words(found, lang)


def _time(found: re.Match[str], lang: str) -> str:
    hours, minutes = int(found[1]), int(found[2])
    if hours > 24 or minutes > 59:
        return found[0]
    hour, minute = (spoken(str(part), lang=lang) for part in (hours, minutes))
    if lang == "vi":
        return f"{hour} giờ {minute} phút" if minutes else f"{hour} giờ"
    if not minutes:
        return f"{hour} o'clock"
    return f"{hour} oh {minute}" if minutes < 10 else f"{hour} {minute}"


def _date(found: re.Match[str], lang: str) -> str:
    day, month = int(found[1]), int(found[2])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found[0]
    if lang == "en":
        return f"{spoken(str(day), lang=lang)} {_MONTHS[month - 1]}"
    return f"{spoken(str(day))} tháng {'tư' if month == 4 else spoken(str(month))}"


def _number(found: re.Match[str], lang: str) -> str:
    """A cardinal; figure by figure where it names something: a leading zero, or very long."""
    digits = found[0]
    if not digits.isascii():
        return digits
    if int(digits) <= LARGEST and (digits == "0" or not digits.startswith("0")):
        return spoken(digits, lang=lang)
    return ", ".join(spoken(digit, lang=lang) for digit in digits)
