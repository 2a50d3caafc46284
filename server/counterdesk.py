"""What is done at a counter: each verb one transaction; a mixin of the desk."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from server import replies
from server.domain import arms, moves, noshow, policy, sessions, skilled, why
from server.domain import facts as f
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.privacy import one_line
from server.domain.tickets import Ticket
from server.ledger import Actor, Answer, Ledger

ARMED = Actor("system", "armed")


class CounterVerbs:
    """The verbs of officers and terminals. Every one answers ``{call, state, number}``.

    Each is refused when who asks sees something else at the counter than is there.
    """

    _ledger: Ledger

    def next(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Finish what is being served and call whoever the rule says, or nobody."""

        return self._at_counter(
            by, key, "next", counter, lambda hall, now: self._next(hall, counter)
        )

    def _next(self, hall: Hall, counter: int) -> list[f.Fact]:
        ended = moves.release(hall, counter)
        if ended and hall.counter(counter).state == "paused":
            return ended  # it rests once this one is finished, as was asked
        moves.working(hall, counter)
        weighed = policy.candidates(hall, hall.rules.counters[counter])
        if not weighed:
            return ended
        reason = why.explain(counter, weighed, sessions.zone_of(hall.rules))
        return ended + moves.call(hall, counter, weighed[0].ticket, new_id(), reason)

    def call(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        number: int,
        reason: str,
        *,
        anyone: bool = True,
    ) -> Answer:
        """Call a number out of turn, for a reason that is kept.

        ``anyone``: also somebody of other counters' groups, as those who run the hall may.
        """

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            moves.working(hall, counter)
            if not reason.strip():
                raise refuse("reason-needed")
            ticket = _numbered(hall, number)
            moves.ours(hall, counter, ticket, anyone)
            told = why.by_hand(number, counter, one_line(reason))
            called = moves.call(hall, counter, ticket.id, new_id(), told)
            return moves.release(hall, counter) + called

        return self._at_counter(by, key, "call", counter, facts, number=number, reason=reason)

    def recall(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Announce the called ticket again."""
        return self._at_counter(
            by, key, "recall", counter, lambda hall, now: moves.recall(hall, counter, new_id())
        )

    def start(self, by: Actor, key: str | None, counter: int) -> Answer:
        """The citizen came."""
        return self._at_counter(
            by, key, "start", counter, lambda hall, now: moves.start(hall, counter)
        )

    def no_show(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Nobody came, after as many calls and as long as the plan asks for."""
        return self._at_counter(
            by, key, "no_show", counter, lambda hall, now: noshow.miss(hall, counter, now)
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
        officer: str | None = None,
    ) -> Answer:
        """Send the citizen on, with the same issue time and mark."""
        place = moves.Place(group, to_counter, officer)
        person = {} if officer is None else {"officer": officer}
        return self._at_counter(
            by,
            key,
            "transfer",
            counter,
            lambda hall, now: moves.transfer(hall, counter, place),
            group=group,
            to_counter=to_counter,
            **person,
        )

    def open(self, by: Actor, key: str | None, counter: int, officer: str | None = None) -> Answer:
        """Work, or work again after a pause."""

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            moves.planned(hall, counter)
            return [f.CounterOpened(counter, officer or hall.counter(counter).officer)]

        return self._at_counter(by, key, "open", counter, facts, officer=officer)

    def arm(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Have the next arrival called to this free counter by itself."""
        return self._at_counter(by, key, "arm", counter, lambda hall, now: moves.arm(hall, counter))

    def call_armed(self) -> None:
        """Call whoever came to an armed counter a moment ago."""
        snap = self._ledger.snapshot
        counter = arms.due(snap.hall, self._ledger.clock.now())
        if counter is None:
            return

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            return self._next(hall, counter) if arms.due(hall, now) == counter else []

        self._at_counter(ARMED, None, "next", counter, facts)

    def skills(
        self,
        by: Actor,
        key: str | None,
        counter: int,
        wanted: moves.Skills,
    ) -> Answer:
        """What the counter serves and helps for the rest of the day."""
        return self._at_counter(
            by,
            key,
            "skills",
            counter,
            lambda hall, now: moves.skills(hall, counter, wanted),
            **wanted._asdict(),
        )

    def bring(
        self, by: Actor, counter: int, login: str | None, groups: Collection[str] | None
    ) -> Answer:
        """``login`` sits at the counter and has learnt ``groups``; None: nothing limits them."""
        return self._at_counter(
            by, None, "bring", counter, lambda hall, _: skilled.bring(hall, counter, login, groups)
        )

    def close(self, by: Actor, key: str | None, counter: int) -> Answer:
        """Close the counter."""
        return self._at_counter(
            by, key, "close", counter, lambda hall, now: moves.close(hall, counter)
        )

    def return_ticket(
        self, by: Actor, key: str | None, counter: int, number: int, *, anyone: bool = True
    ) -> Answer:
        """A parked or missed citizen waits again; ``anyone`` as for ``call``."""

        def facts(hall: Hall, now: datetime) -> list[f.Fact]:
            ticket = _numbered(hall, number)
            moves.ours(hall, counter, ticket, anyone)
            return moves.return_(hall, ticket, now)

        return self._at_counter(by, key, "return", counter, facts, number=number)

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
            moves.as_seen(hall, counter, by.sees)
            made = facts(hall, now)
            return made, lambda after: replies.counter(after, counter, made, now)

        return self._ledger.run(by, key, {"verb": verb, "counter": counter, **body}, decide)


def _numbered(hall: Hall, number: int) -> Ticket:
    ticket = hall.tickets.get(hall.numbers.get(number, ""))
    if ticket is None:
        raise refuse("unknown-ticket")
    return ticket


def new_id() -> str:
    """A random id of a ticket or a call: 64 bits, hexadecimal."""
    return secrets.token_hex(8)
