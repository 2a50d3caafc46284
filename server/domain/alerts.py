"""Who asks for a person of the desk: one alert a device, until somebody has been there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["asked", "coming", "done"]


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody at ``device`` needs help since ``asked_at``; ``id`` is the touch that said so."""

    id: str
    device: str
    kind: str
    asked_at: datetime
    state: State = "asked"

    @property
    def lives(self) -> bool:
        """Does it still need somebody?"""
        return self.state != "done"
