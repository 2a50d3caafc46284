"""What a simulation found, as aligned tables: a row for each figure, a column for each rule."""

from __future__ import annotations

from collections.abc import Sequence

from server.domain.plan import Plan
from server.virtual.estimate import Estimate
from server.virtual.measures import NAMES
from server.virtual.simulation import Tried, difference

_SHOWN = {
    "mean_s": "mean wait, min",
    "p50_s": "p50, min",
    "p90_s": "p90, min",
    "p95_s": "p95, min",
    "longest_s": "longest of a day, min",
    "within_target": "within target, %",
    "priority_mean_s": "priority: mean, min",
    "appointment_mean_s": "appointments: mean, min",
    "normal_mean_s": "others: mean, min",
    "worst_group_mean_s": "worst group: mean, min",
    "unserved_a_day": "not served, a day",
    "overtakes_per_100": "overtakes of 100",
}
"""How each figure is called."""


def table(plan: Plan, rules: Sequence[Tried]) -> str:
    """Every figure with half its 95 % interval, then the differences to the first rule."""
    first, *others = rules
    days, tickets = len(first.days), sum(day.tickets for day in first.days)
    head = (
        f"{plan.centre.id}: {days} days, {tickets / days:.0f} tickets a day, "
        f"the same people under every rule; ± is half of a 95 % interval over days"
    )
    rows = [["", *(one.policy for one in rules)]]
    for name in NAMES:
        rows.append([_SHOWN[name], *(cell(name, one.figures[name]) for one in rules)])
    rows.append(["worst group", *(one.worst_group or "-" for one in rules)])
    parts = [head, "", aligned(rows)]
    if others:
        rows = [[f"more than {first.policy}", *(one.policy for one in others)]]
        for name in NAMES:
            found = [difference(one, first, name) for one in others]
            rows.append([_SHOWN[name], *(cell(name, one, signed=True) for one in found)])
        parts += ["", aligned(rows)]
    return "\n".join(parts)


def cell(name: str, found: Estimate | None, *, signed: bool = False) -> str:
    """A figure in minutes or per cent with half its interval."""
    if found is None:
        return "-"
    scale = 1 / 60 if name.endswith("_s") else 100 if name == "within_target" else 1
    value = f"{found.value * scale:{'+' if signed else ''}.1f}"
    return value if found.half is None else f"{value} ±{found.half * scale:.1f}"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if i == 0 else text.rjust(width)
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
