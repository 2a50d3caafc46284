"""Everything that lets a kiosk go on while the server is away, put together."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from broker import messages as m
from broker import topics
from kiosk.alone import Alone
from kiosk.asking import Reply
from kiosk.hall import Hall
from kiosk.handover import Handover
from kiosk.memory import Memory
from kiosk.outbox import Letter, Outbox
from kiosk.probe import Probe
from kiosk.rolls import Roll
from kiosk.says import Says


class Solo:
    """Hears of the hall and keeps it in mind; gives numbers alone, and hands them over.

    ``post`` says a message of the outbox.
    """

    def __init__(
        self, says: Says, hall: Hall, outbox: Outbox, post: Callable[[Letter], None]
    ) -> None:
        self._says, self._hall, self._outbox, self._post = says, hall, outbox, post
        self._roll = Roll(outbox)
        self._memory = Memory(self._roll, hall)
        self._memory.restore()
        self._alone = Alone(self._roll, hall)
        self._probe = Probe(hall, self._ping, self._on_server)
        self._handover = Handover(
            self._roll,
            lambda: hall.lives(time.monotonic()),
            lambda told: says.say(topics.KIOSK_ISSUED, told),
            self._on_taken,
        )

    def start(self) -> None:
        """Listen, ask whether the server is there, and hand over."""
        self._says.hear(topics.TIME, m.Heartbeat, self._beat)
        self._says.hear(topics.CENTRE, m.CentreInfo, self._tell_centre)
        self._says.hear(topics.CATALOGUE, m.Catalogue, self._tell_zone)
        self._says.hear_own(topics.KIOSK_LEASE, m.Lease, self._alone.take)
        self._says.hear_own(topics.KIOSK_TAKEN, m.Taken, self._handover.heard)
        self._says.hear_own(topics.KIOSK_PONG, m.Pong, lambda pong: self._probe.heard(pong.n))
        self._probe.start()
        self._handover.start()

    def stop(self) -> None:
        """End; what is left is handed over the next time."""
        self._probe.stop()
        self._handover.stop()

    def on_link(self, up: bool) -> None:
        """The broker came or went."""
        self._probe.on_link(up)

    def can_issue(self, group: str) -> bool:
        """Is there a number for a group, today?"""
        return self._alone.can_issue(group, time.monotonic())

    def issue(self, request: m.KioskRequest) -> Reply:
        """As ``Alone.issue``; the server hears of it as soon as it can."""
        reply = self._alone.issue(request, time.monotonic())
        self._handover.wake()
        return reply

    def state(self) -> dict[str, Any]:
        """Whether numbers can be given alone, since when they must, and which are used up."""
        now_s = time.monotonic()
        return {
            "can_issue": self._alone.can_issue_any(now_s),
            "since_ms": self._probe.since_ms,
            "used_up": self._alone.used_up(now_s),
        }

    def counts(self) -> dict[str, int]:
        """For the health: tickets still to be handed over, and tickets that were refused."""
        alone, refused = self._roll.counts()
        return {"alone": alone, "refused": refused}

    def holds_back(self, letter: Letter) -> bool:
        """Is it about a ticket that the server does not know of yet?"""
        if not letter.topic.endswith("/printed"):
            return False
        return self._roll.is_pending(m.decode(m.Printed, letter.payload).ticket)

    def _on_taken(self, ticket: str) -> None:
        """Now the server can be told what became of its paper."""
        for letter in self._outbox.pending(about=ticket):
            self._post(letter)

    def _on_server(self, lives: bool) -> None:
        self._hall.touch()
        if lives:
            self._handover.wake()

    def _ping(self, n: int) -> None:
        self._says.say(topics.KIOSK_PING, m.Ping(v=1, n=n, roll=self._roll.id))

    def _beat(self, heartbeat: m.Heartbeat) -> None:
        self._hall.beat(heartbeat, time.monotonic())
        self._memory.beat(heartbeat)

    def _tell_centre(self, told: m.CentreInfo) -> None:
        self._hall.tell_centre(told)
        self._memory.centre(told)

    def _tell_zone(self, told: m.Catalogue) -> None:
        self._hall.tell_zone(told)
        self._memory.zone(told)
