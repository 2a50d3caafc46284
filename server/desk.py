"""The desk: every verb of the hall, one transaction each.

Every verb takes who asks and a request id (``key``); a repeat of both gets the first answer.
Answers are plain JSON values. Refusals raise ``Refused`` with a stable code.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from server import figures, replies
from server.domain import facts as f
from server.domain import issue as issuing
from server.domain import moves, policy, sessions, why
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.snapshot import Snapshot
from server.domain.statistics import LegFigures
from server.domain.tickets import LegState, Ticket
from server.ledger import Actor, Answer, Ledger, Listener
from server.seen import Seen
from server.store.store import Store

__all__ = ["Actor", "Desk"]


class Desk:
    """What may be done in the hall. ``url`` is where citizens' phones reach this server."""

    def __init__(self, ledger: Ledger, store: Store, url: str) -> None:
        self._ledger = ledger
        self._store = store
        self.url = url
        self.seen = Seen()

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
    ) -> Answer:
        """Give a number. Answers the body of ``POST /tickets``."""
        asked = {
            "group": group,
            "priority": priority,
            "dossiers": dossiers,
            "channel": channel,
            "lang": lang,
        }
        ticket, public = _id(), secrets.token_urlsafe(16)

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            made = issuing.issue(hall, now, ticket=ticket, key=public, **asked)  # type: ignore[arg-type]
            ahead = made[0].ahead  # type: ignore[attr-defined]
            return made, lambda after: replies.ticket(after, ticket, ahead, self.url)

        return self._ledger.run(by, key, {"verb": "issue", **asked}, decide)

    def next(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Finish what is being served and call whoever the rule says, or nobody."""

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            moves.working(hall, counter)
            ended = moves.release(hall, counter)
            weighed = policy.candidates(hall, hall.rules.counters[counter])
            if not weighed:
                return ended
            tz, help_s = sessions.zone_of(hall.rules), hall.rules.centre.help_delay_s
            reason = why.explain(counter, weighed, tz, help_s)
            return ended + moves.call(hall, counter, weighed[0].ticket, _id(), reason)

        return self._at_counter(by, key, "next", counter, facts)

    def call(self, by: Actor, key: str | None, counter: int, number: int, reason: str) -> Answer:
        """Call a number out of turn, for a reason that is kept."""

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            moves.working(hall, counter)
            if not reason.strip():
                raise refuse("reason-needed")
            ticket = _numbered(hall, number)
            told = why.by_hand(number, counter, reason.strip())
            called = moves.call(hall, counter, ticket.id, _id(), told)
            return moves.release(hall, counter) + called

        return self._at_counter(by, key, "call", counter, facts, number=number, reason=reason)

    def recall(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Announce the called ticket again."""
        return self._at_counter(
            by, key, "recall", counter, lambda hall, now: moves.recall(hall, counter, _id())
        )

    def start(self, by: Actor, key: str | None, counter: int) -> Answer:
        """The citizen came."""
        return self._at_counter(
            by, key, "start", counter, lambda hall, now: moves.start(hall, counter)
        )

    def finish(self, by: Actor, key: str | None, counter: int) -> Answer:
        """The citizen was served; nobody is called."""
        return self._at_counter(
            by, key, "finish", counter, lambda hall, now: moves.finish(hall, counter)
        )

    def no_show(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Nobody came."""
        return self._at_counter(
            by, key, "no_show", counter, lambda hall, now: moves.no_show(hall, counter)
        )

    def park(self, by: Actor, key: str | None, counter: int, reason: str = "") -> Answer:
        """Set the citizen aside."""
        return self._at_counter(
            by,
            key,
            "park",
            counter,
            lambda hall, now: moves.park(hall, counter, reason),
            reason=reason,
        )

    def undo(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Take back the counter's last move."""
        return self._at_counter(
            by, key, "undo", counter, lambda hall, now: moves.undo(hall, counter, now)
        )

    def transfer(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        *,
        group: str | None = None,
        to_counter: int | None = None,
    ) -> Answer:
        """Send the citizen on, with the same issue time and mark."""
        return self._at_counter(
            by,
            key,
            "transfer",
            counter,
            lambda hall, now: moves.transfer(hall, counter, group, to_counter),
            group=group,
            to_counter=to_counter,
        )

    def open(self, by: Actor, key: str | None, counter: int, officer: str | None = None) -> Answer:
        """Work, or work again after a pause."""

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            moves.planned(hall, counter)
            return [f.CounterOpened(counter, officer or hall.counter(counter).officer)]

        return self._at_counter(by, key, "open", counter, facts, officer=officer)

    def pause(self, by: Actor, key: str | None, counter: int, reason: str) -> Answer:
        """Rest for a reason."""
        return self._at_counter(
            by,
            key,
            "pause",
            counter,
            lambda hall, now: moves.pause(hall, counter, reason),
            reason=reason,
        )

    def close(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Close the counter."""
        return self._at_counter(
            by, key, "close", counter, lambda hall, now: moves.close(hall, counter)
        )

    def return_ticket(self, by: Actor, key: str | None, counter: int, number: int) -> Answer:
        """A parked or missed citizen waits again."""
        return self._at_counter(
            by,
            key,
            "return",
            counter,
            lambda hall, now: moves.return_(hall, _numbered(hall, number), now),
            number=number,
        )

    def leave(self, by: Actor, key: str | None, public_key: str) -> Answer:
        """A citizen gives up the place."""
        return self._of_ticket(
            by, key, "leave", public_key, lambda hall, ticket: moves.leave(ticket)
        )

    def rate(
        self,
        by: Actor,
        key: str | None,
        public_key: str,
        score: int,
        reasons: Sequence[str] = (),
        comment: str = "",
    ) -> Answer:
        """A citizen rates the visit, once, after service."""

        def facts(hall: Hall, ticket: Ticket) -> list[f.Fact]:
            if ticket.state is not LegState.SERVED:
                raise refuse("not-served-yet")
            if ticket.rating is not None:
                raise refuse("already-rated")
            return [f.TicketRated(ticket.id, score, tuple(reasons), comment)]

        return self._of_ticket(
            by, key, "rate", public_key, facts, score=score, reasons=list(reasons), comment=comment
        )

    def printed(self, by: Actor, key: str | None, ticket: str, ok: bool, paper: str) -> Answer:
        """A kiosk tells what became of the paper."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            if ticket not in hall.tickets:
                raise refuse("unknown-ticket")
            return [f.TicketPrinted(ticket, ok, paper, by.id)], lambda _: {"ok": True}

        body = {"verb": "printed", "ticket": ticket, "ok": ok, "paper": paper}
        return self._ledger.run(by, key, body, decide)

    def legs(self, first: date, last: date) -> list[LegFigures]:
        """Every leg of tickets issued on these local days, for statistics."""
        with self._store.read() as db:
            return figures.legs(db, self.plan, first, last)

    def _at_counter(
        self,
        by: Actor,
        key: str | None,
        verb: str,
        counter: int,
        facts: Callable[[Hall, datetime], list[f.Fact]],
        **body: Any,
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            made = facts(hall, now)
            return made, lambda after: replies.counter(after, counter, made, now)

        return self._ledger.run(by, key, {"verb": verb, "counter": counter, **body}, decide)

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


def _numbered(hall: Hall, number: int) -> Ticket:
    ticket = hall.tickets.get(hall.numbers.get(number, ""))
    if ticket is None:
        raise refuse("unknown-ticket")
    return ticket


def _id() -> str:
    return secrets.token_hex(8)
