"""How many counters of each department to open in each half-hour, so that most wait in time.

A first guess by Erlang's formula, half-hour by half-hour, as if each department were a pool. Then
the real rule on the days themselves: where too few were called in time one counter more is opened,
and where one fewer still does, it is closed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from server.domain.plan import Plan
from server.virtual.erlang import share_within
from server.virtual.lab import Case, Lab
from server.virtual.roster import Numbers, Roster, without_gaps
from server.virtual.scenario import HALF_HOUR_S
from server.virtual.tally import Tally
from server.virtual.workload import VirtualDay

ROUNDS = 8
"""How often counters are added; then each half-hour is once tried with one fewer."""


def first_guess(plan: Plan, hall: Roster, days: Sequence[VirtualDay], goal: float) -> Numbers:
    """By Erlang's formula for the mean work of each half-hour."""
    held_s: dict[tuple[str, int], list[float]] = {}
    for day in days:
        for citizen in day.citizens:
            if citizen.group in hall.home:
                key = hall.home[citizen.group], hall.slot(citizen.waits_from_s)
                shown_s = plan.centre.walk_s + citizen.service_s
                one_s = shown_s if citizen.shows else plan.centre.no_show_s
                held_s.setdefault(key, []).append(one_s)
    numbers: Numbers = {}
    for name, counters in hall.counters.items():
        codes = [code for code, home in hall.home.items() if home == name]
        target_s = min((plan.groups[code].target_wait_s for code in codes), default=0)
        numbers[name] = []
        for slot in range(len(hall.starts)):
            taken_s = held_s.get((name, slot), [0.0])
            service_s = math.fsum(taken_s) / len(taken_s)
            load = math.fsum(taken_s) / len(days) / HALF_HOUR_S
            choices = range(hall.least[name], len(counters))
            enough = (n for n in choices if share_within(n, load, service_s, target_s) >= goal)
            numbers[name].append(next(enough, len(counters)))
    return numbers


def refine(
    plan: Plan,
    lab: Lab,
    days: Sequence[int],
    hall: Roster,
    numbers: Numbers,
    goal: float,
    step: Callable[[], None] = lambda: None,
) -> Numbers:
    """The numbers after the days themselves were played."""
    for _ in range(ROUNDS):
        shares = in_time(hall, play(plan, lab, days, hall, numbers))
        step()
        if not _open_more(hall, numbers, shares, goal):
            break
    return without_gaps(hall, _close_some(plan, lab, days, hall, numbers, goal, step))


def play(plan: Plan, lab: Lab, days: Sequence[int], hall: Roster, numbers: Numbers) -> list[Tally]:
    """The days with these counters open."""
    return lab.run([Case(plan, plan.centre.policy, hall.changes(numbers))], days)[0]


def in_time(hall: Roster, days: Sequence[Tally]) -> dict[str, list[float | None]]:
    """Which share was called in time, by department and half-hour of arrival."""
    stayed: Counter[tuple[str, int]] = Counter()
    within: Counter[tuple[str, int]] = Counter()
    for day in days:
        for (code, at_s), (n, good) in day.slots.items():
            if code in hall.home:
                key = hall.home[code], hall.slot(at_s)
                stayed[key] += n
                within[key] += good
    return {
        name: [
            within[name, slot] / stayed[name, slot] if stayed[name, slot] else None
            for slot in range(len(hall.starts))
        ]
        for name in hall.counters
    }


def _open_more(
    hall: Roster, numbers: Numbers, shares: dict[str, list[float | None]], goal: float
) -> bool:
    """One more where too few were called in time; a half-hour before, where all are open."""
    changed = False
    for name, counters in hall.counters.items():
        for slot, share in enumerate(shares[name]):
            if share is None or share >= goal:
                continue
            room = (s for s in range(slot, -1, -1) if numbers[name][s] < len(counters))
            found = next(room, None)
            if found is not None:
                numbers[name][found] += 1
                changed = True
    return changed


def _close_some(
    plan: Plan,
    lab: Lab,
    days: Sequence[int],
    hall: Roster,
    numbers: Numbers,
    goal: float,
    step: Callable[[], None],
) -> Numbers:
    """Half-hour by half-hour, all departments side by side: one fewer, if it does as well."""
    before = in_time(hall, play(plan, lab, days, hall, numbers))
    for slot in reversed(range(len(hall.starts))):
        fewer = {name: row.copy() for name, row in numbers.items()}
        for name, row in fewer.items():
            row[slot] = max(row[slot] - 1, hall.least[name])
        after = in_time(hall, play(plan, lab, days, hall, fewer))
        step()
        for name in hall.counters:
            if all(_as_good(a, b, goal) for a, b in zip(after[name], before[name], strict=True)):
                numbers[name] = fewer[name]
                before[name] = after[name]
    return numbers


def _as_good(after: float | None, before: float | None, goal: float) -> bool:
    """Reached, or not reached before either and no worse."""
    return after is None or after >= goal or (before is not None and after >= before)
