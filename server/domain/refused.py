"""A ticket of a kiosk that was not taken, as the hall keeps it for the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RefusedTicket:
    """What is on the slip, which ``device`` gave it, and since when we know of it.

    ``code`` is the refusal's; ``issued_at`` is the device's own clock, which may be wrong.
    """

    alert: str
    device: str
    number: int
    group: str
    code: str
    issued_at: datetime
    told_at: datetime
    priority: bool
    dossiers: int
    lang: str
    lives: bool = True
