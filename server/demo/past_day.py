"""One past day of a demo's centre: what its people press, at a desk whose clock they move.

They come, wait, are called, served, missed or sent on, and some of them rate it, as events in the
order of time; every press goes through the desk, so that the facts are those of a real day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from random import Random
from typing import Any

from server.demo.past_habits import (
    Habits,
    looks_after_s,
    rates_after_s,
    score,
    usual_habits,
)
from server.desk import Actor, Desk
from server.domain import sessions
from server.domain.errors import Refused
from server.domain.plan import Plan
from server.virtual.people import Citizen
from server.virtual.workload import VirtualDay

Act = Callable[[], None]
KIOSK = "kiosk-1"


class PastClock:
    """Tells the moment that was set last."""

    speed = 1.0

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Aware UTC."""
        return self.at


@dataclass(slots=True)
class _Seat:
    """A counter: whom it has, whether its officer is there, and is about to go."""

    has: Citizen | None = None
    ticket: str = ""
    works: bool = False
    leaves: bool = False
    waits: bool = False


@dataclass(slots=True)
class PastDay:
    """``names`` are the officers by counter; ``late_s`` when some of them come, after midnight."""

    desk: Desk
    clock: PastClock
    plan: Plan
    day: date
    people: VirtualDay
    names: Mapping[int, str]
    late_s: Mapping[int, float]
    dice: Random
    habits: Habits = field(default_factory=usual_habits)
    _events: list[tuple[float, int, Act]] = field(default_factory=list)
    _now_s: float = 0.0
    _n: int = 0
    _seats: dict[int, _Seat] = field(default_factory=dict)
    _known: dict[int, tuple[Citizen, str]] = field(default_factory=dict)
    _sent_on: set[int] = field(default_factory=set)

    def play(self) -> None:
        """From the first who comes to the last who leaves."""
        self._seats = {n: _Seat() for n in self.plan.counters}
        for citizen in self.people.citizens:
            self._at(citizen.arrival_s, partial(self._comes, citizen))
        for session in sessions.sessions_on(self.plan, self.day):
            for n in self.plan.counters:
                sits_s = max(session.opens_s + self.dice.uniform(-120, 240), self.late_s.get(n, 0))
                if sits_s < session.closes_s:
                    self._at(sits_s, partial(self._sits, n))
                    self._at(session.closes_s, partial(self._goes, n))
        while self._events:
            self._now_s, _, act = heappop(self._events)
            self.clock.at = sessions.moment(self.plan, self.day, 0) + _s(self._now_s)
            with suppress(Refused):  # as for people: the press does nothing
                act()

    def _at(self, at_s: float, act: Act) -> None:
        self._n += 1
        heappush(self._events, (at_s, self._n, act))

    def _in(self, after_s: float, act: Act) -> None:
        self._at(self._now_s + after_s, act)

    def _comes(self, citizen: Citizen) -> None:
        slot = citizen.appointment_s
        given = self.desk.issue(
            Actor("device", KIOSK),
            None,
            group=citizen.group,
            priority=citizen.priority,
            dossiers=self.habits.dossiers(self.dice),
            lang=self.habits.lang(self.dice),
            slot_at=None if slot is None else sessions.moment(self.plan, self.day, 0) + _s(slot),
        )
        self._known[given["number"]] = (citizen, given["key"])
        patience_s = self.habits.patience_s(self.dice)
        if patience_s is not None:
            self._in(patience_s, partial(self._gives_up, citizen, given["key"]))
        self._wake(given["group"])

    def _gives_up(self, citizen: Citizen, key: str) -> None:
        """Only who still waits: whoever has been called goes to the counter."""
        if all(seat.has is not citizen for seat in self._seats.values()):
            self.desk.leave(Actor("citizen", key), None, key)

    def _wake(self, group: str) -> None:
        """Who has nobody sees that somebody came."""
        for n in self.plan.able[group]:
            seat = self._seats[n]
            if seat.waits:
                self._in(looks_after_s(self.dice), partial(self._looks, n))

    def _sits(self, n: int) -> None:
        seat = self._seats[n]
        if not seat.works:
            self.desk.open(self._by(n), None, n, self.names.get(n))
            seat.works, seat.leaves = True, False
            self._in(self.dice.uniform(2, 30), partial(self._looks, n))

    def _goes(self, n: int) -> None:
        """At a close: at once, or when whoever is there has been served."""
        seat = self._seats[n]
        seat.leaves = True
        if seat.works and seat.has is None:
            self._shuts(n)

    def _shuts(self, n: int) -> None:
        seat = self._seats[n]
        seat.works = seat.waits = False
        self.desk.close(self._by(n), None, n)

    def _looks(self, n: int) -> None:
        seat = self._seats[n]
        if not seat.works or seat.has is not None:
            return
        if seat.leaves:
            self._shuts(n)
            return
        call = self.desk.next(self._by(n), None, n)["call"]
        seat.waits = call is None
        if call is not None:
            self._called(n, call)

    def _called(self, n: int, call: dict[str, Any]) -> None:
        seat, (citizen, _) = self._seats[n], self._known[call["number"]]
        seat.has, seat.ticket = citizen, call["ticket"]
        if not citizen.shows:
            again_s = self.plan.centre.no_show_s / 2
            self._in(again_s, partial(self._recalls, n))
            return
        walk_s = self.plan.centre.walk_s * self.dice.uniform(0.3, 1.7)
        self._in(walk_s, partial(self._starts, n, call["number"]))

    def _recalls(self, n: int) -> None:
        self.desk.recall(self._by(n), None, n)
        self._in(self.plan.centre.no_show_s / 2 + 1, partial(self._misses, n))

    def _misses(self, n: int) -> None:
        try:
            self.desk.no_show(self._by(n), None, n)
        except Refused:  # the plan owes them more patience
            self._in(30, partial(self._recalls, n))
            return
        self._seats[n].has = None
        self._in(2, partial(self._looks, n))

    def _starts(self, n: int, number: int) -> None:
        self.desk.start(self._by(n), None, n)
        citizen, _ = self._known[number]
        takes_s = citizen.service_s * self.people.speeds.get(n, 1.0)
        self._in(takes_s, partial(self._ends, n, number))

    def _ends(self, n: int, number: int) -> None:
        seat, (citizen, key) = self._seats[n], self._known[number]
        onward = None
        if number not in self._sent_on:  # once is enough
            onward = self.habits.onward(self.dice, self.plan, citizen.group)
        self.desk.finish(self._by(n), None, n, then=onward)
        seat.has = None
        if onward is not None:
            self._sent_on.add(number)
            self._wake(onward)
        elif (after_s := rates_after_s(self.dice)) is not None:
            waited_s = self._now_s - citizen.waits_from_s - citizen.service_s
            self._in(after_s, partial(self._rates, key, score(self.dice, waited_s)))
        if not seat.leaves and (rest := self.habits.rest(self.dice)) is not None:
            self.desk.pause(self._by(n), None, n, rest.reason)
            seat.works = False
            self._in(rest.takes_s, partial(self._sits_again, n))
            return
        self._in(looks_after_s(self.dice), partial(self._looks, n))

    def _sits_again(self, n: int) -> None:
        if self._seats[n].leaves:
            self._shuts(n)
        else:
            self._sits(n)

    def _rates(self, key: str, stars: int) -> None:
        self.desk.rate(Actor("citizen", key), None, key, stars)

    def _by(self, n: int) -> Actor:
        return Actor("officer", f"q{n:02d}")


def _s(seconds: float) -> timedelta:
    return timedelta(milliseconds=round(seconds * 1000))
