"""Who of today already holds a number, as keyed hashes in memory: the key dies with the day.

Nothing of it is written anywhere. A restart of the server makes a new key and so forgets who came:
somebody may then take one number more, which is the price of keeping nothing.
"""

from __future__ import annotations

import secrets

from server.domain.hall import Hall
from server.domain.tickets import AT_COUNTER, LegState, Ticket

KEY_BYTES = 32
LIVE = AT_COUNTER | {LegState.WAITING, LegState.PARKED}
"""States in which somebody still holds a place."""


class Persons:
    """Hashes of one day, made by kiosks with that day's key."""

    def __init__(self) -> None:
        self._day = ""
        self._key = ""
        self._tickets: dict[tuple[str, str], str] = {}

    def key_of(self, day: str) -> str:
        """The key of ``day`` in hexadecimal; asking for another day destroys the one before."""
        if day != self._day:
            self._day, self._key = day, secrets.token_hex(KEY_BYTES)
            self._tickets.clear()
        return self._key

    def live(self, hall: Hall, person: str, group: str) -> Ticket | None:
        """The ticket of this person in this group that still waits or is being served."""
        self.key_of(hall.day)
        ticket = hall.tickets.get(self._tickets.get((person, group), ""))
        return ticket if ticket is not None and ticket.state in LIVE else None

    def note(self, person: str, group: str, ticket: str) -> None:
        """``ticket`` is this person's. One whose commit failed names nobody, and limits nobody."""
        self._tickets[person, group] = ticket
