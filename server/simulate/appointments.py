"""Appointments of simulated citizens: made over the public interface, and kept, mostly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.simulate.client import Answer, Client
from server.simulate.people import Person, Visit
from server.simulate.schedule import Schedule

NEXT_SLOTS = 4
"""People take one of the next free times, so that a demo shows them soon."""
Comes = Callable[[Person, str | None], None]


@dataclass(slots=True)
class Appointments:
    """The guidance desk books for whoever calls: one address alone may hold a few a day only."""

    schedule: Schedule
    desk: Client
    login: str
    pin: str
    _is_in: bool = field(default=False, init=False)

    def book(self, who: Person, comes: Comes) -> None:
        """Book for ``who``, who then ``comes`` with the code in their time.

        Where there is no time left they come at once, without one.
        """
        self.schedule.after(0, lambda: self._book(who, comes))

    def _book(self, who: Person, comes: Comes) -> None:
        assert who.visit is not None
        slot_at = self._slot(who.group, who.visit)
        made = self._make(who, slot_at) if slot_at is not None else None
        if slot_at is None or made is None or not made.ok:
            comes(who, None)
            return
        code = made.body["code"]
        if who.visit.comes:
            after_s = (datetime.fromisoformat(slot_at) - self._now()).total_seconds()
            self.schedule.after(max(after_s - who.visit.lead_s, 0), lambda: comes(who, code))

    def _slot(self, group: str, visit: Visit) -> str | None:
        """When the time begins that somebody takes, as the interface tells it."""
        found = self.desk.get(f"/slots?group={group}")
        rows: list[dict[str, Any]] = found.body["slots"] if found.ok else []
        free = [str(row["slot_at"]) for row in rows if row["left"] > 0][:NEXT_SLOTS]
        return free[int(visit.which * len(free))] if free else None

    def _make(self, who: Person, slot_at: str) -> Answer:
        asked = {"group": who.group, "slot_at": slot_at}
        self._is_in = self._is_in or self.desk.login(self.login, self.pin)
        made = self.desk.post("/bookings", asked, key=who.id)
        if made.ok or self.desk.get("/session").ok:
            return made
        self._is_in = self.desk.login(self.login, self.pin)  # an ended session is a stranger's
        return self.desk.post("/bookings", asked, key=f"{who.id}-again")

    def _now(self) -> datetime:
        """The hall's time, which may run fast."""
        return datetime.fromisoformat(self.desk.get("/centre").body["now"])
