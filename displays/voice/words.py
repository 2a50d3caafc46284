"""How the hall speaks a number or a letter; numbers are shared with the kiosks' voice."""

from __future__ import annotations

import re

from broker.numerals import LARGEST, Accent, Style, spoken

__all__ = ["LARGEST", "Accent", "Style", "coded", "letters", "spoken"]
_NAMES = {
    **{"A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e"},
    **{"Ê": "ê", "F": "ép phờ", "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca"},
    **{"L": "e lờ", "M": "em mờ", "N": "en nờ", "O": "o", "Ô": "ô", "Ơ": "ơ", "P": "pê"},
    **{"Q": "quy", "R": "e rờ", "S": "ét sờ", "T": "tê", "U": "u", "Ư": "ư", "V": "vê"},
    **{"W": "vê kép", "X": "ích xì", "Y": "i dài", "Z": "dét"},
}
"""Letters by the names that schools teach; D and Đ, G and J, S and X stay apart by ear."""
_CODE = re.compile(r"([^\W\d_]{0,3})[ -]?(\d+)")


def letters(text: str, lang: str = "vi") -> str:
    """The letters of ``text``, one after the other. Raises ValueError for what is none of ours.

    English voices know the names of A to Z; they only have to be apart.
    """
    found = [letter.upper() for letter in text if not letter.isspace()]
    known = _NAMES if lang == "vi" else [letter for letter in _NAMES if letter.isascii()]
    if not found or any(letter not in known for letter in found):
        raise ValueError(f"{text!r}: write letters of the alphabet")
    return " ".join(_NAMES[one] if lang == "vi" else one for one in found)


def coded(text: str, *, lang: str = "vi", accent: Accent = "north") -> str:
    """``A 1001`` or ``A-12``: letters before a number, as on plates and on other makers' tickets.

    Raises ValueError for anything else.
    """
    parts = _CODE.fullmatch(text.strip())
    if parts is None:
        raise ValueError(f"{text!r}: write up to three letters and a number")
    number = spoken(parts[2], lang=lang, accent=accent)
    return f"{letters(parts[1], lang)} {number}" if parts[1] else number
