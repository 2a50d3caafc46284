"""Kiosks that may be alone, without a wire: their real memory and rules, against a real desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from broker import messages as m
from kiosk.alone import Alone
from kiosk.hall import Hall
from kiosk.outbox import Outbox
from kiosk.rolls import Roll
from server import boards
from server.domain import handover
from server.domain.errors import Refused
from server.domain.facts import from_ms, to_ms
from server.ledger import Actor
from server.lending import lease


class ToldHall(Hall):
    """A hall whose clock is the test's."""

    __slots__ = ("clock",)
    clock: Callable[[], datetime]

    def now_ms(self, now_s: float) -> int | None:
        """Of the test."""
        return to_ms(self.clock())


class LoneKiosk:
    """One kiosk; ``desk`` is asked and told directly. ``kiosks`` share the numbers."""

    def __init__(self, id: str, folder: Path, centre: Any, kiosks: int) -> None:
        self.id, self.centre, self.kiosks = id, centre, kiosks
        self.by = Actor("device", id)
        self._folder, self._files = folder / id, 0
        self._outbox: Outbox | None = None
        self.restart()

    def restart(self) -> None:
        """A power cut of the kiosk; its file stays."""
        self.close()
        self._outbox = Outbox(self._folder / f"{self._files}.db")
        self.roll = Roll(self._outbox)
        self.hall = ToldHall(tz="Asia/Ho_Chi_Minh")
        self.hall.clock = self.centre.clock.now
        self.alone = Alone(self.roll, self.hall)

    def lose_memory(self) -> None:
        """A new card in the machine."""
        self._files += 1
        self.restart()

    def close(self) -> None:
        """Close the file."""
        if self._outbox is not None:
            self._outbox.close()

    def ping(self) -> None:
        """The server lends what is missing, and tells everything."""
        desk = self.centre.desk
        desk.tick()
        desk.lend(self.id, self.roll.id, self.kiosks)
        snap = desk.snapshot()
        self.hall.beat_ep = snap.ep
        self.alone.take(lease(snap, self.id, self.roll.id))
        self.hear()

    def hear(self) -> None:
        """Whatever the catalogue says now."""
        snap = self.centre.desk.snapshot()
        self.hall.tell_centre(boards.centre_info(snap, "http://hall.test"))
        for zone in snap.hall.rules.zones:
            self.hall.tell_zone(boards.catalogue(snap, zone))
            self.hall.heard_ms[zone] = self.hall.now_ms(0) or 0

    def issue(self, request: str, group: str, priority: bool = False) -> Any:
        """A touch while the server is away."""
        asked = m.KioskRequest(v=1, id=request, group=group, priority=priority)
        return self.alone.issue(asked, 0)

    def ask(self, request: str, group: str, priority: bool = False) -> Any:
        """The same touch, asked of the server."""
        return self.centre.desk.issue(self.by, request, group=group, priority=priority)

    def tell_one(self) -> m.Taken | None:
        """Hand over the oldest ticket; the answer, not yet noted."""
        told = self.roll.next_to_tell()
        if told is None:
            return None
        fields = told.model_dump(exclude={"v", "id", "issued_ms"})
        alone = handover.Alone(request=told.id, issued_at=from_ms(told.issued_ms), **fields)
        try:
            answer = self.centre.desk.hand_over(self.by, alone)
        except Refused as refused:
            return m.Taken(v=1, id=told.id, ok=False, code=refused.code)
        return m.Taken(v=1, id=told.id, ok=True, ticket=answer["ticket"])

    def hand_over(self) -> list[m.Taken]:
        """Everything, in order."""
        done = []
        while (taken := self.tell_one()) is not None:
            self.roll.settle(taken)
            done.append(taken)
        return done
