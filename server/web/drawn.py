"""What a form was drawn from: a window that shows what no longer is changes nothing by its save."""

from __future__ import annotations

import hashlib


def base(*shown: object) -> str:
    """What stands in the form for everything that it shows."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:20]


def is_late(sent: str | None, now: str) -> bool:
    """Whether the form was drawn from something else; who says nothing is asked nothing."""
    return sent is not None and sent != now
