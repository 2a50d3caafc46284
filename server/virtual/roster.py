"""Departments with their counters, and numbers of open ones half-hour by half-hour."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.plan import Plan
from server.virtual.people import Change
from server.virtual.scenario import HALF_HOUR_S

Numbers = dict[str, list[int]]
"""Open counters by department, half-hour by half-hour."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Departments with their counters in the order in which they are opened.

    ``least`` is how many of them cover all of the department's groups; ``home`` is the
    department with most of a group's own counters; ``starts`` are the half-hours, and ``firsts``
    the places of those that begin a session.
    """

    starts: tuple[int, ...]
    firsts: frozenset[int]
    counters: dict[str, tuple[int, ...]]
    least: dict[str, int]
    home: dict[str, str]

    def slot(self, at_s: float) -> int:
        """Which half-hour a moment belongs to; what is before the first, to the first."""
        return max(bisect_right(self.starts, at_s) - 1, 0)

    def changes(self, numbers: Numbers) -> tuple[Change, ...]:
        """What counters do on a day with these numbers."""
        found = []
        for name, counters in self.counters.items():
            for place, counter in enumerate(counters):
                was = True
                for start, open_n in zip(self.starts, numbers[name], strict=True):
                    if (place < open_n) != was:
                        was = not was
                        at_s = 0 if start == self.starts[0] else start
                        found.append(Change(at_s, counter, was))
        return tuple(found)


def without_gaps(hall: Roster, numbers: Numbers) -> Numbers:
    """Nobody closes for one half-hour only: the number between two higher ones is raised."""
    return {name: _filled(hall, row) for name, row in numbers.items()}


def _filled(hall: Roster, row: Sequence[int]) -> list[int]:
    filled = list(row)
    for i in range(1, len(row) - 1):
        if i not in hall.firsts and i + 1 not in hall.firsts:
            filled[i] = max(row[i], min(filled[i - 1], row[i + 1]))
    return filled


def roster(plan: Plan) -> Roster:
    """The departments that have counters, and the half-hours of the sessions."""
    starts = [start for s in plan.sessions for start in range(s.opens_s, s.closes_s, HALF_HOUR_S)]
    members: dict[str, list[int]] = {}
    for counter in plan.counters.values():
        members.setdefault(counter.department, []).append(counter.number)
    ordered = {name: _order(plan, numbers) for name, numbers in members.items()}
    home = {code: _home(plan, code) for code in plan.groups}
    opens = {session.opens_s for session in plan.sessions}
    return Roster(
        tuple(starts),
        frozenset(i for i, start in enumerate(starts) if start in opens),
        {name: counters for name, (counters, _) in ordered.items()},
        {name: least for name, (_, least) in ordered.items()},
        {code: name for code, name in home.items() if name is not None},
    )


def _home(plan: Plan, code: str) -> str | None:
    own = Counter(c.department for c in plan.counters.values() if code in c.groups)
    if not own:
        own = Counter(plan.counters[n].department for n in plan.able[code])
    return max(sorted(own), key=lambda name: own[name], default=None)


def _order(plan: Plan, numbers: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """Next is always the counter whose groups have most work for few who are open already."""
    ordered: list[int] = []
    least, rest = 0, sorted(numbers)
    while rest:
        able = Counter(code for n in ordered for code in _skills(plan, n))
        n = max(
            rest, key=lambda n: sum(_work(plan, c) / (1 + able[c]) ** 2 for c in _skills(plan, n))
        )
        if any(not able[code] for code in plan.counters[n].groups):
            least = len(ordered) + 1
        rest.remove(n)
        ordered.append(n)
    return tuple(ordered), least


def _skills(plan: Plan, counter: int) -> tuple[str, ...]:
    return (*plan.counters[counter].groups, *plan.counters[counter].help)


def _work(plan: Plan, code: str) -> float:
    return max(plan.groups[code].share, 1e-6) * plan.groups[code].mean_service_s
