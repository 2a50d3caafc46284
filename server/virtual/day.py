"""One day of a hall, event by event: arrivals, calls, and counters that become free.

The rule sees what a real desk would have seen by then: never how long somebody will take, nor
whether they come. All that happens at one moment has happened before anybody is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from typing import Any

from server.domain.forward import Hours
from server.domain.plan import Plan
from server.domain.policy.queues import Line, post
from server.domain.policy.rule import Kind, Rule, Waiting
from server.virtual.floor import Busy, Floor, Seer
from server.virtual.people import Change, Citizen, Visit

__all__ = ["Busy", "Day", "Floor", "Seer", "waiting"]

OPENS, FREES, CHANGES, ARRIVES, LEAVES = range(5)
"""What is seen first when several things happen at one moment; calls come after all of them."""


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
        self._idle: dict[int, int] = dict.fromkeys(posts, -1)
        self._asking: set[int] = set()
        self._held: dict[str, Waiting] = {}
        self._visits: dict[str, Visit] = {}
        self._next_legs: dict[str, Citizen] = {}
        self._events: list[tuple[int, int, int, Any]] = []
        self._n = 0

    def run(self, citizens: Sequence[Citizen], changes: Iterable[Change] = ()) -> list[Visit]:
        """Everybody's visit, in the order of ``citizens``."""
        self._visits = {c.ticket: Visit(c) for c in citizens}
        self._next_legs = {c.after: c for c in citizens if c.after is not None}
        for opens, _ in self._floor.hours.intervals:
            self._plan_event(opens, OPENS, None)
        for citizen in citizens:
            self._expect(citizen)
        for change in changes:
            self._plan_event(_ms(change.at_s), CHANGES, change)
        acts = (self._opens, self._frees, self._changes, self._arrives, self._leaves)
        while self._events:
            at = self._floor.now = self._events[0][0]
            while self._events and self._events[0][0] == at:
                _, kind, _, what = heappop(self._events)
                acts[kind](what)
            self._call_all()
        return list(self._visits.values())

    def _plan_event(self, at: int, kind: int, what: Any) -> None:
        self._n += 1
        heappush(self._events, (at, kind, self._n, what))

    def _expect(self, citizen: Citizen) -> None:
        if citizen.after is None:
            self._plan_event(_ms(citizen.arrival_s), ARRIVES, citizen)
        if citizen.leaves_s is not None:
            self._plan_event(_ms(citizen.leaves_s), LEAVES, citizen.ticket)

    def _opens(self, _: None) -> None:
        for ticket in self._floor.early:
            self._floor.line.add(ticket)
        self._floor.early.clear()
        self._asking.update(self._idle)

    def _arrives(self, citizen: Citizen) -> None:
        floor, ticket = self._floor, waiting(self._plan, citizen)
        visit = self._visits[citizen.ticket]
        visit.citizen = citizen
        visit.ahead = floor.ahead(citizen.group)
        if self._seer is not None:
            visit.forecast = self._seer.tell(floor, ticket, visit)
        self._held[ticket.id] = ticket
        if floor.hours.session_of(floor.now) is None:
            floor.early.append(ticket)
            return
        floor.line.add(ticket)
        self._asking.update(n for n in self._plan.able[ticket.group] if n in self._idle)

    def _leaves(self, id: str) -> None:
        ticket = self._held.pop(id, None)
        if ticket is None:
            return
        self._visits[id].outcome = "left"
        if ticket in self._floor.early:
            self._floor.early.remove(ticket)
        else:
            self._floor.line.drop(ticket)

    def _changes(self, change: Change) -> None:
        counter = change.counter
        if not change.open:
            self._floor.open.discard(counter)
            self._idle.pop(counter, None)
            self._asking.discard(counter)
            return
        self._floor.open.add(counter)
        if counter not in self._floor.busy and counter not in self._idle:
            self._frees(counter)

    def _frees(self, counter: int) -> None:
        self._floor.busy.pop(counter, None)
        if counter in self._floor.open:
            self._idle[counter] = self._floor.now
            self._asking.add(counter)

    def _call_all(self) -> None:
        """Idle counters call while somebody waits for them, the soonest ticket first.

        It goes to a counter of its own group before one that helps, then to the longest idle.
        """
        asking, floor = self._asking, self._floor
        while asking and floor.may_call():
            picks = {n: floor.line.pick(floor.posts[n], floor.now) for n in asking}
            found = {n: pick for n, pick in picks.items() if pick is not None}
            if not found:
                break
            ticket = min(found.values(), key=lambda pick: pick.best).ticket
            counter = min(
                (ticket.group not in self._plan.counters[n].groups, self._idle[n], n)
                for n, pick in found.items()
                if pick.ticket is ticket
            )[2]
            floor.line.pop(found[counter], counter)
            asking.remove(counter)
            self._call(counter, ticket)
        asking.clear()

    def _call(self, counter: int, ticket: Waiting) -> None:
        floor, visit = self._floor, self._visits[ticket.id]
        del self._idle[counter], self._held[ticket.id]
        now, centre, citizen = floor.now, self._plan.centre, visit.citizen
        wait = self._waited(ticket)
        visit.counter, visit.called_s, visit.wait_s = counter, now / 1000, wait / 1000
        floor.busy[counter] = Busy(now, ticket.group, ticket.number)
        floor.last_wait_ms[ticket.group] = wait
        if visit.forecast is not None:
            floor.aim = floor.aim.after(visit.forecast, wait / 1000)
        if citizen.shows:
            start = now + centre.walk_s * 1000
            done = start + round(citizen.service_s * 1000 * self._speeds.get(counter, 1.0))
            visit.started_s, visit.outcome = start / 1000, "served"
            self._goes_on(citizen, done)
        else:
            done = now + centre.no_show_s * 1000
            visit.outcome = "no_show"
        visit.finished_s = done / 1000
        if self._seer is not None:
            self._seer.hear(visit)
        rest = self._rest(counter, done) if self._rest else 0
        self._plan_event(done + rest, FREES, counter)

    def _goes_on(self, citizen: Citizen, done: int) -> None:
        """Whoever was transferred waits again as soon as they are done here."""
        following = self._next_legs.get(citizen.ticket)
        if following is not None:
            at_s = done / 1000
            self._plan_event(done, ARRIVES, replace(following, arrival_s=at_s))

    def _waited(self, ticket: Waiting) -> int:
        """From the opening for who came while the centre was closed; without closed time."""
        hours, now = self._floor.hours, self._floor.now
        since = hours.opening(ticket.since) or ticket.since
        return max(now - since - hours.closed_between(since, now), 0)


def waiting(plan: Plan, citizen: Citizen) -> Waiting:
    """A citizen as the rule sees them. Who was transferred keeps the mark of the first number."""
    terms, slot_s = plan.terms[citizen.group], citizen.appointment_s
    kind: Kind = "priority" if citizen.priority else "normal"
    issued = _ms(citizen.arrival_s if citizen.issued_s is None else citizen.issued_s)
    mark = issued - terms.priority_credit_s * 1000 if citizen.priority else issued
    if slot_s is not None:
        kind = kind if citizen.priority else "appointment"
        slot = _ms(slot_s) - terms.appointment_credit_s * 1000
        mark = min(mark, slot) if citizen.priority else slot
    since = _ms(citizen.waits_from_s)
    return Waiting(mark, citizen.number, citizen.ticket, citizen.group, kind, issued, since)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
