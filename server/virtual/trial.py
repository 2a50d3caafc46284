"""Past days once more, as they were and changed, with the same people; and how sure that is.

The first run of a day has the day's own times, so it is what ``luot replay`` gives. Each further
run deals the service times of a group anew among its people, with replacement, the same for both
halls; so differences say what the change did, and their spread what luck could have done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from server.domain import policy
from server.domain.plan import Plan
from server.virtual.day import Day
from server.virtual.journal_day import RealDay
from server.virtual.people import Change, Citizen, Visit
from server.virtual.trial_play import Play, played
from server.virtual.what_if import Altered, WhatIf, alter

FEWEST_TIMES = 5
"""A group with fewer service times keeps each with its person."""
SEEDS = 100_000


@dataclass(frozen=True, slots=True)
class PastDay:
    """A local day, and what the journal says of it."""

    day: date
    real: RealDay


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall of a day: its plan, rule, and what counters do."""

    plan: Plan
    rule: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Trial:
    """``happened`` has a play for each day; ``before`` and ``after`` have each run of each day.

    ``halls`` are the changed halls of the days.
    """

    days: Sequence[PastDay]
    happened: Sequence[Play]
    before: Sequence[Sequence[Play]]
    after: Sequence[Sequence[Play]]
    halls: Sequence[Hall]

    @property
    def runs(self) -> int:
        """How many runs each day has."""
        return len(self.before[0])


def plays(days: int, runs: int) -> int:
    """How often a day is played in a trial."""
    return 2 * days * runs


def trial(
    days: Sequence[PastDay],
    wanted: Sequence[WhatIf],
    runs: int,
    seed: int = 1,
    step: Callable[[], None] = lambda: None,
) -> Trial:
    """Every day ``runs`` times without and with the changes. Raises WhatIfRefused."""
    happened, before, after, halls = [], [], [], []
    for place, one in enumerate(days):
        real = one.real
        rule = real.plan.centre.policy
        plain = Hall(real.plan, rule, real.changes)
        hall = _hall(alter(real.plan, rule, wanted, real.changes), real.changes)
        happened.append(played(real.plan, real.happened, real.changes))
        pairs = []
        for run in range(runs):
            people = real.citizens if run == 0 else dealt(real, seed * SEEDS + place * 1000 + run)
            pairs.append((_play(plain, people, step), _play(hall, people, step)))
        before.append([a for a, _ in pairs])
        after.append([b for _, b in pairs])
        halls.append(hall)
    return Trial(days, happened, before, after, halls)


def dealt(real: RealDay, seed: int) -> list[Citizen]:
    """The people of the day, each with the service time of somebody of their group."""
    dice = Random(seed)
    times: dict[str, list[float]] = {}
    for visit in real.happened:
        if visit.outcome == "served":
            times.setdefault(visit.citizen.group, []).append(visit.citizen.service_s)
    found = []
    for citizen in real.citizens:
        known = times.get(citizen.group, [])
        drawn = dice.random()
        if len(known) >= FEWEST_TIMES:
            citizen = replace(citizen, service_s=known[int(drawn * len(known))])
        found.append(citizen)
    return found


def _hall(altered: Altered, changes: Sequence[Change]) -> Hall:
    return Hall(altered.plan, altered.policy, altered.changes(changes))


def _play(hall: Hall, people: Sequence[Citizen], step: Callable[[], None]) -> Play:
    visits: list[Visit] = Day(hall.plan, policy.rule(hall.rule)).run(people, hall.changes)
    step()
    return played(hall.plan, visits, hall.changes)
