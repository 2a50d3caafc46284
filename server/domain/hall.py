"""The hall as it is now: what all facts of the day add up to.

``Hall`` is folded from facts by ``apply`` in ``fold.py`` and nowhere else. It holds immutable
tickets and counters, so a copy of its dictionaries is a picture of the moment that others may read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.aim import START, Aim
from server.domain.alerts import Alert
from server.domain.announcing import Announcement
from server.domain.booking import NONE, Bookings
from server.domain.counters import Counter
from server.domain.errors import Reason
from server.domain.facts import LeaseGranted, PlanScheduled, SkillsBrought, to_ms
from server.domain.plan import Group, Plan
from server.domain.refused import RefusedTicket
from server.domain.tickets import Forecast, LegState, Ticket
from server.domain.waiting import Kind, Waiting

Late = tuple[str, Ticket]
"""A ticket of an earlier day that came only now, with its day."""


@dataclass(slots=True)
class Step:
    """What one command changed, with the objects before and after, so that it can be undone."""

    seq: int
    at: datetime
    kind: str = ""
    before: dict[str, Ticket] = field(default_factory=dict)
    after: dict[str, Ticket] = field(default_factory=dict)
    counter_before: dict[int, Counter] = field(default_factory=dict)
    counter_after: dict[int, Counter] = field(default_factory=dict)
    late: dict[str, Late] = field(default_factory=dict)
    seen_before: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FreshCall:
    """A ticket's first call, by the step ``step``, that can still be undone; what it was told."""

    step: int
    at: datetime
    group: str
    waited_ms: int
    told: Forecast | None


