"""The reference centre on which rules and forecasts are compared.

Forty groups with skewed demand (the largest 12 %), thirty counters with three to six groups each,
laid out as one ring; mean service 4 to 17 minutes, cv 0.5 to 0.9. A counter has one group of its
own, and helps with those of its neighbours on both sides, the nearest first. Everything is
invented, and the same for the same seed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, count
from random import Random

from server.domain.plan import Centre, CounterPlan, Department, Group, Plan, Series, Session, Zone
from server.virtual.scenario import Scenario
from server.virtual.workload import at_load

GROUPS, COUNTERS = 40, 30
SKEW = 0.645
"""Demand of the n-th largest group goes as n to this power: the largest of forty has 12 %."""
LOAD = 0.90
FEWEST, MOST = 3, 6
"""Groups of a counter."""
LEAST_COUNTERS = 2
"""Counters of a group."""
SESSIONS = (Session("am", 27_000, 41_400, 40_500), Session("pm", 48_600, 61_200, 60_300))


def reference_plan(seed: int = 1, groups: int = GROUPS, counters: int = COUNTERS) -> Plan:
    """The ring of counters, with a plan's usual rules."""
    random = Random(seed)
    made = reference_groups(random, groups)
    return reference_hall(seed, made, _ring(random, made, counters))


def reference_groups(random: Random, groups: int) -> list[Group]:
    """The groups in the order in which they lie on the ring."""
    shares = _demand(random, groups)
    return [_group(random, i, shares[i]) for i in range(groups)]


def reference_hall(seed: int, groups: list[Group], counters: dict[int, CounterPlan]) -> Plan:
    """A plan of these groups and counters."""
    centre = Centre(f"reference-{seed}", "Tham chiếu", "Reference", "UTC", at_close="finish")
    names = {group.department for group in groups} | {c.department for c in counters.values()}
    return Plan(
        centre,
        SESSIONS,
        {"1": Series("1", 1, 9_999)},
        {"1": Zone("1", "Sảnh", "Hall")},
        {name: Department(name, f"Đơn vị {name}", f"Department {name}") for name in sorted(names)},
        {group.code: group for group in groups},
        counters,
    )


def reference_scenario(plan: Plan, load: float = LOAD, **changes: float) -> Scenario:
    """As many citizens as keep the counters busy for ``load`` of the sessions."""
    scenario = Scenario(per_day=0.0, **changes)  # type: ignore[arg-type]
    return replace(scenario, per_day=at_load(plan, scenario, load))


def pooled(plan: Plan) -> Plan:
    """The same hall if every counter could serve everything: a bound that no skills reach."""
    everything = tuple(plan.groups)
    counters = {n: replace(c, groups=everything, help=()) for n, c in plan.counters.items()}
    return replace(plan, counters=counters)


def _demand(random: Random, groups: int) -> list[float]:
    weights = [1 / (i + 1) ** SKEW for i in range(groups)]
    shares = [w / sum(weights) for w in weights]
    random.shuffle(shares)
    return shares


def _group(random: Random, i: int, share: float) -> Group:
    code = f"G{i + 1:02d}"
    return Group(
        code,
        f"Nhóm {i + 1}",
        f"Group {i + 1}",
        "d",
        "1",
        "1",
        target_wait_s=900,
        mean_service_s=round(random.triangular(240, 1020, 300)),
        cv=round(random.uniform(0.5, 0.9), 2),
        share=share,
    )


def _ring(random: Random, groups: list[Group], counters: int) -> dict[int, CounterPlan]:
    """Groups lie on a ring, each as long as its work, and each counter before an equal part.

    A counter's own group is the one with most of its part. It helps the others that reach into
    its part, then one more to the right and to the left in turn, until it has its number.
    """
    work = [group.share * group.mean_service_s for group in groups]
    ends = [end / sum(work) * counters for end in accumulate(work)]
    starts = [0.0, *ends[:-1]]
    skills = []
    for n in range(counters):
        parts = {
            i: min(end, n + 1) - max(start, n)
            for i, (start, end) in enumerate(zip(starts, ends, strict=True))
            if min(end, n + 1) > max(start, n)
        }
        own = max(parts, key=lambda i: parts[i])
        width = max(random.randint(FEWEST, MOST), len(parts) + 1)
        skills.append([own, *(i for i in parts if i != own)])
        _neighbours(skills[-1], min(parts), max(parts), len(groups), width)
    _nobody_alone(skills, len(groups))
    return {n: _counter(n, groups, row) for n, row in enumerate(skills, 1)}


def _neighbours(row: list[int], first: int, last: int, groups: int, width: int) -> None:
    for step in count(1):
        for i in ((last + step) % groups, (first - step) % groups):
            if len(row) >= width:
                return
            if i not in row:
                row.append(i)


def _nobody_alone(skills: list[list[int]], groups: int) -> None:
    """Nearest neighbours with room take groups that only one counter would serve."""
    for i in range(groups):
        able = [n for n, row in enumerate(skills) if i in row]
        back = (able[0] - step for step in count(1))
        while len(able) < LEAST_COUNTERS:
            n = next(back) % len(skills)
            if len(skills[n]) < MOST and i not in skills[n]:
                skills[n].append(i)
                able.append(n)


def _counter(n: int, groups: list[Group], row: list[int]) -> CounterPlan:
    own, *helped = (groups[i].code for i in row)
    return CounterPlan(n, "1", "d", (own,), tuple(helped))
