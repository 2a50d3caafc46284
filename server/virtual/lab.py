"""Many days under many rules and plans, on the same people, with as many processes as wanted."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import TracebackType

from server.domain import policy
from server.domain.plan import Plan
from server.virtual.day import Day
from server.virtual.people import Change
from server.virtual.scenario import Scenario
from server.virtual.tally import Tally, tally
from server.virtual.workload import VirtualDay, resting


@dataclass(frozen=True, slots=True)
class Case:
    """A hall and a calling rule to try. ``changes`` are made instead of what the day's own are."""

    plan: Plan
    policy: str = "call-mark"
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True, slots=True)
class _World:
    days: Sequence[VirtualDay]
    scenario: Scenario | None


_WORLDS: list[_World] = []
"""In a process of the pool: what it was started with."""


class Lab:
    """``with Lab(days) as lab: … lab.run(case)``. ``scenario`` says how officers pause."""

    def __init__(
        self,
        days: Sequence[VirtualDay],
        scenario: Scenario | None = None,
        processes: int = 1,
    ) -> None:
        self._world = _World(days, scenario)
        self._pool: ProcessPoolExecutor | None = None
        if processes > 1:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(processes, context, _begin, (self._world,))

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self._world.days)

    def __enter__(self) -> Lab:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def run(
        self,
        cases: Sequence[Case],
        days: Iterable[int] | None = None,
        step: Callable[[], None] = lambda: None,
    ) -> list[list[Tally]]:
        """The tallies of each case, day by day; ``step`` is called after each of them."""
        wanted = list(range(self.days) if days is None else days)
        jobs = [(case, day) for case in cases for day in wanted]
        found = []
        for one in self._played(jobs):
            found.append(one)
            step()
        n = len(wanted)
        return [found[i * n : (i + 1) * n] for i in range(len(cases))]

    def _played(self, jobs: Sequence[tuple[Case, int]]) -> Iterator[Tally]:
        if self._pool is None:
            return (_play(self._world, case, day) for case, day in jobs)
        chunk = max(len(jobs) // 50, 1)
        return self._pool.map(_play_here, *zip(*jobs, strict=True), chunksize=chunk)


def _begin(world: _World) -> None:
    _WORLDS.append(world)


def _play_here(case: Case, day: int) -> Tally:
    return _play(_WORLDS[-1], case, day)


def _play(world: _World, case: Case, day: int) -> Tally:
    people = world.days[day]
    rest = resting(world.scenario, people) if world.scenario else None
    hall = Day(case.plan, policy.rule(case.policy), speeds=people.speeds, on_free=rest)
    changes = people.changes if case.changes is None else case.changes
    return tally(case.plan, hall.run(people.citizens, changes))
