"""From spoken words back to a number: strict, so that only school usage is understood.

Written from the rules of Vietnamese and English grammar, not from the product.
"""

from __future__ import annotations

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
AFTER_TEN = ["?", "một", "hai", "ba", "bốn", "lăm", "sáu", "bảy", "tám", "chín"]
AFTER_TENS = {
    "north": ["?", "mốt", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín"],
    "south": ["?", "mốt", "hai", "ba", "bốn", "lăm", "sáu", "bảy", "tám", "chín"],
}
THOUSAND = {"north": "nghìn", "south": "ngàn"}
ZERO_TEN = {"north": "linh", "south": "lẻ"}
EN_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["?", "?", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


class Misspoken(ValueError):
    """Words that nobody would say for a number."""


def vietnamese(words: str, accent: str = "north") -> int:
    """0 to 9999. Raises Misspoken."""
    thousands, rest = _leading(words.split(), THOUSAND[accent])
    hundreds, tail = _leading(rest, "trăm")
    if thousands == 0 or (hundreds == 0 and thousands is None):
        raise Misspoken(f"{words!r}: begins with nothing")
    if tail and thousands is not None and hundreds is None:
        raise Misspoken(f"{words!r}: a hundred is missing")
    if hundreds == 0 and not tail:
        raise Misspoken(f"{words!r}: an empty hundred")
    is_first = thousands is None and hundreds is None
    below = _below_hundred(tail, is_first, accent)
    return (thousands or 0) * 1000 + (hundreds or 0) * 100 + below


def digits(words: str, lang: str = "vi") -> str:
    """The digits one after another. Raises Misspoken."""
    names = DIGITS if lang == "vi" else EN_SMALL[:10]
    return "".join(str(_place(names, word)) for word in words.split())


def english(words: str) -> int:
    """0 to 9999, with a British *and*. Raises Misspoken."""
    thousands, rest = _leading(words.split(), "thousand", EN_SMALL)
    hundreds, tail = _leading(rest, "hundred", EN_SMALL)
    if thousands == 0 or hundreds == 0:
        raise Misspoken(f"{words!r}: nothing is not counted")
    if tail and (thousands or hundreds):
        if tail[0] != "and" or len(tail) == 1:
            raise Misspoken(f"{words!r}: no *and*")
        tail = tail[1:]
        if tail == ["zero"]:
            raise Misspoken(f"{words!r}: and nothing")
    if len(tail) > 1:
        raise Misspoken(words)
    below = _english_tail(tail[0]) if tail else 0
    return (thousands or 0) * 1000 + (hundreds or 0) * 100 + below


def _leading(
    words: list[str], unit: str, names: list[str] = DIGITS
) -> tuple[int | None, list[str]]:
    """``hai nghìn …`` is 2 and the rest; None without the unit."""
    if unit not in words:
        return None, words
    if words.index(unit) != 1:
        raise Misspoken(" ".join(words))
    return _place(names[:10], words[0]), words[2:]


def _below_hundred(tail: list[str], is_first: bool, accent: str) -> int:
    match tail:
        case [] if not is_first:
            return 0
        case [unit] if is_first and unit != "mười":
            return _place(DIGITS, unit)
        case ["mười"]:
            return 10
        case ["mười", unit]:
            return 10 + _place(AFTER_TEN, unit)
        case [tens, "mươi"]:
            return _tens(tens)
        case [tens, "mươi", unit]:
            return _tens(tens) + _place(AFTER_TENS[accent], unit)
        case [zero_ten, unit] if zero_ten == ZERO_TEN[accent] and not is_first:
            return _place(["?", *DIGITS[1:]], unit)
    raise Misspoken(" ".join(tail))


def _tens(word: str) -> int:
    found = _place(DIGITS, word)
    if found < 2:
        raise Misspoken(f"{word} mươi")
    return found * 10


def _english_tail(word: str) -> int:
    if word in EN_SMALL:
        return EN_SMALL.index(word)
    tens, hyphen, unit = word.partition("-")
    if hyphen:
        return _place(EN_TENS, tens) * 10 + _place(["?", *EN_SMALL[1:10]], unit)
    return _place(EN_TENS, word) * 10


def _place(names: list[str], word: str) -> int:
    if word not in names or word == "?":
        raise Misspoken(word)
    return names.index(word)
