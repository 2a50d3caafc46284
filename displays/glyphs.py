"""Text as dots: letters of 5x7, with Vietnamese marks above and below them."""

from __future__ import annotations

import logging
import unicodedata
from functools import cache, lru_cache

from displays.letters import ALIKE, BOX, LOW, MARKS, ROWS

HEIGHT, ABOVE, BELOW = 7, 3, 2
"""Dots of a letter, and the room that marks need above and below it."""
STEP = 6
"""From one letter to the next."""
LOWERED = 2
"""How much lower capitals of five rows begin, so that they stand on the same line."""
DOT_BELOW, HORN = "\u0323", "\u031b"

Dot = tuple[int, int]
log = logging.getLogger(__name__)


def dots(text: str, *, low: bool = False) -> tuple[list[Dot], int]:
    """The lit dots of a line of text and its width; y is 0 at the top of plain letters.

    ``low`` takes capitals of five rows, whose marks reach one dot above y 0 instead of three.
    A letter that is not drawn is a box, and logged once.
    """
    text = unicodedata.normalize("NFC", text)
    lit: list[Dot] = []
    for place, char in enumerate(text):
        lit += [(place * STEP + x, y) for x, y in _letter(char, low)]
    return lit, max(len(text) * STEP - 1, 0)


@lru_cache(maxsize=512)
def _letter(char: str, low: bool) -> tuple[Dot, ...]:
    letter, marks = _taken_apart(char)
    if letter not in ROWS:
        log.warning("no dots are drawn for the letter %s: it is shown as a box", ascii(char))
    above, dotted = marks.replace(DOT_BELOW, "")[:2], DOT_BELOW in marks
    if low and letter in LOW:
        top = LOWERED - dotted
        lit = [(x, y + top) for x, y in _grid(LOW[letter])]
        lit += _above(above, LOWERED - ABOVE, 2)
        return (*lit, (2, top + 5)) if dotted else tuple(lit)
    lit = list(_grid(ROWS.get(letter, BOX)))
    lit += _above(above, -_lift(letter), 4 if letter.islower() else 3)
    return (*lit, (2, HEIGHT + 1)) if dotted else tuple(lit)


def _above(marks: str, first: int, rows: int) -> list[Dot]:
    """A mark's two rows from ``first`` on; of two, one over the other in ``rows`` rows."""
    if not marks or marks in MARKS:
        return [(x, y + first) for x, y in _grid(MARKS.get(marks, ""))]
    near, far = (_grid(MARKS[mark]) for mark in marks)
    if rows == 4:
        return [(x, y + first) for x, y in near] + [(x, y + first - 2) for x, y in far]
    lit = [(x, first) for x, y in far if y == 0]
    return lit + [(x, first + y + rows - 2) for x, y in near if y >= 3 - rows]


def _taken_apart(char: str) -> tuple[str, str]:
    """The letter that is drawn, and the marks that are put on it."""
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " ", ""
    if char in ROWS:
        return char, ""
    apart = unicodedata.normalize("NFD", char)
    letter, marks = apart[0], apart[1:]
    if HORN in marks:
        letter = unicodedata.normalize("NFC", letter + HORN)
    return ALIKE.get(letter, letter), "".join(m for m in marks if m == DOT_BELOW or m in MARKS)


def _lift(letter: str) -> int:
    """How far above y 0 marks begin: over capitals, over dots and horns, over small letters."""
    return ABOVE if not letter.islower() else 2 if letter in "iơư" else 1


@cache
def _grid(rows: str) -> tuple[Dot, ...]:
    return tuple(
        (x, y) for y, row in enumerate(rows.split()) for x, c in enumerate(row) if c == "#"
    )
