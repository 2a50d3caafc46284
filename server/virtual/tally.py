"""What one virtual day came to, small enough to be kept and sent between processes."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from server.domain.plan import Plan
from server.virtual.people import Visit
from server.virtual.report import overtaken
from server.virtual.scenario import HALF_HOUR_S

Sum = tuple[int, float]
"""How many, and the total of their waits in seconds."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A day under a rule. ``waits_s`` are those of served tickets, in order of size.

    ``groups`` and ``kinds`` add them up by group and by class. ``slots`` has, by group and the
    half-hour in which they came, how many stayed and how many of them were called in time.
    ``busy_s`` is for how long each counter had somebody.
    """

    tickets: int
    waits_s: array[float]
    within: int
    unserved: int
    overtakes: int
    groups: dict[str, Sum] = field(default_factory=dict)
    kinds: dict[str, Sum] = field(default_factory=dict)
    slots: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    busy_s: dict[int, float] = field(default_factory=dict)


def tally(plan: Plan, visits: Sequence[Visit]) -> Tally:
    """The figures of these visits."""
    groups: dict[str, Sum] = {}
    kinds: dict[str, Sum] = {}
    busy_s = dict.fromkeys(plan.counters, 0.0)
    waits_s, within = array("d"), 0
    for visit in visits:
        if visit.counter is not None and visit.called_s is not None:
            busy_s[visit.counter] += (visit.finished_s or visit.called_s) - visit.called_s
        if visit.outcome != "served" or visit.wait_s is None:
            continue
        group, wait_s = visit.citizen.group, visit.wait_s
        waits_s.append(wait_s)
        within += wait_s <= plan.groups[group].target_wait_s
        for sums, key in ((groups, group), (kinds, visit.citizen.kind)):
            n, total_s = sums.get(key, (0, 0.0))
            sums[key] = n + 1, total_s + wait_s
    unserved = sum(visit.outcome == "expired" for visit in visits)
    passed = sum(overtaken(visits))
    ordered = array("d", sorted(waits_s))
    slots = _slots(plan, visits)
    return Tally(len(visits), ordered, within, unserved, passed, groups, kinds, slots, busy_s)


def _slots(plan: Plan, visits: Sequence[Visit]) -> dict[tuple[str, int], tuple[int, int]]:
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for visit in visits:
        if visit.outcome in ("served", "expired"):
            group, wait_s = visit.citizen.group, visit.wait_s
            key = group, int(visit.citizen.waits_from_s // HALF_HOUR_S * HALF_HOUR_S)
            n, within = found.get(key, (0, 0))
            in_time = wait_s is not None and wait_s <= plan.groups[group].target_wait_s
            found[key] = n + 1, within + in_time
    return found
