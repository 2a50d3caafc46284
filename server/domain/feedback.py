"""Feedback of citizens (phản ánh, kiến nghị): its states, and what may be kept of the words."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from server.domain.errors import refuse
from server.domain.privacy import without_numbers

LONGEST = 1000
"""Letters of what is written, and of an answer."""
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of a reference code: none that is taken for another one."""
CODE_LETTERS = 12


class FeedbackState(StrEnum):
    """Where a piece of feedback stands; it only ever moves forward."""

    NEW = "new"
    ANSWERED = "answered"
    CLOSED = "closed"


def words(text: str) -> str:
    """What is kept of ``text``: long numbers blotted out. Raises Refused when nothing is said."""
    kept = without_numbers(text.replace("\r\n", "\n").strip())
    if not kept:
        raise refuse("feedback-empty")
    return kept


def new_code(choose: Callable[[str], str]) -> str:
    """An unguessable reference in groups of four; ``choose`` picks one of some letters."""
    letters = "".join(choose(LETTERS) for _ in range(CODE_LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LETTERS, 4))


def plain_code(typed: str) -> str:
    """A code as somebody typed it, in the form in which it was given."""
    letters = "".join(one for one in typed.upper() if one.isalnum())[:CODE_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
