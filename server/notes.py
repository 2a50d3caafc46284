"""Notes for the next officer: a short text to a ticket, in memory alone.

A note is about somebody's visit, so it is in no journal, no file and no public document. It is gone
with the day, and when the server starts again.
"""

from __future__ import annotations

from server.domain.hall import Hall
from server.domain.privacy import without_numbers

LONGEST = 140


class Notes:
    """The notes of one day by the id of their ticket."""

    def __init__(self) -> None:
        self._day = ""
        self._texts: dict[str, str] = {}

    def of(self, hall: Hall, ticket: str) -> str | None:
        """The note to a ticket of today, or None."""
        return self._texts.get(ticket) if hall.day == self._day else None

    def put(self, hall: Hall, ticket: str, text: str) -> str | None:
        """Keep ``text`` for the next officer, long numbers blotted out; nothing ends the note."""
        if hall.day != self._day:
            self._day, self._texts = hall.day, {}
        said = without_numbers(" ".join(text.split()))[:LONGEST]
        if said:
            self._texts[ticket] = said
        else:
            self._texts.pop(ticket, None)
        return said or None
