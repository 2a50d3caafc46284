"""Which few authorisations, a counter that helps one group more, would cut waits most.

Greedy search: the next authorisation is the one after which people wait least, by the real rule on
the same people. Not all pairs are tried: first those of groups whose people wait much with
counters that stand idle much; then a race, few days for many, more days for the leaders.
What was chosen is measured again on other days, because whoever leads a race was also lucky.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from server.domain.plan import Plan
from server.virtual.lab import Case, Lab
from server.virtual.tally import Tally

ENTRANTS = 24
"""How many pairs start a race."""
HEATS = ((1.0, 0.2), (0.34, 0.5), (0.13, 1.0))
"""Which part of the entrants runs, on which part of the days, heat by heat."""
ALIKE = 2
"""How many entrants may be of one group, and of one counter."""
UNSERVED_S = 14_400
"""What counts as the wait of somebody who was not served at all."""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """The counter may serve the group, too, as help."""

    counter: int
    group: str


@dataclass(frozen=True, slots=True)
class Search:
    """How to search: ``wanted`` in all, at most ``most`` a counter, ``batch`` of each race.

    A batch of more than one is faster and a little worse: its winners are chosen side by side.
    """

    wanted: int
    most: int = 1_000
    batch: int = 1


def races(search: Search) -> int:
    """How many races there will be, at most."""
    return math.ceil(search.wanted / search.batch)


def authorised(plan: Plan, chosen: Sequence[Authorisation]) -> Plan:
    """The plan with these; what a counter may do already stays as it is."""
    counters = dict(plan.counters)
    for one in chosen:
        counter = counters[one.counter]
        if one.group not in (*counter.groups, *counter.help):
            counters[one.counter] = replace(counter, help=(*counter.help, one.group))
    return replace(plan, counters=counters)


def find(
    plan: Plan,
    lab: Lab,
    days: Sequence[int],
    search: Search,
    step: Callable[[], None] = lambda: None,
) -> list[Authorisation]:
    """The authorisations, the best first; fewer when nothing helps any more."""
    chosen: list[Authorisation] = []
    while len(chosen) < search.wanted:
        now = authorised(plan, chosen)
        given = Counter(one.counter for one in chosen)
        full = {n for n, count in given.items() if count >= search.most}
        winners = _race(now, lab, days, full)[: min(search.batch, search.wanted - len(chosen))]
        step()
        if not winners:
            break
        chosen += winners
    return chosen


def burden_s(days: Sequence[Tally]) -> float:
    """The mean wait, with those who were not served counted as waiting four hours."""
    waited = sum(sum(day.waits_s) + UNSERVED_S * day.unserved for day in days)
    people = sum(len(day.waits_s) + day.unserved for day in days)
    return waited / people if people else 0.0


def _race(plan: Plan, lab: Lab, days: Sequence[int], full: set[int]) -> list[Authorisation]:
    """Whoever is better than the plan as it is after the last heat, best first, each counter and
    each group once."""
    policy = plan.centre.policy
    base = lab.run([Case(plan, policy)], days)[0]
    runners = entrants(plan, base, full)
    found: dict[Authorisation, list[Tally]] = {one: [] for one in runners}
    n, ran = len(runners), 0
    for part, share in HEATS:
        runners = runners[: max(math.ceil(n * part), 1)]
        until = max(math.ceil(len(days) * share), ran)
        cases = [Case(authorised(plan, [one]), policy) for one in runners]
        for one, tallies in zip(runners, lab.run(cases, days[ran:until]), strict=True):
            found[one] += tallies
        ran = until
        runners = sorted(runners, key=lambda one: burden_s(found[one]))
    before_s = burden_s(base)
    return _apart([one for one in runners if burden_s(found[one]) < before_s])


def entrants(plan: Plan, base: Sequence[Tally], full: set[int]) -> list[Authorisation]:
    """Pairs that may gain most: much waiting in the group times much idle time at the counter."""
    waited_s: Counter[str] = Counter()
    busy_s: Counter[int] = Counter()
    for day in base:
        waited_s.update({code: total_s for code, (_, total_s) in day.groups.items()})
        busy_s.update(day.busy_s)
    open_s = len(base) * sum(s.closes_s - s.opens_s for s in plan.sessions)
    pairs = [
        (-waited_s[code] * max(open_s - busy_s[n], 0.0), n, code)
        for n, counter in plan.counters.items()
        if n not in full
        for code in plan.groups
        if code not in (*counter.groups, *counter.help)
    ]
    taken: Counter[int | str] = Counter()
    found: list[Authorisation] = []
    for score, n, code in sorted(pairs):
        if score < 0 and taken[n] < ALIKE and taken[code] < ALIKE and len(found) < ENTRANTS:
            taken.update((n, code))
            found.append(Authorisation(n, code))
    return found


def _apart(ranked: Sequence[Authorisation]) -> list[Authorisation]:
    counters: set[int] = set()
    groups: set[str] = set()
    found = []
    for one in ranked:
        if one.counter not in counters and one.group not in groups:
            counters.add(one.counter)
            groups.add(one.group)
            found.append(one)
    return found
