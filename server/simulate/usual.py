"""When people come on a day like those behind a demo."""

from __future__ import annotations

from server.domain.plan import Plan
from server.virtual.scenario_file import scenario_of
from server.virtual.workload import make_day

LOAD = 0.66
"""How busy the counters of a demo are, of all that they could do."""


def usual_day(plan: Plan, from_s: int, seed: int) -> list[float]:
    """Seconds after ``from_s``, a second of the day, at which people come who come later."""
    people = make_day(plan, scenario_of({"load": LOAD}, plan), seed)
    return [one.arrival_s - from_s for one in people.citizens if one.arrival_s >= from_s]
