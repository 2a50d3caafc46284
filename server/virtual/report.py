"""The figures of a virtual day, by the statistics of the live desk.

Waits are those of served tickets: of a no-show nobody knows how long they waited. Figures are as
exact as they can be told; what is not known is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any, Protocol

from server.domain import fairness, statistics
from server.domain.facts import from_ms
from server.domain.fairness import Turn
from server.domain.plan import Plan
from server.domain.statistics import LegFigures
from server.virtual.people import Naive, Visit

Report = dict[str, Any]


class Ended(Protocol):
    """Somebody's visit, as far as it is told whether and after what wait they were served."""

    @property
    def outcome(self) -> str: ...
    @property
    def wait_s(self) -> float | None: ...


FORMULAS: dict[str, Callable[[Naive], float | None]] = {
    "ahead": lambda naive: naive.ahead_s,
    "place": lambda naive: naive.place_s,
    "hall": lambda naive: naive.hall_s,
}


def report(plan: Plan, rule: str, visits: Sequence[Visit]) -> Report:
    """What ``luot replay --json`` prints."""
    rows = [figures(plan, visit) for visit in visits]
    waits = served_waits(visits)
    passed = overtaken(visits)
    counts = {name: sum(row.outcome == name for row in rows) for name in statistics.OUTCOMES}
    return {
        "policy": rule,
        "tickets": len(visits),
        **counts,
        "wait": asdict(statistics.spread(waits)),
        "within_target": statistics.share_in_time(rows),
        "priority_mean_s": mean(served_waits(v for v in visits if v.citizen.priority)),
        "worst_group": worst_group(visits),
        "overtakes_max": max(passed, default=0),
        "overtakes_per_100": 100 * sum(passed) / len(visits) if visits else None,
        "gini": fairness.gini(waits),
        "forecast": _forecast(rows, visits),
    }


def figures(plan: Plan, visit: Visit) -> LegFigures:
    """A visit as a leg of the live hall; its day is the first of all days."""
    citizen, told = visit.citizen, visit.forecast
    group = plan.groups[citizen.group]
    service_s = None
    if visit.started_s is not None and visit.finished_s is not None:
        service_s = visit.finished_s - visit.started_s
    return LegFigures(
        group=group.code,
        department=group.department,
        counter=visit.counter,
        zone=group.zone,
        priority=citizen.priority,
        issued_at=from_ms(round(citizen.arrival_s * 1000)),
        wait_s=visit.wait_s,
        response_s=None,
        service_s=service_s,
        outcome=visit.outcome,
        target_wait_s=group.target_wait_s,
        forecast_low_s=told.low_s if told else None,
        forecast_mid_s=told.mid_s if told else None,
        forecast_high_s=told.high_s if told else None,
    )


def overtaken(visits: Sequence[Visit]) -> list[int]:
    """For each ticket: how many of its group and class that came later were called before it.

    The turn of an appointment is its slot; only who was there already can be passed.
    """
    return fairness.passed_in(
        ((v.citizen.group, v.citizen.kind), Turn(v.citizen.arrival_s, _due_s(v), v.called_s))
        for v in visits
    )


def served_waits(visits: Iterable[Ended]) -> list[float]:
    """The waits of those who were served."""
    return [v.wait_s for v in visits if v.outcome == "served" and v.wait_s is not None]


def worst_group(visits: Sequence[Visit]) -> dict[str, Any]:
    """The group whose served tickets waited longest in the mean."""
    waits: dict[str, list[float]] = {}
    for visit in visits:
        if visit.outcome == "served" and visit.wait_s is not None:
            waits.setdefault(visit.citizen.group, []).append(visit.wait_s)
    means = {code: math.fsum(found) / len(found) for code, found in waits.items()}
    if not means:
        return {"code": None, "mean_s": None, "n": 0}
    worst = max(means, key=lambda code: (means[code], code))
    return {"code": worst, "mean_s": means[worst], "n": len(waits[worst])}


def mean(values: Sequence[float]) -> float | None:
    """None of nothing."""
    return math.fsum(values) / len(values) if values else None


def _due_s(visit: Visit) -> float:
    citizen = visit.citizen
    slot_s = citizen.appointment_s if citizen.kind == "appointment" else None
    return citizen.arrival_s if slot_s is None else slot_s


def _forecast(rows: Iterable[LegFigures], visits: Sequence[Visit]) -> dict[str, Any]:
    errors = {name: _formula_error(visits, formula) for name, formula in FORMULAS.items()}
    known = [error for error in errors.values() if error is not None]
    return {
        **asdict(statistics.score(rows)),
        "naive_mae_s": min(known, default=None),
        "naive": {f"{name}_mae_s": error for name, error in errors.items()},
    }


def _formula_error(
    visits: Iterable[Visit], formula: Callable[[Naive], float | None]
) -> float | None:
    off = []
    for visit in visits:
        told = formula(visit.naive) if visit.naive else None
        if told is not None and visit.wait_s is not None and visit.forecast is not None:
            off.append(abs(told - visit.wait_s))
    return mean(off)
