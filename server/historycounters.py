"""Counters over past days: how long they were open, busy, and free while somebody waited."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.domain.history_counters import Hold, Worked
from server.domain.history_legs import Filter, Legs
from server.domain.history_rows import NONE
from server.domain.plan import Plan
from server.history_pack import Packed


def of(packed: Packed, plan: Plan, wanted: Filter) -> list[dict[str, Any]]:
    """A row for each counter that was at work; clocks in seconds."""
    sums: dict[int, list[int]] = {}
    for day, one in packed.worked:
        if _looked_at(day, one, plan, wanted, packed):
            held = sums.setdefault(one.counter, [0] * len(one))
            sums[one.counter] = [a + b for a, b in zip(held, (1, *one[1:]), strict=True)]
    return [_row(plan, n, Worked(*found)) for n, found in sorted(sums.items())]


def _looked_at(day: str, one: Worked, plan: Plan, wanted: Filter, packed: Packed) -> bool:
    """Counters are of a department by the plan; group and priority say nothing of a counter."""
    planned = plan.counters.get(one.counter)
    department = planned.department if planned else None
    return (
        wanted.counter in (None, one.counter)
        and (wanted.department is None or wanted.department == department)
        and (wanted.weekday is None or packed.weekday(day) == wanted.weekday)
    )


def _row(plan: Plan, counter: int, found: Worked) -> dict[str, Any]:
    planned = plan.counters.get(counter)
    opened = found.open_ms
    return {
        "key": str(counter),
        "department": (planned.department if planned else "") or "",
        "days": found.counter,
        "served": found.served,
        "open_s": round(opened / 1000),
        "paused_s": round(found.paused_ms / 1000),
        "busy_s": round(found.busy_ms / 1000),
        "serving_s": round(found.serving_ms / 1000),
        "idle_s": round(found.idle_ms / 1000),
        "idle_waiting_s": round(found.idle_waiting_ms / 1000),
        "utilisation": round(found.busy_ms / opened, 4) if opened else None,
        "idle_waiting": round(found.idle_waiting_ms / opened, 4) if opened else None,
        "per_hour": round(found.served / opened * 3_600_000, 2) if opened else None,
    }


def gantt(packed: Packed, legs: Legs, wanted: Filter) -> list[dict[str, Any]]:
    """What each counter did on the one day: spans in seconds since midnight, by kind."""
    found = [
        {"counter": int(counter), "kind": what, "from_s": a // 1000, "to_s": b // 1000, "why": why}
        for states in packed.states.values()
        for counter, spans in states.items()
        for a, b, what, why in spans
    ]
    for counter, (called, started, ended) in _holds(packed, legs, wanted):
        began = min(max(started, called), ended)
        found.append(_span(counter, "called", called, ended if started == NONE else began))
        if started != NONE:
            found.append(_span(counter, "serving", began, ended))
    return sorted(found, key=lambda row: (row["counter"], row["from_s"], row["to_s"]))


def _holds(packed: Packed, legs: Legs, wanted: Filter) -> Iterator[tuple[int, Hold]]:
    """Who was at which counter: until the end of the leg, or until the counter let it go.

    Of a leg that was called again later nobody knows the group here: its first hold is shown
    unless a part of the legs is looked at.
    """
    let_go = {
        (int(counter), one[0]): one
        for told in packed.let_go.values()
        for counter, holds in told.items()
        for one in holds
    }
    names = ("counter", "called_last_ms", "started_ms", "ended_ms", "forgotten")
    for counter, called, started, ended, lost in zip(*map(legs.column, names), strict=True):
        if (counter, called) in let_go:
            yield counter, let_go.pop((counter, called))
        elif counter and called != NONE and ended > called and not lost:
            yield counter, (called, started, ended)
    if (wanted.department, wanted.group, wanted.priority) == (None, None, None):
        for (counter, _), hold in let_go.items():
            if wanted.counter in (None, counter):
                yield counter, hold


def _span(counter: int, kind: str, from_ms: int, to_ms: int) -> dict[str, Any]:
    ends = {"from_s": from_ms // 1000, "to_s": to_ms // 1000}
    return {"counter": counter, "kind": kind, **ends, "why": ""}
