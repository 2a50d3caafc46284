"""Figures: percentiles of type 7, summaries with n beside every one, never a mean of means."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

By = Literal["group", "counter", "department", "hour", "day"]
OUTCOMES = ("served", "no_show", "left", "expired")


@dataclass(frozen=True, slots=True)
class LegFigures:
    """One leg with its clocks in seconds (design section 2); None where it did not happen.

    ``issued_at`` is aware and in the centre's time zone, so that hours and days are local.
    ``closed_s`` is the closed time that ``wait_s`` leaves out; a ``forgotten`` finish has no
    ``service_s``.
    """

    group: str
    department: str
    counter: int | None
    zone: str
    priority: bool
    issued_at: datetime
    wait_s: float | None
    response_s: float | None
    service_s: float | None
    outcome: str | None
    target_wait_s: int
    forecast_low_s: float | None = None
    forecast_mid_s: float | None = None
    forecast_high_s: float | None = None
    first_leg: bool = True
    closed_s: float | None = None
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How values are spread; every figure is None when n is 0."""

    n: int
    mean_s: float | None
    p50_s: float | None
    p90_s: float | None
    p95_s: float | None
    max_s: float | None


def percentile(ordered: Sequence[float], p: float) -> float:
    """Type 7 (Hyndman & Fan 1996): linear between order statistics. ``ordered`` is not empty."""
    place = (len(ordered) - 1) * p
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Iterable[float]) -> Spread:
    """Mean, percentiles and maximum of exact values."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, None, None, None, None, None)
    p50, p90, p95 = (percentile(ordered, p) for p in (0.5, 0.9, 0.95))
    return Spread(len(ordered), math.fsum(ordered) / len(ordered), p50, p90, p95, ordered[-1])


def came(outcome: str | None, response: float | None) -> bool:
    """Whether somebody who was called came to the counter, as far as is known.

    Who leaves after a call without having begun did not; one who was parked in service did.
    ``response`` is the time from call to start, None when there was no start.
    """
    return outcome != "no_show" and (outcome != "left" or response is not None)


def summary(rows: Iterable[LegFigures], by: By) -> list[dict[str, Any]]:
    """A row for each key, in the order of keys: the body of ``/stats/summary``."""
    key_of = _KEYS[by]
    parts: dict[str, list[LegFigures]] = {}
    for row in rows:
        key = key_of(row)
        if key is not None:
            parts.setdefault(key, []).append(row)
    return [summarise(key, parts[key]) for key in sorted(parts, key=_natural)]


def summarise(key: str, rows: Sequence[LegFigures]) -> dict[str, Any]:
    """The figures of one part: tickets issued count once, by their first leg.

    Nobody knows how long somebody who did not come has waited: they have no wait here.
    """
    counts = {name: sum(row.outcome == name for row in rows) for name in OUTCOMES}
    waits = [r.wait_s for r in rows if r.wait_s is not None and came(r.outcome, r.response_s)]
    return {
        "key": key,
        "n_issued": sum(row.first_leg for row in rows),
        **{f"n_{name}": count for name, count in counts.items()},
        "wait": _whole(spread(waits)),
        "response": _whole(spread(r.response_s for r in rows if r.response_s is not None)),
        "service": _whole(spread(r.service_s for r in rows if r.service_s is not None)),
        "n_forgotten": sum(row.forgotten for row in rows),
        "within_target": within_target(rows),
        "within_target_n": sum(r.outcome == "served" and r.wait_s is not None for r in rows),
        "forecast": forecast_error(rows),
    }


def within_target(rows: Iterable[LegFigures]) -> float | None:
    """Which share of served legs waited no longer than their target; None when none was served."""
    share = share_in_time(rows)
    return None if share is None else round(share, 4)


def share_in_time(rows: Iterable[LegFigures]) -> float | None:
    """``within_target`` as exactly as it can be told."""
    served = [r for r in rows if r.outcome == "served" and r.wait_s is not None]
    if not served:
        return None
    return sum((r.wait_s or 0) <= r.target_wait_s for r in served) / len(served)


@dataclass(frozen=True, slots=True)
class Score:
    """How forecasts did: mean absolute error of the middle, the share of waits inside the range,
    and of waits longer than its end. None when n is 0."""

    n: int
    mae_s: float | None = None
    coverage: float | None = None
    late: float | None = None


def score(rows: Iterable[LegFigures]) -> Score:
    """Forecasts against the waits of all who were called, whether they came or not."""
    off: list[float] = []
    held = late = 0
    for r in rows:
        low, mid, high = r.forecast_low_s, r.forecast_mid_s, r.forecast_high_s
        if r.wait_s is None or low is None or mid is None or high is None:
            continue
        off.append(abs(mid - r.wait_s))
        held += low <= r.wait_s <= high
        late += r.wait_s > high
    n = len(off)
    return Score(n, math.fsum(off) / n, held / n, late / n) if n else Score(0)


def forecast_error(rows: Iterable[LegFigures]) -> dict[str, Any]:
    """Mean absolute error of the forecast's middle, and how often the range held the wait."""
    found = score(rows)
    if found.mae_s is None or found.coverage is None:
        return {"mae_s": None, "coverage": None, "n": 0}
    return {"mae_s": round(found.mae_s), "coverage": round(found.coverage, 4), "n": found.n}


def _whole(found: Spread) -> dict[str, int | None]:
    figures = {"mean_s": found.mean_s, "p50_s": found.p50_s, "p90_s": found.p90_s}
    figures |= {"p95_s": found.p95_s, "max_s": found.max_s}
    return {name: None if v is None else round(v) for name, v in figures.items()} | {"n": found.n}


_KEYS: dict[str, Callable[[LegFigures], str | None]] = {
    "group": lambda row: row.group,
    "department": lambda row: row.department,
    "counter": lambda row: None if row.counter is None else str(row.counter),
    "hour": lambda row: f"{row.issued_at.hour:02d}",
    "day": lambda row: row.issued_at.date().isoformat(),
}


def _natural(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdigit() else (10**9, key)
