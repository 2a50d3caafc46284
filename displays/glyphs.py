"""Dot letters drawn for these panels: 5x7 for numbers and words, with Vietnamese marks above."""

from __future__ import annotations

from functools import cache

_ROWS: dict[str, str] = {
    "0": ".###. #...# #..## #.#.# ##..# #...# .###.",
    "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    "2": ".###. #...# ....# ..##. .#... #.... #####",
    "3": ".###. #...# ....# ..##. ....# #...# .###.",
    "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# ....# #...# .###.",
    "6": "..##. .#... #.... ####. #...# #...# .###.",
    "7": "##### ....# ...#. ..#.. .#... .#... .#...",
    "8": ".###. #...# #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# ...#. .##..",
    "-": "..... ..... ..... ##### ..... ..... .....",
    "?": ".###. #...# ....# ..##. ..#.. ..... ..#..",
    " ": "..... ..... ..... ..... ..... ..... .....",
    ">": "..#.. ...#. ##### ##### ...#. ..#.. .....",
    "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
    "M": "#...# ##.## #.#.# #.#.# #...# #...# #...#",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "Đ": "####. .#..# .#..# ##### .#..# .#..# ####.",
    "N": "#...# ##..# #.#.# #..## #...# #...# #...#",
    "G": ".###. #...# #.... #.### #...# #...# .###.",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "I": ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.",
    "O": ".###. #...# #...# #...# #...# #...# .###.",
    "a": "..... ..... .###. ....# .#### #...# .####",
    "i": "..#.. ..... .##.. ..#.. ..#.. ..#.. .###.",
    "m": "..... ..... ##.#. #.#.# #.#.# #.#.# #.#.#",
    "n": "..... ..... #.##. ##..# #...# #...# #...#",
    "g": "..... ..... .#### #...# #...# #...# .#### ....# .###.",
    "h": "#.... #.... #.##. ##..# #...# #...# #...#",
    "o": "..... ..... .###. #...# #...# #...# .###.",
    "t": ".#... .#... ###.. .#... .#... .#..# ..##.",
    "u": "..... ..... #...# #...# #...# #..## .##.#",
    "v": "..... ..... #...# #...# #...# .#.#. ..#..",
    "y": "..... ..... #...# #...# #...# #...# .#### ....# .###.",
    "ơ": "....# ...## .##.# #..#. #..#. #..#. .##..",
}
_LOW: dict[str, str] = {
    "N": "#...# ##..# #.#.# #..## #...#",
    "G": ".#### #.... #.### #...# .####",
    "H": "#...# #...# ##### #...# #...#",
    "I": ".###. ..#.. ..#.. ..#.. .###.",
    "Đ": "####. .#..# ###.# .#..# ####.",
    "O": ".###. #...# #...# #...# .###.",
}
"""Capitals of five rows: with a mark above they fill a panel of eight."""
_MARKS: dict[str, str] = {
    "grave": ".#... ..#..",
    "acute": "...#. ..#..",
    "hook": "..##. ...#.",
    "circumflex": "..#.. .#.#.",
    "circumflex_grave": "#.#.. .#.#.",
    "circumflex_acute": "..#.# .#.#.",
    "dot": "",
}
_COMPOSED: dict[str, tuple[str, str]] = {
    "à": ("a", "grave"),
    "ạ": ("a", "dot"),
    "ầ": ("a", "circumflex_grave"),
    "ấ": ("a", "circumflex_acute"),
    "ờ": ("ơ", "grave"),
    "ỉ": ("i", "hook"),
    "Ỉ": ("I", "hook"),
    "ó": ("o", "acute"),
    "Ó": ("O", "acute"),
}
HEIGHT, ABOVE, BELOW = 7, 3, 2
"""Dots of a letter, and the room that marks need above and below it."""
LOWERED = 2
"""How much lower capitals of five rows begin, so that they stand on the same line."""

Dot = tuple[int, int]


def dots(text: str, *, low: bool = False) -> tuple[list[Dot], int]:
    """The lit dots of a line of text and its width; y is 0 at the top of plain letters.

    ``low`` takes capitals of five rows, whose marks reach one dot above y 0 instead of three.
    """
    rows, top = (_LOW, LOWERED) if low else (_ROWS, 0)
    lit: list[Dot] = []
    x = 0
    for char in text:
        letter, mark = _COMPOSED.get(char, (char, ""))
        lit += [(x + dx, dy + top) for dx, dy in _grid(rows[letter])]
        lift = _lift(letter) - top
        lit += [(x + dx, dy - lift) for dx, dy in _grid(_MARKS.get(mark, ""))]
        if mark == "dot":
            lit.append((x + 2, HEIGHT + 1))
        x += 6
    return lit, max(x - 1, 0)


def _lift(letter: str) -> int:
    """Marks stand three dots above capitals and just above small letters."""
    return ABOVE if letter.isupper() else 1 if letter not in "i" else 2


@cache
def _grid(rows: str) -> tuple[Dot, ...]:
    return tuple(
        (x, y) for y, row in enumerate(rows.split()) for x, c in enumerate(row) if c == "#"
    )
