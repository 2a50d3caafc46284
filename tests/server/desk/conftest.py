"""A witness of everything that a desk told, who judges the hall by that alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from server.domain import booking_slots, sessions
from server.domain import facts as f
from server.domain.booking import Bookings, BookingState
from server.domain.errors import Refused
from server.domain.hall import Hall
from server.domain.plan import parse_plan
from server.domain.tickets import AT_COUNTER, LegState, Ticket
from server.ledger import Actor
from server.store import journal, projection

CREDIT = timedelta(seconds=1800)
HELP = timedelta(seconds=180)
WAITING, MISSED = LegState.WAITING, LegState.NO_SHOW


@dataclass(frozen=True)
class Told:
    """A number as it was given."""

    day: str
    number: int
    group: str
    priority: bool
    issued_at: datetime


class Witness:
    """Keeps what was acknowledged, by ticket; works out from it what must hold."""

    def __init__(self, centre: Any) -> None:
        self.centre = centre
        self.told: dict[str, Told] = {}
        self.marks: dict[str, datetime] = {}
        self.ep = 0

    @property
    def hall(self) -> Hall:
        """The newest committed picture."""
        return self.centre.desk.snapshot().hall

    def issued(self, answer: dict[str, Any]) -> None:
        """A ticket was given: note it, with the mark that it must have."""
        at = self.hall.tickets[answer["id"]].issued_at
        told = Told(self.hall.day, answer["number"], answer["group"], answer["priority"], at)
        assert answer["id"] not in self.told
        self.told[answer["id"]] = told
        self.marks[answer["id"]] = at - (CREDIT if told.priority else timedelta())

    def returned(self, before: Ticket, at: datetime) -> None:
        """Somebody waits again: only a missed call costs the mark."""
        if before.state is MISSED:
            self.marks[before.id] = at

    def facts(self, after: int = 0) -> list[f.Fact]:
        """What the journal holds after this place."""
        with self.centre.store.read() as db:
            return [recorded.fact for recorded in journal.read(db, after + 1)]

    def turns(self) -> bool:
        """Whether the next command will turn the day."""
        today = sessions.local_day(self.centre.clock.now(), sessions.zone_of(self.hall.rules))
        return today.isoformat() > self.hall.day

    def next_for(self, number: int) -> str | None:
        """Whom the counter must call now, found by looking at everybody who waits."""
        counter = self.hall.rules.counters[number]
        best = None
        for ticket in self._waiting():
            if ticket.leg.only_counter is not None:
                late = timedelta() if ticket.leg.only_counter == number else None
            else:
                own, help = ticket.leg.group in counter.groups, ticket.leg.group in counter.help
                late = timedelta() if own else HELP if help else None
            if late is not None:
                rank = (self.marks[ticket.id] + late, ticket.number, ticket.id)
                best = min(best or rank, rank)
        return best[2] if best else None

    def check_overtaken(self, before: Hall, called: str) -> None:
        """Invariant 8, for a call by the rule, without a word about marks."""
        winner, it = before.tickets[called], self.told[called]
        for other in before.tickets.values():
            if other.state is not WAITING or other.leg.group != winner.leg.group:
                continue
            if other.leg.only_counter != winner.leg.only_counter or self._came_back(other.id):
                continue
            passed = self.told[other.id]
            if passed.issued_at < it.issued_at:
                assert it.priority and not passed.priority, "overtaken inside a class"
                assert it.issued_at - passed.issued_at < CREDIT, "passed by more than the credit"

    def check(self) -> None:
        """What must hold after every step."""
        hall = self.hall
        given = Counter((told.day, told.number) for told in self.told.values())
        assert not [number for number, times in given.items() if times > 1], "given twice"
        for id, told in self.told.items():
            if told.day == hall.day:
                kept = hall.tickets[id]
                assert (kept.number, kept.issued_at) == (told.number, told.issued_at)
                assert kept.leg.mark == self.marks[id]
        self._check_counters(hall)

    def check_from_journal(self) -> None:
        """Nothing acknowledged is missing and nothing else is there; tables can be made anew."""
        in_journal = [fact for fact in self.facts() if isinstance(fact, f.TicketIssued)]
        assert {fact.ticket: fact.number for fact in in_journal} == {
            id: told.number for id, told in self.told.items()
        }
        with self.centre.store.read() as db:
            before = projection.digest(db)
        self.centre.store.write(projection.rebuild)
        with self.centre.store.read() as db:
            assert projection.digest(db) == before

    def _check_counters(self, hall: Hall) -> None:
        held = {c.ticket: c.number for c in hall.counters.values() if c.ticket}
        assert len(held) == sum(c.ticket is not None for c in hall.counters.values())
        at_counter = {t.id: t.leg.counter for t in hall.tickets.values() if t.state in AT_COUNTER}
        assert held == at_counter

    def _waiting(self) -> Iterator[Ticket]:
        return (t for t in self.hall.tickets.values() if t.state is WAITING)

    def _came_back(self, id: str) -> bool:
        told = self.told[id]
        return self.marks[id] > told.issued_at - (CREDIT if told.priority else timedelta())


@pytest.fixture
def make_witness() -> type[Witness]:
    """``Witness``: of one centre, from its first number on."""
    return Witness


@pytest.fixture
def hall(centre, officer):
    """Counters 1 and 3 open; ``give`` issues."""
    for counter in (1, 3):
        centre.desk.open(officer, None, counter)
    centre.give = lambda group, **more: centre.desk.issue(
        Actor("device", "kiosk-1"), None, group=group, **more
    )
    return centre


CAPACITY = 3
WEB, KIOSK = Actor("citizen", "anonymous"), Actor("device", "kiosk-1")


class Booked:
    """A centre that takes appointments, with what people do with them."""

    def __init__(self, centre: Any) -> None:
        self.centre = centre

    def __getattr__(self, name: str) -> Any:
        return getattr(self.centre, name)

    @property
    def kept(self) -> Bookings:
        """The appointments as committed."""
        return self.desk.snapshot().hall.bookings

    def slots(self, days: int = 0, group: str = "a") -> list[datetime]:
        """When one may come, ``days`` after today."""
        hall, at = self.desk.snapshot().hall, self.clock.at
        day = sessions.local_day(at, sessions.zone_of(hall.rules)) + timedelta(days=days)
        return [one.at for one in booking_slots.offers(hall, group, day, at)]

    def book(
        self, at: datetime, group: str = "a", client: str | None = None, key: str | None = None
    ) -> dict[str, Any]:
        """An appointment."""
        return self.desk.book(WEB, key, group=group, slot_at=at, client=client)

    def check_in(self, code: str, key: str | None = None) -> dict[str, Any]:
        """Its holder is here."""
        return self.desk.check_in(KIOSK, key, code)

    def states(self) -> list[BookingState]:
        """What became of all."""
        return [one.state for one in self.kept.all.values()]


@pytest.fixture(scope="session")
def booked_plan(make_document):
    """The small centre, whose groups a and c take ``CAPACITY`` appointments a slot."""

    def made(**rules):
        document = make_document() | {"booking": {"enabled": True, **rules}}
        for row in document["group"]:
            if row["code"] in "ac":
                row["slot_capacity"] = CAPACITY
        return parse_plan(document)

    return made


@pytest.fixture
def make_booked(found_centre):
    """Centres with appointments, by their plan."""
    return lambda plan: Booked(found_centre(plan))


@pytest.fixture
def desk(make_booked, booked_plan):
    """One of them, at nine."""
    return make_booked(booked_plan())


@pytest.fixture
def refused_with():
    """The refusal that ends something."""

    def refused(work):
        with pytest.raises(Refused) as caught:
            work()
        return caught.value

    return refused
