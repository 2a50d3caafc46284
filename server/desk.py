"""The desk: every verb of the hall, one transaction each.

Every verb takes who asks and a request id (``key``); a repeat of both gets the first answer.
Answers are plain JSON values. Refusals raise ``Refused`` with a stable code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from server import figures, replies
from server.alonedesk import AloneVerbs
from server.announcedesk import AnnounceVerbs
from server.auditdesk import AuditVerbs
from server.bookingcodes import Codes
from server.bookingdesk import BookingVerbs
from server.clients import Clients
from server.counterdesk import CounterVerbs, new_id
from server.domain import facts as f
from server.domain import handover, moves
from server.domain import issue as issuing
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.snapshot import Snapshot
from server.domain.statistics import LegFigures
from server.domain.tickets import Ticket
from server.feedbackdesk import CitizenVerbs
from server.groupdesk import GroupVerbs
from server.helpdesk import HelpVerbs
from server.ledger import Actor, Answer, Ledger, Listener
from server.notes import Notes
from server.persons import Persons
from server.plandesk import PlanVerbs
from server.reprints import ReprintVerbs
from server.seen import Seen
from server.store.feedback import FeedbackBox
from server.store.keys import secret
from server.store.store import Store
from server.ticketdesk import TicketVerbs
from server.visitdesk import VisitVerbs

__all__ = ["Actor", "Answer", "Desk"]
_LUCK = secrets.SystemRandom()


class Desk(
    CounterVerbs,
    VisitVerbs,
    BookingVerbs,
    CitizenVerbs,
    GroupVerbs,
    AnnounceVerbs,
    AloneVerbs,
    HelpVerbs,
    ReprintVerbs,
    TicketVerbs,
    AuditVerbs,
    PlanVerbs,
):
    """What may be done in the hall. ``url`` is where citizens' phones reach this server."""

    def __init__(self, ledger: Ledger, store: Store, url: str) -> None:
        self._ledger = ledger
        self._store = store
        self.url = url
        self.seen = Seen()
        self.notes = Notes()
        self.persons = Persons()
        self.codes = Codes(secret(store, "booking"))
        self.clients = Clients()
        self.feedback = FeedbackBox(store)

    @property
    def folder(self) -> Path:
        """Where the centre's files are."""
        return self._store.path.parent

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self._ledger.snapshot.hall.rules

    def now(self) -> datetime:
        """The hall's time, aware UTC."""
        return self._ledger.clock.now()

    def snapshot(self) -> Snapshot:
        """The newest committed picture of the hall."""
        return self._ledger.snapshot

    def subscribe(self, listener: Listener) -> None:
        """Tell ``listener`` of every commit, after it, in order."""
        self._ledger.subscribe(listener)

    def tick(self) -> None:
        """Turn the day when it has come."""
        self._ledger.tick()
        self.take_notes()

    def touch(self) -> Snapshot:
        """A new revision, for documents whose estimates moved with the clock."""
        return self._ledger.touch()

    def issue(
        self,
        by: Actor,
        key: str | None,
        *,
        group: str,
        priority: bool = False,
        dossiers: int = 1,
        channel: str = "kiosk",
        lang: str = "vi",
        slot_at: datetime | None = None,
        person: str | None = None,
    ) -> Answer:
        """Give a number. Answers the body of ``POST /tickets``; ``slot_at``: an appointment.

        ``person``, a keyed hash, gets one live number a group; it is not part of what is kept.
        """
        asked = {
            "group": group,
            "priority": priority,
            "dossiers": dossiers,
            "channel": channel,
            "lang": lang,
        }
        kind, _, device = str(by).partition(":")
        asked_by = (device, key) if kind == "device" and key is not None else None
        ticket, public, chance = new_id(), secrets.token_urlsafe(16), _LUCK.random()

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            if asked_by and (own := handover.ticket_of(hall, *asked_by)) is not None:
                return [], lambda after: replies.ticket(after, own.id, None, self.url)
            self._one_a_person(hall, person, group)
            made = issuing.issue(
                hall,
                now,
                ticket=ticket,
                key=public,
                group=group,
                priority=priority,
                dossiers=dossiers,
                channel=channel,
                lang=lang,
                slot_at=slot_at,
                book=self._ledger.outlooks.book,
                touch=asked_by,
                chance=chance,
            )
            ahead = made[0].ahead  # type: ignore[attr-defined]
            if person is not None:
                self.persons.note(person, group, ticket)
            return made, lambda after: replies.ticket(after, ticket, ahead, self.url)

        body = {"verb": "issue", **asked}
        if slot_at is not None:
            body["slot"] = slot_at.isoformat()
        return self._ledger.run(by, key, body, decide)

    def _one_a_person(self, hall: Hall, person: str | None, group: str) -> None:
        if person is not None and (held := self.persons.live(hall, person, group)) is not None:
            raise refuse("already-waiting", held.number)

    def leave(self, by: Actor, key: str | None, public_key: str) -> Answer:
        """A citizen gives up the place."""
        return self._of_ticket(
            by, key, "leave", public_key, lambda hall, ticket: moves.leave(ticket)
        )

    def printed(
        self,
        by: Actor,
        key: str | None,
        ticket: str,
        ok: bool,
        paper: str,
        confirmed: str | None = None,
    ) -> Answer:
        """A kiosk tells what became of the paper, and how it knows."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            if ticket not in hall.tickets:
                raise refuse("unknown-ticket")
            return [f.TicketPrinted(ticket, ok, paper, by.id, confirmed)], lambda _: {"ok": True}

        body = {"verb": "printed", "ticket": ticket, "ok": ok, "paper": paper}
        return self._ledger.run(by, key, body, decide)

    def legs(self, first: date, last: date) -> list[LegFigures]:
        """Every leg of tickets issued on these local days, for statistics."""
        with self._store.read() as db:
            return figures.legs(db, self.plan, first, last)

    def _of_ticket(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        public_key: str,
        facts: Callable[[Hall, Ticket], list[f.Fact]],
        **body: Any,
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            ticket = hall.tickets.get(hall.keys.get(public_key, ""))
            if ticket is None:
                raise refuse("unknown-ticket")
            made = facts(hall, ticket)
            return made, lambda after: {"state": after.tickets[ticket.id].state.value}

        return self._ledger.run(by, key, {"verb": verb, "ticket": public_key, **body}, decide)
