"""The wait to tell: the rule run forward, corrected by what earlier days have taught.

Unknown stays unknown: without an open counter that may serve the group there is no forecast, nor
when the run does not reach the ticket before the day's last close.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol

from server.domain import forward
from server.domain.facts import from_ms, to_ms
from server.domain.forward import Hours
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.scene import Scene, newcomer, of_hall
from server.domain.tickets import Forecast
from server.domain.times import Times
from server.domain.waiting import Waiting

STEP_S = 60
"""Ranges are rounded outward to whole minutes."""


class Signals(NamedTuple):
    """What a forecast is made of, in seconds of wait: the forward run, the wait of the group's
    newest call (last to enter service), and of the head of its queue; ``ahead`` in the queue."""

    forward_s: float
    last_s: float
    head_s: float
    ahead: int


class Book(Protocol):
    """What earlier days have taught."""

    def times_for(self, plan: Plan) -> Times:
        """Usual service times in this centre."""

    def told(self, signals: Signals) -> Forecast:
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
    line, hold = scene.line.copy(), scene.times.hold_ms
    found = forward.run(line, scene.desks, hold, scene.hours, served, everybody=False)
    called = {id(probe): found.probes.get(i) for i, probe in enumerate(served)}
    return [_prediction(scene, probe, called.get(id(probe)), book) for probe in probes]


def outlook(hall: Hall, now: datetime, book: Book) -> Outlook:
    """The forecasts of everybody who waits, and of a newcomer to each group, by one run."""
    scene = of_hall(hall, now, book.times_for(hall.rules))
    waiting = [place[2] for places in scene.line.lanes.values() for place in places]
    probes = [newcomer(hall, scene, group) for group in hall.rules.groups if scene.serves(group)]
    line, hold = scene.line.copy(), scene.times.hold_ms
    found = forward.run(line, scene.desks, hold, scene.hours, probes)
    new = {
        probe.group: _prediction(scene, probe, found.probes.get(i), book)
        for i, probe in enumerate(probes)
    }
    old = {one.id: _remaining(scene, one, found.calls.get(one.id), book) for one in waiting}
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


def _prediction(scene: Scene, probe: Waiting, called: int | None, book: Book) -> Prediction | None:
    if called is None:
        return None
    ahead = scene.line.waiting(probe.group)
    return _made(scene, probe, called, probe.since, ahead, book)


def _remaining(scene: Scene, ticket: Waiting, called: int | None, book: Book) -> Prediction | None:
    """What is still to come of a wait."""
    return None if called is None else _made(scene, ticket, called, scene.now, 0, book)


def _made(
    scene: Scene, ticket: Waiting, called: int, since: int, ahead: int, book: Book
) -> Prediction:
    forward_s = scene.wait_ms(since, max(called, since)) / 1000
    last_s = scene.last_wait.get(ticket.group, 0) / 1000
    signals = Signals(forward_s, last_s, scene.head_wait(ticket.group) / 1000, ahead)
    session = scene.hours.session_of(scene.now)
    before = session is None or called < session[1]
    return Prediction(book.told(signals), signals, before)
