"""The reference centre on which rules and forecasts are compared.

Forty groups with skewed demand (the largest about 12 %), thirty counters with three to six groups
each in one ring, so that neighbours share groups; mean service 4 to 17 minutes, cv 0.5 to 0.9.
Everything is invented, and the same for the same seed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from random import Random

from server.domain.plan import Centre, CounterPlan, Department, Group, Plan, Series, Session, Zone
from server.virtual.scenario import Scenario
from server.virtual.workload import capacity, mean_hold_s

GROUPS, COUNTERS = 40, 30
LARGEST_SHARE = 0.12
SKEW = 0.6
LOAD = 0.90
FEWEST, MOST = 3, 6
"""Groups of a counter."""


def reference_plan(seed: int = 1, groups: int = GROUPS, counters: int = COUNTERS) -> Plan:
    """The ring of counters, with a plan's usual rules."""
    random = Random(seed)
    shares = _demand(random, groups)
    made = {f"G{i + 1:02d}": _group(random, i, shares[i]) for i in range(groups)}
    rows = _ring(random, list(made.values()), counters)
    centre = Centre(f"reference-{seed}", "Tham chiếu", "Reference", "UTC", at_close="finish")
    sessions = (
        Session("am", 27_000, 41_400, 40_500),
        Session("pm", 48_600, 61_200, 60_300),
    )
    return Plan(
        centre,
        sessions,
        {"1": Series("1", 1, 9_999)},
        {"1": Zone("1", "Sảnh", "Hall")},
        {"d": Department("d", "Đơn vị", "Department")},
        made,
        rows,
    )


def reference_scenario(plan: Plan, load: float = LOAD, **changes: float) -> Scenario:
    """As many citizens as keep the counters busy for ``load`` of the sessions."""
    scenario = Scenario(per_day=0.0, **changes)  # type: ignore[arg-type]
    come = 1 - scenario.no_show
    hold = come + scenario.no_show * plan.centre.no_show_s / mean_hold_s(plan)
    return replace(scenario, per_day=load * capacity(plan) / hold)


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
    """Groups lie on a ring, each as long as its work; a counter owns what its arc touches.

    It helps the groups that come next, until it has three to six. So work is spread evenly, and
    everybody can be helped by a neighbour.
    """
    codes = [group.code for group in groups]
    work = [group.share * group.mean_service_s for group in groups]
    ends = [end / sum(work) * counters for end in accumulate(work)]
    starts = [0.0, *ends[:-1]]
    made = {}
    for n in range(counters):
        own = [i for i in range(len(codes)) if starts[i] < n + 1 and ends[i] > n]
        width = max(random.randint(FEWEST, MOST), len(own) + 1)
        rest = [(own[-1] + 1 + i) % len(codes) for i in range(width - len(own))]
        made[n + 1] = CounterPlan(
            n + 1, "1", "d", tuple(codes[i] for i in own), tuple(codes[i] for i in rest)
        )
    return made
