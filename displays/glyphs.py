"""Dot letters drawn for these panels: 5x7 for numbers and words, with Vietnamese marks above."""

from __future__ import annotations

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

Dot = tuple[int, int]


def dots(text: str) -> tuple[list[Dot], int]:
    """The lit dots of a line of text and its width; y is 0 at the top of plain letters."""
    lit: list[Dot] = []
    x = 0
    for char in text:
        letter, mark = _COMPOSED.get(char, (char, ""))
        lit += [(x + dx, dy) for dx, dy in _grid(_ROWS[letter])]
        lift = _lift(letter)
        lit += [(x + dx, dy - lift) for dx, dy in _grid(_MARKS.get(mark, ""))]
        if mark == "dot":
            lit.append((x + 2, HEIGHT + 1))
        x += 6
    return lit, max(x - 1, 0)


def _lift(letter: str) -> int:
    """Marks stand three dots above capitals and just above small letters."""
    return ABOVE if letter.isupper() else 1 if letter not in "i" else 2


def _grid(rows: str) -> list[Dot]:
    return [(x, y) for y, row in enumerate(rows.split()) for x, c in enumerate(row) if c == "#"]
