"""After each commit: which calls to announce and which documents to say again."""

from __future__ import annotations

from typing import Literal

from broker import topics
from server import boards
from server.desk import Desk
from server.domain import facts as f
from server.domain.snapshot import Committed, Snapshot
from server.runtime import Runtime
from server.wire import Link, heartbeat, retained

Kind = Literal["call", "recall", "cancel"]
HEARTBEAT_S = 5
ESTIMATES_S = 30
"""How often documents are said again only because their estimates moved."""
CALM_S = 1.0
"""A changed queue is told at most this often; a call is told at once."""


class Announcer:
    """Turns commits into calls, lights and boards. Lights come first: somebody is watching."""

    def __init__(self, desk: Desk, link: Link, runtime: Runtime) -> None:
        self._desk = desk
        self._link = link
        self._runtime = runtime
        self._restless: set[str] = set()

    def start(self) -> None:
        """Begin the heartbeat and follow the desk."""
        self._desk.subscribe(self.tell)
        self._runtime.every(HEARTBEAT_S, self.beat)
        self._runtime.every(CALM_S, self.calm)
        self._runtime.every(ESTIMATES_S, self.again)

    def beat(self) -> None:
        """The server lives."""
        self._link.publish_message(topics.TIME, heartbeat(self._desk))

    def again(self) -> None:
        """Say every retained document with fresh estimates."""
        retained(self._desk, self._link)

    def calm(self) -> None:
        """Tell kiosks and boards of the queues that changed since the last time."""
        zones, self._restless = self._restless, set()
        if not zones:
            return
        snap = self._desk.touch()
        for zone in sorted(zones):
            self._link.publish_message(topics.CATALOGUE, boards.catalogue(snap, zone), zone=zone)
        for zone in (*sorted(zones), boards.HALL):
            self._link.publish_message(topics.BOARD, boards.board(snap, zone), zone=zone)

    def tell(self, told: Committed) -> None:
        """Announce one commit: lights, then calls, then the boards whose rows changed."""
        snap = told.snapshot
        counters = {number for r in told.facts for number in counters_of(snap, r.fact)}
        for number in sorted(counters):
            state = boards.counter_state(snap, number)
            self._link.publish_message(topics.COUNTER_STATE, state, counter=number)
        for recorded in told.facts:
            self._call(snap, recorded.fact)
        for zone in boards_of(snap, counters):
            self._link.publish_message(topics.BOARD, boards.board(snap, zone), zone=zone)
        self._restless |= {zone for r in told.facts for zone in queues_of(snap, r.fact)}

    def _call(self, snap: Snapshot, fact: f.Fact) -> None:
        match fact:
            case f.TicketCalled(ticket=id, call=call, counter=counter):
                self._say(snap, id, call, counter, "call")
            case f.TicketRecalled(ticket=id, call=call, counter=counter):
                self._say(snap, id, call, counter, "recall")
            case f.MoveUndone(ticket=str(id), call=str(call), counter=counter):
                self._say(snap, id, call, counter, "cancel")

    def _say(self, snap: Snapshot, ticket: str, call: str, counter: int, kind: Kind) -> None:
        found = snap.hall.tickets.get(ticket)
        if found is not None:
            zone = snap.hall.rules.counters[counter].zone
            message = boards.call(snap, found, counter, call, kind)
            self._link.publish_message(topics.CALL, message, zone=zone)


def counters_of(snap: Snapshot, fact: f.Fact) -> list[int]:
    """The counters whose lights a fact may change."""
    plan = snap.hall.rules
    if isinstance(fact, f.DayOpened | f.PlanAdopted):
        return list(plan.counters)
    number = getattr(fact, "counter", None)
    if number is None and isinstance(fact, f.TicketLeft | f.TicketExpired):
        ticket = snap.hall.tickets.get(fact.ticket)
        number = ticket.leg.counter if ticket else None
    return [number] if number in plan.counters else []


def boards_of(snap: Snapshot, counters: set[int]) -> list[str]:
    """The boards on which these counters stand."""
    zones = sorted({snap.hall.rules.counters[number].zone for number in counters})
    return [*zones, boards.HALL] if zones else []


def queues_of(snap: Snapshot, fact: f.Fact) -> list[str]:
    """The zones whose queues a fact may change."""
    plan = snap.hall.rules
    if isinstance(fact, f.DayOpened | f.PlanAdopted):
        return list(plan.zones)
    ticket = snap.hall.tickets.get(getattr(fact, "ticket", None) or "")
    at = [plan.counters[n].zone for n in counters_of(snap, fact)]
    return [*at, plan.groups[ticket.leg.group].zone] if ticket else at
