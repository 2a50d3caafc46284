"""What is kept of one play of a day: waits and outcomes by group and half hour, and idle time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from server.domain.plan import Plan
from server.virtual.people import Change, OutcomeWord, Visit
from server.virtual.report import served_waits
from server.virtual.scenario import HALF_HOUR_S
from server.virtual.windows import open_s


@dataclass(frozen=True, slots=True)
class Leg:
    """Somebody in a group: when they came, and their wait, if they were called."""

    group: str
    at_s: float
    wait_s: float | None
    outcome: OutcomeWord
    in_time: bool


@dataclass(frozen=True, slots=True)
class Play:
    """``open_s`` and ``busy_s`` are by counter; ``slot_open_s`` and ``slot_busy_s`` by counter and
    the half hour that begins at a second of the day."""

    legs: Sequence[Leg]
    open_s: dict[int, float] = field(default_factory=dict)
    busy_s: dict[int, float] = field(default_factory=dict)
    slot_open_s: dict[tuple[int, int], float] = field(default_factory=dict)
    slot_busy_s: dict[tuple[int, int], float] = field(default_factory=dict)
    left_waiting: dict[str, int] = field(default_factory=dict)
    """By group: how many had not been called when a session ended, for a break or the night."""

    @property
    def at_close(self) -> int:
        """The same of all groups."""
        return sum(self.left_waiting.values())

    def waits_s(self) -> list[float]:
        """Waits of those who were served."""
        return served_waits(self.legs)


def played(plan: Plan, visits: Sequence[Visit], changes: Sequence[Change]) -> Play:
    """What these visits and changes come to."""
    legs = [_leg(plan, visit) for visit in visits]
    opened = {n: open_s(changes, n, plan.sessions, 0, 86_400) for n in plan.counters}
    busy: dict[int, float] = dict.fromkeys(plan.counters, 0.0)
    slot_busy: dict[tuple[int, int], float] = {}
    for visit in visits:
        n, start, end = visit.counter, visit.called_s, visit.finished_s
        if n is None or start is None or end is None:
            continue
        busy[n] = busy.get(n, 0.0) + end - start
        at = int(start // HALF_HOUR_S) * HALF_HOUR_S
        while at < end:
            part = min(end, at + HALF_HOUR_S) - max(start, at)
            slot_busy[n, at] = slot_busy.get((n, at), 0.0) + part
            at += HALF_HOUR_S
    slots = {
        at
        for s in plan.sessions
        for at in range(s.opens_s // HALF_HOUR_S * HALF_HOUR_S, s.closes_s, HALF_HOUR_S)
    }
    slot_open = {
        (n, at): found
        for n in plan.counters
        for at in slots
        if (found := open_s(changes, n, plan.sessions, at, at + HALF_HOUR_S))
    }
    return Play(legs, opened, busy, slot_open, slot_busy, _left_waiting(plan, visits))


def _leg(plan: Plan, visit: Visit) -> Leg:
    group, wait_s = visit.citizen.group, visit.wait_s
    in_time = wait_s is not None and wait_s <= plan.groups[group].target_wait_s
    return Leg(group, visit.citizen.waits_from_s, wait_s, visit.outcome, in_time)


def _left_waiting(plan: Plan, visits: Sequence[Visit]) -> dict[str, int]:
    count: dict[str, int] = {}
    for session in plan.sessions:
        for visit in visits:
            citizen = visit.citizen
            gone_s = visit.called_s
            if visit.outcome == "left" and gone_s is None:
                gone_s = citizen.leaves_s
            stays = gone_s is None or gone_s >= session.closes_s
            if stays and citizen.waits_from_s < session.closes_s:
                count[citizen.group] = count.get(citizen.group, 0) + 1
    return count
