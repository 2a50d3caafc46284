"""For how long counters really had each leg of a day, whatever was pressed or undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from server.domain.facts import Recorded, to_ms
from server.domain.fold import apply
from server.domain.hall import Hall

Leg = tuple[str, int]
"""(ticket id, number of the leg)"""


class Holds:
    """Folds the facts of a day, and adds up from when to when every counter had whom.

    Who was set aside and came back is counted twice, who was called by mistake for moments only.
    """

    def __init__(self, records: Iterable[Recorded]) -> None:
        self.hall = Hall()
        self.total_ms: dict[Leg, int] = {}
        self._since: dict[int, tuple[Leg, datetime]] = {}
        for recorded in records:
            before = {n: counter.ticket for n, counter in self.hall.counters.items()}
            apply(self.hall, recorded)
            for n, counter in self.hall.counters.items():
                if before.get(n) != counter.ticket:
                    self._changed(n, counter.ticket, recorded.at)

    def _changed(self, counter: int, ticket: str | None, at: datetime) -> None:
        held = self._since.pop(counter, None)
        if held is not None:
            leg, since = held
            self.total_ms[leg] = self.total_ms.get(leg, 0) + to_ms(at) - to_ms(since)
        if ticket is not None:
            self._since[counter] = (ticket, self.hall.tickets[ticket].leg.no), at
