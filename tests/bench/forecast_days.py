"""Virtual days with forecasts by what was learnt the nights before, and usual formulas beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from server.domain import policy
from server.domain.book import BEGINNER, LearnedBook
from server.domain.forecast import Signals
from server.domain.learning import Call, Lesson, learn, with_gaps
from server.domain.learning_habits import level_ms
from server.domain.plan import Plan
from server.domain.policy.rule import Waiting
from server.domain.tickets import Forecast
from server.domain.times import Times
from server.virtual.day import Day
from server.virtual.floor import Floor
from server.virtual.people import Visit
from server.virtual.scenario import Scenario
from server.virtual.seer import foresee
from server.virtual.workload import make_day, resting

FORMULAS = ("hall", "ahead", "ahead + 1", "last", "head")
"""All who wait over all counters, as Munich's ZMS does; those ahead in the group, and one more,
over the counters that may serve it; the wait of the last who was called, and of the next."""


@dataclass
class Seen:
    """A walk-in that had to wait: the wait, what was told, and what formulas would have told."""

    wait_s: float
    told: Forecast
    formulas: tuple[float, ...]


@dataclass
class Watcher:
    """Tells newcomers by ``book`` and keeps what it was made of. ``plan`` has the true mix."""

    plan: Plan
    book: LearnedBook
    times: Times
    signals: dict[str, Signals] = field(default_factory=dict)
    formulas: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        found = foresee(floor, newcomer, self.book, self.times)
        if found is None:
            return None
        self.signals[newcomer.id] = found.signals
        self.formulas[newcomer.id] = self._formulas(floor, newcomer.group, found.signals)
        return found.told

    def hear(self, visit: Visit) -> None:
        """What is learnt, is learnt at night."""

    def _formulas(self, floor: Floor, group: str, signals: Signals) -> tuple[float, ...]:
        """With the mean times that the forecast knows, too."""
        hall_s = level_ms(self.plan, self.times) / 1000 * len(floor.line) / len(floor.open)
        able = sum(n in floor.open for n in self.plan.able[group])
        each_s = (self.times.walk_ms + self.times.mean_ms[group]) / 1000 / able
        ahead = floor.ahead(group)
        return hall_s, ahead * each_s, (ahead + 1) * each_s, signals.last_s, signals.head_s


@dataclass(frozen=True)
class Centre:
    """``plan`` is what happens, ``known`` what forecasts are told of it, ``officers`` how fast
    each officer is; they take another counter every day."""

    plan: Plan
    known: Plan
    scenario: Scenario
    officers: dict[str, float] = field(default_factory=dict)

    def seats(self, seed: int) -> dict[int, str]:
        """Who sits where on a day."""
        names = sorted(self.officers)
        Random(seed).shuffle(names)
        return dict(zip(self.plan.counters, names, strict=False))


def play(centre: Centre, book: LearnedBook, seed: int) -> tuple[list[Lesson], list[Seen]]:
    """A day: what it teaches, and how its forecasts were."""
    day, seats = make_day(centre.plan, centre.scenario, seed), centre.seats(seed)
    speeds = {n: centre.officers[who] for n, who in seats.items()}
    watcher = Watcher(centre.plan, book, book.times_for(centre.known, seats))
    rests = resting(centre.scenario, day)
    hall = Day(centre.plan, policy.rule("call-mark"), seer=watcher, speeds=speeds, on_free=rests)
    visits = hall.run(day.citizens)
    return list(_lessons(visits, watcher, seats, str(seed))), list(_seen(visits, watcher))


def nights(centre: Centre, seeds: Sequence[int]) -> LearnedBook:
    """The book after these days. It is learnt after day 1, 2, 4, 8 … and the last: a live hall
    does so each night, which costs more and tells the same in the end.
    """
    book, lessons = BEGINNER, []
    for night, seed in enumerate(seeds, 1):
        lessons += play(centre, book, seed)[0]
        if night & (night - 1) == 0 or night == len(seeds):
            book = learn(centre.known, lessons)
    return book


def ignorant(plan: Plan) -> Plan:
    """The plan with one mean time for all groups."""
    groups = plan.groups.values()
    mean_s = round(sum(group.mean_service_s for group in groups) / len(groups))
    flat = {c: replace(g, mean_service_s=mean_s, cv=0.7, share=0.0) for c, g in plan.groups.items()}
    return replace(plan, groups=flat)


def _lessons(
    visits: list[Visit], watcher: Watcher, seats: dict[int, str], day: str
) -> Iterator[Lesson]:
    yield from with_gaps(
        (_lesson(visit, watcher, seats, day), _call(visit))
        for visit in visits
        if visit.called_s is not None
    )


def _lesson(visit: Visit, watcher: Watcher, seats: dict[int, str], day: str) -> Lesson:
    started_s, shows = visit.started_s, visit.outcome == "served"
    return Lesson(
        day.zfill(8),
        visit.citizen.group,
        visit.counter,
        watcher.signals.get(visit.citizen.ticket),
        visit.wait_s,
        (visit.finished_s or 0.0) - started_s if started_s is not None else None,
        shows,
        seats.get(visit.counter or 0),
    )


def _call(visit: Visit) -> Call:
    assert visit.counter is not None and visit.called_s is not None and visit.wait_s is not None
    return Call(visit.counter, visit.called_s, visit.finished_s, visit.wait_s)


def _seen(visits: list[Visit], watcher: Watcher) -> Iterator[Seen]:
    for visit in visits:
        if visit.citizen.appointment_s is None and visit.wait_s and visit.forecast is not None:
            yield Seen(visit.wait_s, visit.forecast, watcher.formulas[visit.citizen.ticket])
