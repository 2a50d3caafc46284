"""Words as people type them: with or without accents, raw Telex or VNI, one letter wrong.

Everything here ends in plain words: lower case, no accents, đ as d. A tone or a hat that is lost
on the way costs nothing, because the words that are searched in have lost theirs too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

LEAST_LETTERS = 5
"""From this length on a word may have one letter wrong or missing."""
_BREAKS = re.compile(r"[\W_]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TELEX_MARKS = frozenset("sfrxjzw")
"""None of them stands after a vowel in Vietnamese, so there they are marks."""
_DOUBLED = frozenset("aeo")
_VOWELS = frozenset("aeiouy")
_SYLLABLE = re.compile(
    r"(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?"
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case without accents; đ becomes d. Composed and decomposed text are the same."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in its order."""
    return tuple(part for part in _BREAKS.split(fold(text)) if part)


def accented(text: str) -> tuple[str, ...]:
    """The words of a text with their accents, composed, in lower case."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    return tuple(part for part in _BREAKS.split(plain) if part)


def has_accents(text: str) -> bool:
    """Whether a text says more than its folded form."""
    return fold(text) != unicodedata.normalize("NFC", text).casefold()


def readings(text: str) -> list[tuple[str, ...]]:
    """What was typed: as it stands first, then as raw Telex, then as raw VNI, where they differ."""
    plain = words(text)
    found = [plain]
    for decode in (telex, vni):
        other = tuple(decode(word) for word in plain)
        if other not in found:
            found.append(other)
    return found


@lru_cache(maxsize=4096)
def telex(word: str) -> str:
    """The plain syllable that raw Telex keys make, or ``word`` where they make none.

    Marks may stand anywhere after their vowel, as typists put them at the end of a syllable.
    """
    made: list[str] = []
    for key in word:
        is_mark = _VOWELS.intersection(made) and (
            key in _TELEX_MARKS or (key in _DOUBLED and key in made) or (key == "d" == made[0])
        )
        if is_mark or (key == "d" and made == ["d"]):
            continue
        made.append("u" if key == "w" else key)
    return _syllable(word, made)


@lru_cache(maxsize=4096)
def vni(word: str) -> str:
    """The plain syllable that raw VNI keys make, or ``word`` where they make none."""
    if not any(key.isdigit() for key in word):
        return word
    return _syllable(word, [key for key in word if not "1" <= key <= "9"])


def _syllable(word: str, made: list[str]) -> str:
    syllable = "".join(made)
    is_begun = syllable.isalpha() and not _VOWELS.intersection(syllable) and len(syllable) <= 3
    return syllable if is_begun or _SYLLABLE.fullmatch(syllable) else word


def near(word: str, known: Container[str]) -> list[str]:
    """Known words that ``word`` becomes with one letter more, less, or other, or two swapped.

    None for short words: there every letter makes another word.
    """
    if len(word) < LEAST_LETTERS - 1:
        return []
    long = LEAST_LETTERS if len(word) < LEAST_LETTERS else 0
    return sorted({one for one in _edits(word) if len(one) >= long and one in known})


def _edits(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
