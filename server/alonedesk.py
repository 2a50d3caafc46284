"""What kiosks do alone, as verbs of the desk: numbers lent to them, and tickets handed over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from server.domain import facts as f
from server.domain import handover, leases, refusals, sessions
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger
from server.store import past
from server.store.store import Store

NOT_PAST = handover.Past(lent=False, given=None)
SOON = timedelta(seconds=60)


class AloneVerbs:
    """A part of the desk."""

    _ledger: Ledger
    _store: Store

    def lend(self, device: str, roll: str, kiosks: int) -> None:
        """Grant a kiosk what it is to hold for today and the next open day."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            return leases.wanted(hall, device, roll, kiosks), lambda _: {}

        self._ledger.run(Actor("system", "server"), None, {}, decide)

    def hand_over(self, by: Actor, told: handover.Alone) -> Answer:
        """Take a ticket that a kiosk gave alone; a repeat gets the first answer.

        Answers ``{"ticket": id}`` of the ticket that counts for this touch. Raises Refused.
        """
        behind = self._past(by.id, told)

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            made = handover.take(hall, now, by.id, told, behind)
            kept = next((one.instead for one in made if isinstance(one, f.TicketWithdrawn)), None)
            return made, lambda _: {"ticket": kept or told.ticket}

        body = {"verb": "hand_over", **told._asdict(), "issued_at": told.issued_at.isoformat()}
        return self._ledger.run(by, f"alone:{told.request}", body, decide)

    def keep_refused(self, by: Actor, told: handover.Alone, code: str) -> None:
        """Keep a ticket that was refused, until a person has seen to its holder."""
        named = "\0".join((by.id, told.request, told.ticket))
        alert = hashlib.sha256(named.encode()).hexdigest()[:16]

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            return refusals.keep(hall, by.id, told, code, alert), lambda _: {}

        self._ledger.run(by, None, {}, decide)

    def _past(self, device: str, told: handover.Alone) -> handover.Past:
        """Looked up before the transaction: nobody else writes into a day that is over."""
        hall = self._ledger.snapshot.hall
        today = sessions.local_day(self._ledger.clock.now() + SOON, sessions.zone_of(hall.rules))
        day = handover.day_of(hall, told)
        if day >= today.isoformat():
            return NOT_PAST
        with self._store.read() as db:
            return handover.Past(
                past.was_lent(db, device, day, told.series, told.number),
                past.given_as(db, day, told.number),
            )
