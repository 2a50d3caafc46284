"""One day of a hall, event by event: arrivals, calls, and counters that become free.

The rule sees what a real desk would have seen by then: never how long somebody will take, nor
whether they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, Protocol

from server.domain.forward import Hours
from server.domain.plan import Plan
from server.domain.policy.queues import Line, Post, post
from server.domain.policy.rule import Kind, Rule, Seat, Waiting
from server.domain.tickets import Forecast
from server.virtual.people import Change, Citizen, Visit

OPENS, ARRIVES, CHANGES, FREES = range(4)
"""What happens first when several things happen at one moment."""


@dataclass(slots=True)
class Busy:
    """Whom a counter has: since when, and in which group."""

    called_at: int
    group: str


@dataclass(slots=True)
class Floor:
    """The hall at one moment, as a desk sees it: queues, and what every open counter does."""

    now: int
    line: Line
    posts: dict[int, Post]
    busy: dict[int, Busy]
    open: set[int]
    hours: Hours
    last_wait_ms: dict[str, int] = field(default_factory=dict)


class Seer(Protocol):
    """Makes forecasts from the floor, and hears how they turned out."""

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        """What the newcomer, who is not in the queue yet, is told."""

    def hear(self, visit: Visit) -> None:
        """Somebody was called."""


class Day:
    """A day of ``plan`` under ``rule``. ``speeds`` multiplies service times by counter."""

    def __init__(
        self,
        plan: Plan,
        rule: Rule,
        *,
        seer: Seer | None = None,
        speeds: dict[int, float] | None = None,
        on_free: Callable[[int, int], int] | None = None,
    ) -> None:
        self._plan = plan
        self._seer = seer
        self._speeds = speeds or {}
        self._rest = on_free
        intervals = [(s.opens_s * 1000, s.closes_s * 1000) for s in plan.sessions]
        hours = Hours(intervals, plan.centre.at_close == "finish")
        line = Line(rule, {code: len(able) for code, able in plan.able.items()})
        posts = {n: post(rule, n, seats) for n, seats in plan.seats.items()}
        self._floor = Floor(0, line, posts, {}, set(posts), hours)
        self._serves = _serves(posts)
        self._idle: dict[int, int] = dict.fromkeys(posts, -1)
        self._early: list[Waiting] = []
        self._visits: dict[str, Visit] = {}
        self._events: list[tuple[int, int, int, Any]] = []
        self._n = 0

    def run(self, citizens: Sequence[Citizen], changes: Iterable[Change] = ()) -> list[Visit]:
        """Everybody's visit, in the order of ``citizens``."""
        self._visits = {c.ticket: Visit(c) for c in citizens}
        for opens, _ in self._floor.hours.intervals:
            self._plan_event(opens, OPENS, None)
        for citizen in citizens:
            self._plan_event(_ms(citizen.arrival_s), ARRIVES, citizen)
        for change in changes:
            self._plan_event(_ms(change.at_s), CHANGES, change)
        acts = (self._opens, self._arrives, self._changes, self._frees)
        while self._events:
            at, kind, _, what = heappop(self._events)
            self._floor.now = at
            acts[kind](what)
        return list(self._visits.values())

    def _plan_event(self, at: int, kind: int, what: Any) -> None:
        self._n += 1
        heappush(self._events, (at, kind, self._n, what))

    def _opens(self, _: None) -> None:
        self._let_in()
        for counter in sorted(self._idle, key=lambda n: (self._idle[n], n)):
            self._next(counter)

    def _let_in(self) -> None:
        for ticket in self._early:
            self._floor.line.add(ticket)
        self._early.clear()

    def _arrives(self, citizen: Citizen) -> None:
        floor, ticket = self._floor, waiting(self._plan, citizen)
        visit = self._visits[citizen.ticket]
        visit.ahead = floor.line.waiting(citizen.group)
        if self._seer is not None:
            visit.forecast = self._seer.tell(floor, ticket, visit)
        if floor.hours.session_of(floor.now) is None:
            self._early.append(ticket)
            return
        floor.line.add(ticket)
        counter = self._idle_for(ticket)
        if counter is not None:
            self._next(counter)

    def _idle_for(self, ticket: Waiting) -> int | None:
        """The idle counter for a fresh ticket: own group first, then the longest idle."""
        able = [
            (seat.helping, self._idle[counter], counter)
            for counter, seat in self._serves.get(ticket.group, ())
            if counter in self._idle and self._may(ticket, seat, counter)
        ]
        return min(able)[2] if able else None

    def _may(self, ticket: Waiting, seat: Seat, counter: int) -> bool:
        line = self._floor.line
        return line.rule.rank(ticket, seat, counter, self._floor.now, line) is not None

    def _changes(self, change: Change) -> None:
        counter = change.counter
        if not change.open:
            self._floor.open.discard(counter)
            self._idle.pop(counter, None)
            return
        self._floor.open.add(counter)
        if counter not in self._floor.busy and counter not in self._idle:
            self._frees(counter)

    def _frees(self, counter: int) -> None:
        self._floor.busy.pop(counter, None)
        if counter in self._floor.open:
            self._idle[counter] = self._floor.now
            self._next(counter)

    def _next(self, counter: int) -> None:
        """The counter calls, if it may and somebody waits for it."""
        floor = self._floor
        if not self._may_call():
            return
        ticket = floor.line.call(floor.posts[counter], floor.now)
        if ticket is None:
            return
        self._idle.pop(counter, None)
        self._call(counter, ticket)

    def _may_call(self) -> bool:
        floor = self._floor
        return floor.hours.overtime or floor.hours.session_of(floor.now) is not None

    def _call(self, counter: int, ticket: Waiting) -> None:
        floor, visit = self._floor, self._visits[ticket.id]
        now, centre, citizen = floor.now, self._plan.centre, visit.citizen
        since = self._waits_from(ticket)
        wait = max(now - since - floor.hours.closed_between(since, now), 0)
        visit.counter, visit.called_s, visit.wait_s = counter, now / 1000, wait / 1000
        floor.busy[counter] = Busy(now, ticket.group)
        floor.last_wait_ms[ticket.group] = wait
        if citizen.shows:
            start = now + centre.walk_s * 1000
            done = start + round(citizen.service_s * 1000 * self._speeds.get(counter, 1.0))
            visit.started_s, visit.outcome = start / 1000, "served"
        else:
            done = now + centre.no_show_s * 1000
            visit.outcome = "no_show"
        visit.finished_s = done / 1000
        if self._seer is not None:
            self._seer.hear(visit)
        rest = self._rest(counter, done) if self._rest else 0
        self._plan_event(done + rest, FREES, counter)

    def _waits_from(self, ticket: Waiting) -> int:
        """The wait counts from the opening for who came while the centre was closed."""
        opened = self._floor.hours.opening(ticket.since)
        return ticket.since if opened is None else opened


def waiting(plan: Plan, citizen: Citizen) -> Waiting:
    """A citizen as the rule sees them."""
    terms, slot_s = plan.terms[citizen.group], citizen.appointment_s
    kind: Kind = "priority" if citizen.priority else "normal"
    issued = _ms(citizen.arrival_s)
    mark = issued - terms.priority_credit_s * 1000 if citizen.priority else issued
    if slot_s is not None:
        kind = kind if citizen.priority else "appointment"
        slot = _ms(slot_s) - terms.appointment_credit_s * 1000
        mark = min(mark, slot) if citizen.priority else slot
    since = _ms(citizen.waits_from_s)
    return Waiting(mark, citizen.number, citizen.ticket, citizen.group, kind, issued, since)


def _serves(posts: dict[int, Post]) -> dict[str, list[tuple[int, Seat]]]:
    found: dict[str, dict[int, Seat]] = {}
    for counter, one in posts.items():
        for _, seat in one.seats:
            found.setdefault(seat.group, {})[counter] = seat
    return {group: list(able.items()) for group, able in found.items()}


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
