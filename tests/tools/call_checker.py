"""Checks every call of a replay against the trace and the plan, without any code of the product.

Written from the contract alone: it knows ``plan.toml`` as plain values, the rows of the trace, and
those of the calls file, all cells as text. It decides nothing: it looks at each call that was made,
and says what is wrong with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

EPS = 0.0015
"""Times are written with three decimals."""


class Seen(NamedTuple):
    """A ticket: who they are, when they may be called, and what became of them."""

    row: int
    name: str
    group: str
    arrival: float
    joined: float
    mark: float
    counter: int | None
    called: float
    until: float


class Checker:
    """One replayed day. ``faults()`` lists all that is wrong; nothing is right."""

    def __init__(self, plan: dict[str, Any], trace: list[dict], calls: list[dict], rule: str):
        centre = plan["centre"]
        self.carry = centre.get("at_close", "carry") == "carry"
        self.walk = centre.get("walk_s", 30)
        self.lost = centre.get("no_show_s", 60)
        self.help_delay = centre.get("help_delay_s", 180)
        self.priority = centre.get("priority_credit_s", 1800)
        self.slot = centre.get("appointment_credit_s", 1200)
        self.sessions = [(_clock(s["opens"]), _clock(s["closes"])) for s in plan["session"]]
        self.own = {c["number"]: set(c["groups"]) for c in plan["counter"]}
        self.helps = {c["number"]: set(c.get("help", ())) for c in plan["counter"]}
        self.rule, self.trace, self.calls = rule, trace, calls
        self.seen = [self._seen(i, *pair) for i, pair in enumerate(zip(trace, calls, strict=True))]

    def faults(self) -> list[str]:
        """Every fault, in words."""
        return [*self._rows(), *self._order(), *self._overlaps(), *self._idling(), *self._choice()]

    def _seen(self, row: int, asked: dict, told: dict) -> Seen:
        arrival = float(asked["arrival_s"])
        mark = arrival - (self.priority if asked["priority"] == "1" else 0)
        if asked["appointment_s"]:
            booked = float(asked["appointment_s"]) - self.slot
            mark = min(mark, booked) if asked["priority"] == "1" else booked
        came = asked["shows"] == "1"
        hold = self.walk + float(asked["service_s"]) if came else self.lost
        called = _number(told["called_s"])
        counter = int(told["counter"]) if told["counter"] else None
        return Seen(
            row, asked["ticket"], asked["group"], arrival, self._opening(arrival), mark, counter,
            called, called + hold,
        )  # fmt: skip

    def _opening(self, at: float) -> float:
        """From when somebody who comes at ``at`` may be called."""
        return next((max(at, opens) for opens, closes in self.sessions if at < closes), math.inf)

    def _may(self, counter: int, group: str) -> bool:
        return group in self.own[counter] or group in self.helps[counter]

    def _rank(self, one: Seen, counter: int) -> tuple:
        if self.rule == "fifo":
            return one.arrival, one.row
        helping = one.group not in self.own[counter]
        return one.mark + (self.help_delay if helping else 0), helping, one.row

    def _rows(self) -> Iterator[str]:
        """The row of each ticket by itself."""
        for asked, told, one in zip(self.trace, self.calls, self.seen, strict=True):
            if told["ticket"] != one.name:
                yield f"{one.name}: row {one.row} of the calls is of {told['ticket']}"
            came, called = asked["shows"] == "1", one.called < math.inf
            wanted = ("served" if came else "no_show") if called else "expired"
            if told["outcome"] != wanted:
                yield f"{one.name}: {told['outcome']} instead of {wanted}"
            if not called:
                if any(told[cell] for cell in ("counter", "started_s", "finished_s")):
                    yield f"{one.name}: times without a call"
                continue
            starts = one.called + self.walk if came else math.inf
            if not _same(_number(told["started_s"]), starts):
                yield f"{one.name}: started at {told['started_s']} instead of {starts}"
            if not _same(_number(told["finished_s"]), one.until):
                yield f"{one.name}: held until {told['finished_s']} instead of {one.until}"
            if one.counter is None or not self._may(one.counter, one.group):
                yield f"{one.name}: counter {one.counter} may not call group {one.group}"
            if one.called < one.joined - EPS:
                yield f"{one.name}: called at {one.called}, may be called from {one.joined}"
            if self.carry and not any(a <= one.called < b for a, b in self.sessions):
                yield f"{one.name}: called at {one.called}, outside the sessions"

    def _order(self) -> Iterator[str]:
        """Each call is of the first among those who could have been called."""
        for one in self._called():
            for other in self.seen:
                waits = other.joined <= one.called + EPS and other.called > one.called + EPS
                if not waits or not self._may(one.counter, other.group):
                    continue
                if self._rank(other, one.counter) < self._rank(one, one.counter):
                    yield f"{one.name} was called at {one.called}, {other.name} was before them"

    def _overlaps(self) -> Iterator[str]:
        """A counter has one ticket at a time."""
        for counter in self.own:
            mine = sorted(
                (one.called, one.until) for one in self._called() if one.counter == counter
            )
            for (_, until), (start, _) in pairwise(mine):
                if start < until - EPS:
                    yield f"counter {counter}: calls at {start}, has somebody until {until}"

    def _idling(self) -> Iterator[str]:
        """No counter is idle while somebody waits whom it may call."""
        for one in self.seen:
            for counter in self.own:
                if self._may(counter, one.group) and one.joined < math.inf:
                    for start, end in self._waits(one):
                        gap = self._free(counter, start, end)
                        if gap > EPS:
                            yield f"{one.name}: counter {counter} was idle for {gap} s from {start}"

    def _waits(self, one: Seen) -> list[tuple[float, float]]:
        """When they waited and could have been called."""
        end = min(one.called, self.sessions[-1][1] if self.carry else 10**7)
        if not self.carry:
            return [(one.joined, end)]
        return [(max(a, one.joined), min(b, end)) for a, b in self.sessions if one.joined < b]

    def _free(self, counter: int, start: float, end: float) -> float:
        """How long the counter had nobody in this time."""
        busy = sum(
            max(min(one.until, end) - max(one.called, start), 0)
            for one in self._called()
            if one.counter == counter
        )
        return max(end - start, 0) - busy

    def _choice(self) -> Iterator[str]:
        """Of the idle counters one of the own group takes a ticket, then the longest idle."""
        for one in self._called():
            for other in self.own:
                if other == one.counter or not self._may(other, one.group):
                    continue
                if not self._idle_after(other, one.called):
                    continue
                if self._claim(other, one) < self._claim(one.counter, one):
                    yield f"{one.name}: counter {other} had the better claim than {one.counter}"

    def _idle_after(self, counter: int, at: float) -> bool:
        """Does the counter have nobody right after ``at``, and called nobody then?"""
        return all(
            not (one.called - EPS <= at < one.until - EPS or _same(one.called, at))
            for one in self._called()
            if one.counter == counter
        )

    def _claim(self, counter: int, one: Seen) -> tuple:
        ends = [x.until for x in self._called() if x.counter == counter and x.called < one.called]
        return one.group not in self.own[counter], round(max(ends, default=-1), 2), counter

    def _called(self) -> Iterator[Any]:
        return (one for one in self.seen if one.called < math.inf)


def _clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _number(cell: str) -> float:
    return float(cell) if cell else math.inf


def _same(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= EPS
