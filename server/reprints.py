"""A slip once more: whether it may be printed, and what the kiosk is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from broker import messages as m
from server import replies
from server.domain import facts as f
from server.domain.errors import refuse, wrong_state
from server.domain.hall import Hall
from server.domain.snapshot import Committed, Snapshot
from server.domain.tickets import UNFINISHED, LegState, Ticket
from server.ledger import Actor, Answer, Decision, Ledger
from server.seen import DeviceSeen, Seen

NO_PAPER = frozenset({"out", "cover", "unplugged"})
"""What keeps a kiosk from printing: ``trouble`` of its health."""


class ReprintVerbs:
    """What the guidance desk may do for a citizen without a slip; a mixin of the desk."""

    _ledger: Ledger
    seen: Seen

    def reprint(self, by: Actor, key: str | None, number: int, kiosk: str) -> Answer:
        """Have ``kiosk`` print the slip of today's ``number`` once more, as a copy."""

        def decide(hall: Hall, now: datetime) -> Decision:
            ticket = wanted(hall, number)
            may_print(kiosk, self.seen.devices.get(kiosk))
            answer = {"ticket": ticket.id, "number": number, "kiosk": kiosk}
            return [f.TicketReprinted(ticket.id, kiosk)], lambda _: answer

        body = {"verb": "reprint", "number": number, "kiosk": kiosk}
        return self._ledger.run(by, key, body, decide)


def may_print(kiosk: str, seen: DeviceSeen | None) -> None:
    """Raises Refused when no slip would come out of this kiosk now."""
    if seen is None or seen.state != "online":
        raise refuse("kiosk-offline", kiosk)
    if seen.paper == "out" or seen.trouble in NO_PAPER:
        raise refuse("kiosk-no-paper", kiosk)


def wanted(hall: Hall, number: int) -> Ticket:
    """Today's ticket of that number. Raises Refused when there is none, or it is over."""
    ticket = hall.tickets.get(hall.numbers.get(number, ""))
    if ticket is None or ticket.leg.group not in hall.rules.groups:
        raise refuse("unknown-ticket")
    if ticket.state not in UNFINISHED:
        raise wrong_state(number, ticket.state.value)
    return ticket


def wishes(told: Committed, url: str) -> Iterator[tuple[str, m.Reprint]]:
    """What a commit makes kiosks print once more, each with the kiosk."""
    for recorded in told.facts:
        if isinstance(recorded.fact, f.TicketReprinted):
            ticket = told.snapshot.hall.tickets.get(recorded.fact.ticket)
            if ticket is not None:
                id = f"re-{recorded.seq}-{f.to_ms(recorded.at)}"
                yield recorded.fact.device, _wish(told.snapshot, ticket, id, url)


def _wish(snap: Snapshot, ticket: Ticket, id: str, url: str) -> m.Reprint:
    """The ticket with people ahead and wait as they are now; the rest as it was issued."""
    hall = snap.hall
    waits = ticket.state is LegState.WAITING
    body = replies.ticket(hall, ticket.id, hall.ahead_of(ticket) if waits else 0, url)
    body["wait"] = _wait_now(snap, ticket) if waits else None
    return m.Reprint(
        v=1,
        id=id,
        at=replies.local(hall, snap.at),
        lang="en" if ticket.lang == "en" else "vi",
        ticket=m.TicketReply.model_validate({**body, "request": id}),
    )


def _wait_now(snap: Snapshot, ticket: Ticket) -> dict[str, Any] | None:
    """What is left of the wait; the clock times stay as they were told."""
    told = snap.forecast_of(ticket)
    if told is None:
        return None
    found, at = told
    left = replies.wait(snap.hall, found, at, ticket.slot_at)
    assert left is not None
    gone_s = int((snap.at - at).total_seconds())
    return {**left, **{name: max(left[name] - gone_s, 0) for name in ("low_s", "high_s")}}
