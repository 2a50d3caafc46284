"""What the guidance desk announces on boards: a few words for a zone or for all, for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.facts import to_ms

EVERYWHERE = "hall"
"""The place that is the whole hall; also the name of its board."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Words of one place since ``since``, until a moment or the day's end."""

    vi: str
    en: str
    since: datetime
    until_ms: int | None = None

    def holds(self, at: datetime) -> bool:
        """Whether boards still say it."""
        return self.until_ms is None or to_ms(at) < self.until_ms


def told(announced: Mapping[str, Announcement], zone: str, at: datetime) -> list[Announcement]:
    """What the board of a zone says at a moment: its own words, then those for everybody."""
    found = (announced.get(place) for place in dict.fromkeys((zone, EVERYWHERE)))
    return [one for one in found if one is not None and one.holds(at)]
