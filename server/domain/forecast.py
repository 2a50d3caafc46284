"""The wait to tell: the rule run forward, corrected by what earlier days have taught.

Unknown stays unknown: without an open counter that may serve the group there is no forecast, nor
when most of the runs do not reach the ticket before the day's last close.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from server.domain.aim import START, Aim
from server.domain.facts import from_ms, to_ms
from server.domain.forward import Hours
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.runs import runs
from server.domain.scene import Scene, newcomer, of_hall, officers_of
from server.domain.tickets import Forecast
from server.domain.times import Times
from server.domain.waiting import Waiting

STEP_S = 60
"""Ranges are rounded outward to whole minutes."""
Calls = Sequence[int | None]
"""When each of the runs calls somebody; None where it does not today."""


NOBODY: Mapping[int, str] = {}


class Signals(NamedTuple):
    """What a forecast is made of, in seconds of wait: the mean of the forward runs, the wait of
    the group's newest call (last to enter service), and of the head of its queue; ``ahead`` in
    the queue. A counter that is free makes ``forward_s`` 0. ``hold_s`` is the mean hold of a call
    that the runs assumed; 0 when that was the plan's. ``normal`` is 1 for who may be passed by
    somebody with priority or an appointment who is still to come, 0 for these.
    """

    forward_s: float
    last_s: float
    head_s: float
    ahead: int
    hold_s: float = 0.0
    normal: int = 1


class Book(Protocol):
    """What earlier days have taught."""

    def times_for(self, plan: Plan, officers: Mapping[int, str] = NOBODY) -> Times:
        """Usual service times in this centre, with these officers at its counters."""

    def told(self, signals: Signals, aim: Aim = START) -> Forecast:
        """The range to tell."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A forecast, what it was made of, and whether the call comes before this session's close."""

    told: Forecast
    signals: Signals
    before_close: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecasts of one moment: for newcomers by group, and for all who wait by ticket id."""

    at: datetime
    hours: Hours
    newcomers: Mapping[str, Prediction] = field(default_factory=dict)
    waiting: Mapping[str, Prediction] = field(default_factory=dict)


def predict(scene: Scene, probes: Sequence[Waiting], book: Book) -> list[Prediction | None]:
    """What each of these newcomers is told."""
    served = [probe for probe in probes if scene.serves(probe.group)]
    if not served:
        return [None] * len(probes)
    found = runs(scene.line, scene.desks, scene.times, scene.hours, served, everybody=False)
    called = {id(probe): [run.probes.get(i) for run in found] for i, probe in enumerate(served)}
    return [_prediction(scene, probe, called.get(id(probe), ()), book) for probe in probes]


def outlook(hall: Hall, now: datetime, book: Book) -> Outlook:
    """The forecasts of everybody who waits, and of a newcomer to each group, by the same runs."""
    scene = of_hall(hall, now, book.times_for(hall.rules, officers_of(hall)))
    waiting = [place[2] for places in scene.line.lanes.values() for place in places]
    probes = [newcomer(hall, scene, group) for group in hall.rules.groups if scene.serves(group)]
    found = runs(scene.line, scene.desks, scene.times, scene.hours, probes)
    new = {
        probe.group: _prediction(scene, probe, [run.probes.get(i) for run in found], book)
        for i, probe in enumerate(probes)
    }
    old = {
        one.id: _remaining(scene, one, [run.calls.get(one.id) for run in found], book)
        for one in waiting
    }
    return Outlook(
        now,
        scene.hours,
        {group: one for group, one in new.items() if one},
        {id: one for id, one in old.items() if one},
    )


def clock_range(told: Forecast, at: datetime, hours: Hours) -> tuple[datetime, datetime]:
    """The forecast as moments; waits stand still while the centre is closed."""
    start = to_ms(at)
    low, high = (hours.after(start, s * 1000) for s in (told.low_s, told.high_s))
    return from_ms(low), from_ms(high)


def _prediction(scene: Scene, probe: Waiting, called: Calls, book: Book) -> Prediction | None:
    found = _usual(scene, called, probe.since)
    if found is None:
        return None
    forward_s, at = found
    last_s = scene.last_wait.get(probe.group, 0) / 1000
    head_s = scene.head_wait(probe.group) / 1000
    ahead = scene.line.waiting(probe.group)
    return _told(scene, probe, Signals(forward_s, last_s, head_s, ahead), at, book)


def _remaining(scene: Scene, ticket: Waiting, called: Calls, book: Book) -> Prediction | None:
    """What is still to come of a wait: whole waits of others say nothing about that."""
    found = _usual(scene, called, max(scene.now, ticket.since))
    if found is None:
        return None
    forward_s, at = found
    return _told(scene, ticket, Signals(forward_s, forward_s, forward_s, 0), at, book)


def _usual(scene: Scene, called: Calls, since: int) -> tuple[float, float] | None:
    """Mean wait and moment of the call; None unless most runs reach the ticket today."""
    reached = [max(at, since) for at in called if at is not None]
    n = len(reached)
    if 2 * n <= len(called):
        return None
    waits = sum(scene.wait_ms(since, at) for at in reached)
    return waits / n / 1000, sum(reached) / n


def _told(scene: Scene, ticket: Waiting, found: Signals, at: float, book: Book) -> Prediction:
    hold_s, normal = scene.times.level_ms / 1000, int(ticket.kind == "normal")
    signals = found._replace(hold_s=hold_s, normal=normal)
    session = scene.hours.session_of(scene.now)
    return Prediction(book.told(signals, scene.aim), signals, session is None or at < session[1])
