"""The figures of a rule over many days, each with its interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from server.virtual import estimate
from server.virtual.estimate import Estimate
from server.virtual.tally import Tally

NAMES = (
    "mean_s",
    "p50_s",
    "p90_s",
    "p95_s",
    "longest_s",
    "within_target",
    "priority_mean_s",
    "appointment_mean_s",
    "normal_mean_s",
    "worst_group_mean_s",
    "unserved_a_day",
    "overtakes_per_100",
)
"""Every figure. Waits are those of served tickets; ``longest_s`` is the longest of a day."""

Measures = dict[str, Estimate | None]


def documents(found: Measures, names: Iterable[str]) -> dict[str, dict[str, Any] | None]:
    """For JSON, with intervals that end where figures do: no wait below 0, no share above 1."""
    return {
        name: None if (one := found[name]) is None else one.document(0.0, _MOST.get(name))
        for name in names
    }


_MOST = {"within_target": 1.0}


def measures(days: Sequence[Tally]) -> Measures:
    """All figures of these days; None where there is nobody to measure."""
    counts = [len(day.waits_s) for day in days]
    worst = worst_group(days)
    waits = [day.waits_s for day in days]
    return {
        "mean_s": mean_wait(days),
        "p50_s": estimate.quantile(waits, 0.5),
        "p90_s": estimate.quantile(waits, 0.9),
        "p95_s": estimate.quantile(waits, 0.95),
        "longest_s": estimate.daily([max(day.waits_s, default=None) for day in days]),
        "within_target": estimate.mean([day.within for day in days], counts),
        "priority_mean_s": _of_kind(days, "priority"),
        "appointment_mean_s": _of_kind(days, "appointment"),
        "normal_mean_s": _of_kind(days, "normal"),
        "worst_group_mean_s": None if worst is None else of_group(days, worst),
        "unserved_a_day": estimate.daily([day.unserved for day in days]),
        "overtakes_per_100": estimate.mean(
            [100 * day.overtakes for day in days], [day.tickets for day in days]
        ),
    }


def mean_wait(days: Sequence[Tally]) -> Estimate | None:
    """Of everybody who was served."""
    return estimate.mean([sum(day.waits_s) for day in days], [len(day.waits_s) for day in days])


def p95_wait(days: Sequence[Tally]) -> Estimate | None:
    """What one in twenty waits longer than."""
    return estimate.quantile([day.waits_s for day in days], 0.95)


def worst_group(days: Sequence[Tally]) -> str | None:
    """The group whose people waited longest in the mean; None when nobody was served."""
    means = {}
    for code in sorted({code for day in days for code in day.groups}):
        found = of_group(days, code)
        if found is not None:
            means[code] = found.value
    return max(means, key=lambda code: means[code], default=None)


def of_group(days: Sequence[Tally], code: str) -> Estimate | None:
    """The mean wait in a group."""
    return _mean([day.groups.get(code, (0, 0.0)) for day in days])


def _of_kind(days: Sequence[Tally], kind: str) -> Estimate | None:
    return _mean([day.kinds.get(kind, (0, 0.0)) for day in days])


def _mean(sums: Sequence[tuple[int, float]]) -> Estimate | None:
    return estimate.mean([total_s for _, total_s in sums], [n for n, _ in sums])
