"""What is done with appointments: each verb one transaction; a mixin of the desk."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime

from server import replies
from server.bookingcodes import Codes, new_code, plain
from server.clients import Clients
from server.domain import booking_slots, booking_visit
from server.domain import facts as f
from server.domain import issue as issuing
from server.domain.errors import refuse
from server.domain.fold import apply
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger
from server.store import day_facts
from server.store.store import Store

Made = tuple[Sequence[f.Fact], Callable[[Hall], Answer]]


class BookingVerbs:
    """Booking, calling off, and checking in. Codes are given out and never kept."""

    _ledger: Ledger
    _store: Store
    url: str
    codes: Codes
    clients: Clients

    def book(
        self, by: Actor, key: str | None, *, group: str, slot_at: datetime, client: str | None
    ) -> Answer:
        """An appointment. Answers the body of ``POST /bookings``.

        ``client``, a keyed hash, makes so many a day; None for staff, who book for others.
        """
        code = new_code()

        def decide(hall: Hall, now: datetime) -> Made:
            id = self.codes.id_of(code)
            if hall.bookings.get(id) is not None:
                raise refuse("slot-full")  # once in 2^40: the next try draws another code
            if client is not None:
                self._not_too_many(hall, client)
            made = booking_slots.book(hall, id, group, slot_at, now)
            if client is not None:
                self.clients.note(client, id)
            return made, self._told(id, code)

        body = {"verb": "book", "group": group, "slot": slot_at.isoformat()}
        return self._ledger.run(by, key, body, decide)

    def _told(self, id: str, code: str) -> Callable[[Hall], Answer]:
        return lambda hall: replies.booking(hall, booking_visit.known(hall, id), self.url, code)

    def _not_too_many(self, hall: Hall, client: str) -> None:
        most = hall.rules.booking.per_client_day
        if self.clients.holds(hall, client) >= most:
            raise refuse("booking-limit", most)

    def cancel_booking(self, by: Actor, key: str | None, code: str, reason: str = "") -> Answer:
        """The holder does not come, or staff say why; the slot is free for others."""
        code, id = self.read_code(code)

        def decide(hall: Hall, now: datetime) -> Made:
            made = booking_visit.cancel(hall, id, reason)
            return made, self._told(id, code)

        body = {"verb": "cancel-booking", "booking": id}
        return self._ledger.run(by, key, {**body, "reason": reason} if reason else body, decide)

    def check_in(
        self,
        by: Actor,
        key: str | None,
        code: str,
        *,
        priority: bool = False,
        dossiers: int = 1,
        channel: str = "kiosk",
        lang: str = "vi",
    ) -> Answer:
        """A number for an appointment. Answers the body of ``POST /tickets``."""
        _, id = self.read_code(code)
        ticket, public = secrets.token_hex(8), secrets.token_urlsafe(16)
        asked = {"priority": priority, "dossiers": dossiers, "channel": channel, "lang": lang}

        def decide(hall: Hall, now: datetime) -> Made:
            booking = booking_visit.known(hall, id)
            slot_at = booking_visit.slot_for_check_in(hall, booking, now)
            made = issuing.issue(
                hall,
                now,
                ticket=ticket,
                key=public,
                group=booking.group,
                priority=priority,
                dossiers=dossiers,
                channel=channel,
                lang=lang,
                slot_at=slot_at,
                book=self._ledger.outlooks.book,
                booked=True,
            )
            ahead = made[0].ahead  # type: ignore[attr-defined]
            taken = f.SlotTaken(id, ticket, late=slot_at is None)
            return [*made, taken], lambda after: replies.ticket(after, ticket, ahead, self.url)

        return self._ledger.run(by, key, {"verb": "check-in", "booking": id, **asked}, decide)

    def past_hall(self, day: date) -> Hall:
        """A day that is over as it ended, from the journal; empty when there was none."""
        hall = Hall()
        with self._store.read() as db:
            for recorded in day_facts.facts_of(db, day.isoformat()):
                apply(hall, recorded)
        return hall

    def read_code(self, text: str) -> tuple[str, str]:
        """A code without hyphens, and the id of its appointment. Raises Refused: it is none."""
        code = plain(text)
        if code is None:
            raise refuse("unknown-booking")
        return code, self.codes.id_of(code)
