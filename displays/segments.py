"""What a counter's light of seven segments shows: a few characters, and how bright."""

from __future__ import annotations

from dataclasses import dataclass

from displays.drawing import DIM
from displays.frames import Look, blink

WORDS = {"paused": "nghi", "closed": "dong"}
"""*Nghỉ* (a pause) and *Đóng* (closed), as far as seven segments can write them."""
LOST = "--"
SECOND = "ten2"
"""The second of one name (*tên*)."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Exactly as many characters as the panel has, and their brightness from 0 to 1."""

    text: str
    bright: float


def cells(look: Look, count: int) -> Segments:
    """The counter's state in ``count`` characters of seven segments.

    A number stands at the right; one that has no room is not cut but replaced by dashes, so that
    nobody follows half a number.
    """
    state = look.state
    if look.doubled:
        return Segments(SECOND[:count].rjust(count), DIM)
    if state is None:
        return Segments(LOST.rjust(count), DIM)
    match state.state:
        case "called":
            return _number(state.number, count, blink(look.age_s))
        case "serving":
            return _number(state.number, count, 1.0)
        case "paused" | "closed":
            return Segments(WORDS[state.state][:count].rjust(count), DIM)
        case "idle":
            between = f"-{look.counter}-" if look.counter < 10 ** (count - 2) else f"{look.counter}"
            return Segments(between.center(count)[:count], DIM)


def _number(number: int | None, count: int, bright: float) -> Segments:
    text = str(number)
    return Segments(text.rjust(count) if len(text) <= count else "-" * count, bright)