@dataclass(frozen=True, slots=True)
class Shut:
    """A group takes nobody since ``since``, for a reason, until a moment or the day's end."""

    reason: Reason
    since: datetime
    until_ms: int | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the group is still closed."""
        return self.until_ms is None or to_ms(at) < self.until_ms


@dataclass(slots=True)
class Hall:
    """Today's tickets and counters. ``waiting`` is sorted by call mark inside each queue;
    ``seen_at`` names the tickets that a counter called last or has served a leg of;
    ``last_wait_ms`` is the wait of each group's newest call (last to enter service), ``aim`` where
    its forecasts aim. ``plan`` is ``decided``, the ``adopted`` one with the skills changed today,
    limited by ``learnt``: who sits where and knows what; ``gone`` are groups of earlier plans.
    ``leases`` are numbers of today and later that kiosks hold, ``asked`` the ticket of each touch
    (device, request), ``late`` tickets of earlier days. ``shut`` are groups closed by hand,
    ``announced`` what boards say, ``alerts`` each device's newest call for staff, ``refused`` kiosk
    tickets of today not taken. ``settled`` are waits and aim without ``fresh``, undoable calls.
    """

    plan: Plan | None = None
    day: str = ""
    seq: int = 0
    tickets: dict[str, Ticket] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    counters: dict[int, Counter] = field(default_factory=dict)
    waiting: dict[str, tuple[Waiting, ...]] = field(default_factory=dict)
    bound: dict[int, tuple[Waiting, ...]] = field(default_factory=dict)
    seen_at: dict[int, tuple[str, ...]] = field(default_factory=dict)
    last_number: dict[str, int] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)
    undo: dict[int, Step] = field(default_factory=dict)
    last_wait_ms: dict[str, int] = field(default_factory=dict)
    adopted: Plan | None = None
    gone: dict[str, Group] = field(default_factory=dict)
    step: Step | None = None
    aim: Aim = START
    bookings: Bookings = NONE
    leases: tuple[LeaseGranted, ...] = ()
    asked: dict[tuple[str, str], str] = field(default_factory=dict)
    late: dict[str, Late] = field(default_factory=dict)
    shut: dict[str, Shut] = field(default_factory=dict)
    alerts: dict[str, Alert] = field(default_factory=dict)
    refused: dict[str, RefusedTicket] = field(default_factory=dict)
    settled: tuple[dict[str, int], Aim] = field(default_factory=lambda: ({}, START))
    fresh: tuple[FreshCall, ...] = ()
    coming: PlanScheduled | None = None
    announced: dict[str, Announcement] = field(default_factory=dict)
    decided: Plan | None = None
    learnt: dict[int, SkillsBrought] = field(default_factory=dict)

    def picture(self) -> Hall:
        """A copy that later facts do not change.

        Names are shared: during a day they are only added, and lead to a ticket that a picture
        has, or has not yet.
        """
        return Hall(
            self.plan,
            self.day,
            self.seq,
            dict(self.tickets),
            self.keys,
            self.numbers,
            dict(self.counters),
            dict(self.waiting),
            dict(self.bound),
            dict(self.seen_at),
            dict(self.last_number),
            dict(self.issued),
            dict(self.undo),
            self.last_wait_ms,
            self.adopted,
            self.gone,
            aim=self.aim,
            bookings=self.bookings,
            leases=self.leases,
            asked=self.asked,
            late=dict(self.late),
            shut=self.shut,
            alerts=dict(self.alerts),
            refused=self.refused,
            coming=self.coming,
            announced=self.announced,
            decided=self.decided,
            learnt=self.learnt,
        )

    @property
    def rules(self) -> Plan:
        """The plan in force."""
        assert self.plan is not None, "the journal begins with a plan"
        return self.plan

    def put(self, ticket: Ticket) -> None:
        """Replace a ticket and keep the queues true."""
        old = self.tickets.get(ticket.id)
        if self.step is not None:
            if old is not None:
                self.step.before.setdefault(ticket.id, old)
            self.step.after[ticket.id] = ticket
        if old is not None and old.state is LegState.WAITING:
            self._unqueue(old)
        self.tickets[ticket.id] = ticket
        self._note_counter(old, ticket)
        if ticket.state is LegState.WAITING:
            self._queue(ticket)

    def _note_counter(self, old: Ticket | None, new: Ticket) -> None:
        before, after = old.counters if old else frozenset(), new.counters
        if before == after:
            return
        if self.step is not None:
            for number in before ^ after:
                self.step.seen_before.setdefault(number, self.seen_at.get(number, ()))
        for number in before - after:
            self.seen_at[number] = tuple(id for id in self.seen_at[number] if id != new.id)
        for number in after - before:
            self.seen_at[number] = (*self.seen_at.get(number, ()), new.id)

    def put_counter(self, counter: Counter) -> None:
        """Replace a counter."""
        if self.step is not None:
            old = self.counters.get(counter.number, Counter(counter.number))
            self.step.counter_before.setdefault(counter.number, old)
            self.step.counter_after[counter.number] = counter
        self.counters[counter.number] = counter

    def counter(self, number: int) -> Counter:
        """The counter, closed if it never opened today."""
        return self.counters.get(number) or Counter(number)

    def ticket_at(self, number: int) -> Ticket | None:
        """The ticket that counter ``number`` has called or serves."""
        held = self.counter(number).ticket
        return self.tickets[held] if held else None

    def waiting_in(self, groups: Iterable[str]) -> int:
        """How many wait in these groups, whoever may call them."""
        wanted = set(groups)
        free = sum(len(self.waiting.get(group, ())) for group in wanted)
        return free + sum(
            self.tickets[place.id].leg.group in wanted
            for queue in self.bound.values()
            for place in queue
        )

    def ahead_of(self, ticket: Ticket) -> int:
        """How many of the same queue would be called before this ticket."""
        place = place_of(ticket)
        if ticket.leg.only_counter is not None:
            return bisect_left(self.bound.get(ticket.leg.only_counter, ()), place)
        return bisect_left(self.waiting.get(ticket.leg.group, ()), place)

    def _queue(self, ticket: Ticket) -> None:
        place = place_of(ticket)
        queue = self._queue_of(ticket)
        at = bisect_left(queue, place)
        self._set_queue(ticket, (*queue[:at], place, *queue[at:]))

    def _unqueue(self, ticket: Ticket) -> None:
        queue = self._queue_of(ticket)
        at = bisect_left(queue, place_of(ticket))
        self._set_queue(ticket, queue[:at] + queue[at + 1 :])

    def _queue_of(self, ticket: Ticket) -> tuple[Waiting, ...]:
        leg = ticket.leg
        if leg.only_counter is not None:
            return self.bound.get(leg.only_counter, ())
        return self.waiting.get(leg.group, ())

    def _set_queue(self, ticket: Ticket, queue: tuple[Waiting, ...]) -> None:
        leg = ticket.leg
        if leg.only_counter is not None:
            self.bound[leg.only_counter] = queue
        else:
            self.waiting[leg.group] = queue


def place_of(ticket: Ticket) -> Waiting:
    """Where the ticket stands in its queue; never changes while it waits (invariant 8)."""
    kind: Kind = "priority" if ticket.priority else "normal"
    issued = since = to_ms(ticket.issued_at)
    if ticket.slot_at is not None:
        kind = "priority" if ticket.priority else "appointment"
        since = max(issued, to_ms(ticket.slot_at))
    leg = ticket.leg
    return Waiting(to_ms(leg.mark), ticket.number, ticket.id, leg.group, kind, issued, since)
