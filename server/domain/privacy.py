"""Keeping out of the journal what must never be in it."""

from __future__ import annotations

import re

SHORTEST = 8
"""Digits of the shortest number that can name a person; phone and card numbers are longer."""
_RUN = re.compile(rf"\d(?:[ .\-]?\d){{{SHORTEST - 1},}}")


def without_numbers(text: str) -> str:
    """``text`` with every long number blotted out: card and phone numbers are not kept."""
    return _RUN.sub(lambda found: "•" * len(found.group()), text)


def one_line(text: str) -> str:
    """What somebody wrote as a reason: on one line, without long numbers."""
    return without_numbers(" ".join(text.split()))
