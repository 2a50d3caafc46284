"""Several rules on the same synthetic days: figures, and what each differs from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.plan import Plan
from server.virtual.estimate import Estimate
from server.virtual.measures import NAMES, Measures, documents, measures, worst_group
from server.virtual.scenario import Scenario
from server.virtual.tally import Tally
from server.virtual.workload import VirtualDay, make_day

SEEDS = 1_000_000
"""Days of one seed have neighbouring numbers, and those of two seeds never meet."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule, its days, and its figures over them."""

    policy: str
    days: Sequence[Tally]
    figures: Measures
    worst_group: str | None


def make_days(plan: Plan, scenario: Scenario, seed: int, days: int) -> list[VirtualDay]:
    """The days of this seed; the first of them are the same however many are wanted."""
    return [make_day(plan, scenario, seed * SEEDS + day) for day in range(days)]


def tried(policies: Sequence[str], found: Sequence[Sequence[Tally]]) -> list[Tried]:
    """Each rule with the figures of its days."""
    return [
        Tried(name, days, measures(days), worst_group(days))
        for name, days in zip(policies, found, strict=True)
    ]


def difference(one: Tried, other: Tried, name: str) -> Estimate | None:
    """By how much a figure of ``one`` is larger, day by day; None where one of both has none."""
    a, b = one.figures[name], other.figures[name]
    return None if a is None or b is None else a.minus(b)


def document(plan: Plan, seed: int, rules: Sequence[Tried]) -> dict[str, Any]:
    """What ``luot simulate --json`` prints."""
    first = rules[0]
    tickets = sum(day.tickets for day in first.days)
    return {
        "centre": plan.centre.id,
        "days": len(first.days),
        "seed": seed,
        "tickets": tickets,
        "policies": [
            {
                "policy": one.policy,
                "served": sum(len(day.waits_s) for day in one.days),
                "worst_group": one.worst_group,
                "figures": documents(one.figures, NAMES),
            }
            for one in rules
        ],
        "differences": [
            {
                "policy": other.policy,
                "minus": first.policy,
                "figures": {name: _document(difference(other, first, name)) for name in NAMES},
            }
            for other in rules[1:]
        ],
    }


def _document(found: Estimate | None) -> dict[str, Any] | None:
    return None if found is None else found.document()
