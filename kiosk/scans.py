"""What a scanned code means to a kiosk: a card, a receipt for a result, a booking, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kiosk.cards import looks_like_card, parse_card
from kiosk.errors import NoCard

Kind = Literal["card", "receipt", "booking", "unknown"]
RECEIPT = re.compile(r"[A-Z][0-9]{2}(?:\.[0-9]{1,4}){0,4}-[0-9]{6}-[0-9]{4,6}")
"""A dossier's number as receipts carry it: agency, day of receipt, number of the day."""
_CODE = "[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}"
BOOKING = re.compile(rf"(?:https?://[^\s/]+/b/)?({_CODE})(?:\?[^\s]*)?", re.IGNORECASE)
OLD_AGE = 75
"""From this age on priority is proposed; the setting may say otherwise (domain: iHanoi's rule)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A code and its meaning.

    ``person`` is the number of a card until it becomes a keyed hash; ``code`` names a booking.
    """

    kind: Kind
    is_old: bool = False
    person: str | None = field(default=None, repr=False)
    code: str | None = None


def understand(text: str, today: date, priority_age: int = OLD_AGE) -> Scan:
    """The meaning of one scanned line. Never raises: what means nothing is ``unknown``."""
    text = text.strip()
    if looks_like_card(text):
        try:
            card = parse_card(text)
        except NoCard:
            return Scan("unknown")
        return Scan("card", card.age(today) >= priority_age, card.number)
    if RECEIPT.fullmatch(text.upper()):
        return Scan("receipt")
    if found := BOOKING.fullmatch(text):
        return Scan("booking", code=found.group(1).upper().replace("-", ""))
    return Scan("unknown")
