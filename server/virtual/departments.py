"""The reference centre's people in another hall: departments that serve only their own groups."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from random import Random

from server.domain.plan import CounterPlan, Group, Plan
from server.virtual.reference import COUNTERS, GROUPS, LOAD, reference_groups, reference_hall

DEPARTMENTS = 10


def department_plan(
    seed: int = 1, groups: int = GROUPS, counters: int = COUNTERS, departments: int = DEPARTMENTS
) -> Plan:
    """The groups of ``reference_plan(seed)``, dealt out so that all are about equally busy.

    Every counter of a department serves all of its groups, and no other.
    """
    made = reference_groups(Random(seed), groups)
    sizes = _sizes(made, counters, departments)
    dealt = _dealt(made, sizes)
    numbers = iter(range(1, counters + 1))
    rows = {}
    for name, codes in dealt.items():
        for _ in range(sizes[name]):
            n = next(numbers)
            rows[n] = CounterPlan(n, "1", name, tuple(sorted(codes)))
    home = {code: name for name, codes in dealt.items() for code in codes}
    return reference_hall(seed, [replace(g, department=home[g.code]) for g in made], rows)


def _work(group: Group) -> float:
    return group.share * group.mean_service_s


def _sizes(groups: list[Group], counters: int, departments: int) -> dict[str, int]:
    """Counters by department: equal, but the first has as many as the largest group needs."""
    largest = max(map(_work, groups)) / sum(map(_work, groups))
    first = max(ceil(largest * counters * LOAD / 0.95), counters // departments)
    rest, odd = divmod(counters - first, departments - 1)
    others = [rest + (i < odd) for i in range(departments - 1)]
    return {f"{i:02d}": size for i, size in enumerate((first, *others), 1)}


def _dealt(groups: list[Group], sizes: dict[str, int]) -> dict[str, list[str]]:
    """Groups by department, the largest first, each to whom it makes the least busy."""
    dealt: dict[str, list[str]] = {name: [] for name in sizes}
    busy = dict.fromkeys(sizes, 0.0)
    for group in sorted(groups, key=_work, reverse=True):
        name = min(sizes, key=lambda one: (busy[one] + _work(group)) / sizes[one])
        dealt[name].append(group.code)
        busy[name] += _work(group)
    return dealt
