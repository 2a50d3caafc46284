"""The text of an identity card's QR code, of which only number and date of birth are used.

Fields are separated by ``|``: number, old number (often empty), name, date of birth, sex,
residence, date of issue; cards of July 2024 and later carry four more. A scanner that types like a
keyboard spoils Vietnamese letters, so that only fields of digits are read. A photo of a card scans
as well as the card: this is no proof of who somebody is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kiosk.errors import NoCard

FIELDS = (7, 11)
LONGEST_CHARS = 600
_NUMBER, _OLD, _BORN, _SEX, _ISSUED = 0, 1, 3, 4, 6
_DIGITS = re.compile(r"[0-9]{12}")
_OLD_NUMBER = re.compile(r"(?:[0-9]{9}|[0-9]{12})?")
_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_FIRST_CENTURY = 1900


@dataclass(frozen=True, slots=True)
class Card:
    """What is taken from a card. It shows nothing of itself, lest a log should."""

    number: str = field(repr=False)
    born: date = field(repr=False)

    def age(self, today: date) -> int:
        """Whole years on ``today``."""
        had_birthday = (today.month, today.day) >= (self.born.month, self.born.day)
        return today.year - self.born.year - (not had_birthday)


def looks_like_card(text: str) -> bool:
    """Is it worth reading as a card? What is not may be a receipt or a code."""
    return text.count("|") >= min(FIELDS) - 1


def parse_card(text: str) -> Card:
    """The card whose QR code says ``text``. Raises NoCard, which never quotes the text.

    The number is checked against what it is made of: a figure for century and sex, and two for the
    year of birth. Provinces merge and their old codes live on, so that those are not checked.
    """
    if len(text) > LONGEST_CHARS:
        raise NoCard("longer than the text of a card")
    fields = [part.strip() for part in text.strip("\ufeff\r\n\t ").split("|")]
    if len(fields) not in FIELDS:
        raise NoCard(f"{len(fields)} fields where a card has 7 or 11")
    if not _DIGITS.fullmatch(fields[_NUMBER]) or not _OLD_NUMBER.fullmatch(fields[_OLD]):
        raise NoCard("the first two fields are no card numbers")
    born = _day(fields[_BORN])
    _day(fields[_ISSUED])
    number = fields[_NUMBER]
    if not _agrees(number, born, fields[_SEX]):
        raise NoCard("number, sex and date of birth contradict each other")
    return Card(number, born)


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    if found is None:
        raise NoCard("a date is not eight digits")
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise NoCard("a date that no calendar has") from None


def _agrees(number: str, born: date, sex: str) -> bool:
    century, is_woman = divmod(int(number[3]), 2)
    year = _FIRST_CENTURY + 100 * century + int(number[4:6])
    return year == born.year and bool(is_woman) == (sex != "Nam")
