"""What a plan says of the work at counters: when a no-show counts, and what a console offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any], str | None]
OUTCOMES = ("received", "more_papers", "guided", "result_given", "declined")
PAUSE_REASONS = ("break", "meeting", "printing", "helping")
PARK_REASONS = ("papers", "copying", "paying", "companion")
LISTS = ("outcomes", "pause_reasons", "park_reasons")
"""Lists of codes, which pages say in the reader's language, or of a centre's own words."""
MOST, LONGEST = 8, 60


def optional(whole: Callable[[int, int], Rule]) -> dict[str, Rule]:
    """The keys of ``[centre]`` that are about counters, each with what may be wrong with it."""
    return {
        "no_show_calls": whole(1, 9),
        "no_show_after_s": whole(0, 900),
        **dict.fromkeys(LISTS, _words),
    }


def _words(value: Any) -> str | None:
    told = f"use a list of at most {MOST} codes or short texts, each once"
    if not isinstance(value, list) or not 1 <= len(value) <= MOST:
        return told
    sound = all(isinstance(word, str) and 0 < len(word.strip()) <= LONGEST for word in value)
    return None if sound and len(set(value)) == len(value) else told


def as_tuples(row: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """The lists that a row gives, as a plan keeps them."""
    return {name: tuple(row[name]) for name in LISTS if name in row}
