"""Service as it really is: means by group, speed by hand, no-shows, and pauses between calls.

Little data is not believed much: an officer is shrunk towards the group, a group towards the plan.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from server.domain.plan import Plan
from server.domain.scene import usual_times
from server.domain.times import Times

LONGEST_SERVICE_S = 3 * 3600.0
"""Longer services were forgotten to be finished."""
LONGEST_GAP_S = 1800.0
"""A counter that calls nobody for longer was away."""
GROUP_WORTH = 10.0
"""The plan's mean counts as so many services."""
HAND_WORTH = 20.0
"""That a hand is as fast as all others counts as so many services."""
SPREAD_WORTH = 100.0
"""The plan's cv counts as so many services."""
SHOWN_WORTH = 100.0
"""That everybody comes counts as so many calls."""
GAP_WORTH = 100.0
"""That nobody pauses counts as so many calls."""
ROUNDS = 4
"""Means by group and speeds by hand explain each other; after so many turns they are settled."""


class Row(Protocol):
    """What a lesson says about service (``learning.Lesson``)."""

    @property
    def group(self) -> str: ...
    @property
    def counter(self) -> int | None: ...
    @property
    def officer(self) -> str | None: ...
    @property
    def service_s(self) -> float | None: ...
    @property
    def shown(self) -> bool | None: ...
    @property
    def gap_s(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Habits:
    """Service in seconds by group, its spread over its mean, ``speed`` by hand.

    A hand is an officer's login, or the number of a counter at which nobody is known to sit.
    """

    mean_s: Mapping[str, float] = field(default_factory=dict)
    cv: Mapping[str, float] = field(default_factory=dict)
    speed: Mapping[str, float] = field(default_factory=dict)
    shows: float = 1.0
    gap_s: float = 0.0

    def times(self, plan: Plan, officers: Mapping[int, str] | None = None) -> Times:
        """In this centre, with these officers; groups that were never served are as planned."""
        usual, sits = usual_times(plan), officers or {}
        mean_ms = {
            code: self.mean_s[code] * 1000 if code in self.mean_s else planned
            for code, planned in usual.mean_ms.items()
        }
        cv = {code: self.cv.get(code, planned) for code, planned in usual.cv.items()}
        hands = {n: self.speed.get(sits.get(n, str(n)), 1.0) for n in plan.counters}
        speed = {n: one for n, one in hands.items() if one != 1.0}
        gap_ms = round(self.gap_s * 1000)
        times = Times(mean_ms, cv, usual.walk_ms, usual.no_show_ms, self.shows, speed, gap_ms)
        return replace(times, level_ms=level_ms(plan, times))


def hand_of(counter: int | None, officer: str | None) -> str:
    """Whose speed it is."""
    return officer or str(counter)


def learn_habits(plan: Plan, rows: Sequence[Row]) -> Habits:
    """From lessons of groups of this plan."""
    served = [
        (row.group, hand_of(row.counter, row.officer), row.service_s)
        for row in rows
        if row.service_s is not None and 0 < row.service_s < LONGEST_SERVICE_S
    ]
    mean_s = {code: float(group.mean_service_s) for code, group in plan.groups.items()}
    speed: dict[str, float] = {}
    for _ in range(ROUNDS):
        mean_s = _means(plan, served, speed)
        speed = _speeds(served, mean_s)
    shown = [row.shown for row in rows if row.shown is not None]
    gap = [row.gap_s for row in rows if row.gap_s is not None and 0 <= row.gap_s < LONGEST_GAP_S]
    return Habits(
        {code: round(mean, 1) for code, mean in mean_s.items()},
        _spreads(plan, served, mean_s, speed),
        {hand: round(one, 3) for hand, one in speed.items()},
        round((sum(shown) + SHOWN_WORTH) / (len(shown) + SHOWN_WORTH), 4),
        round(math.fsum(gap) / (len(gap) + GAP_WORTH), 2),
    )


Served = Sequence[tuple[str, str, float]]
"""(group, hand, seconds)"""


def _means(plan: Plan, served: Served, speed: Mapping[str, float]) -> dict[str, float]:
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for group, hand, took_s in served:
        seconds[group].append(took_s / speed.get(hand, 1.0))
    return {
        code: (math.fsum(seconds[code]) + GROUP_WORTH * group.mean_service_s)
        / (len(seconds[code]) + GROUP_WORTH)
        for code, group in plan.groups.items()
    }


def _speeds(served: Served, mean_s: Mapping[str, float]) -> dict[str, float]:
    """Time taken over time expected; one usual service each is added ``HAND_WORTH`` times."""
    if not served:
        return {}
    usual_s = math.fsum(mean_s[group] for group, _, _ in served) / len(served)
    took: defaultdict[str, float] = defaultdict(lambda: HAND_WORTH * usual_s)
    expected: defaultdict[str, float] = defaultdict(lambda: HAND_WORTH * usual_s)
    for group, hand, took_s in served:
        took[hand] += took_s
        expected[hand] += mean_s[group]
    return {hand: took[hand] / expected[hand] for hand in sorted(took)}


def _spreads(
    plan: Plan, served: Served, mean_s: Mapping[str, float], speed: Mapping[str, float]
) -> dict[str, float]:
    squares: defaultdict[str, list[float]] = defaultdict(list)
    for group, hand, took_s in served:
        off = took_s / speed.get(hand, 1.0) / mean_s[group] - 1.0
        squares[group].append(off * off)
    found = {}
    for code, planned in plan.groups.items():
        total = math.fsum(squares[code]) + SPREAD_WORTH * planned.cv**2
        found[code] = round(math.sqrt(total / (len(squares[code]) + SPREAD_WORTH)), 3)
    return found


def level_ms(plan: Plan, times: Times) -> float:
    """Mean hold of a call over the plan's mix of groups: how long things take, in one figure."""
    groups = plan.groups.values()
    even = not any(group.share > 0 for group in groups)
    shares = {group.code: 1.0 if even else max(group.share, 0.0) for group in groups}
    held = {
        code: times.shows * (times.walk_ms + times.mean_ms[code])
        + (1 - times.shows) * times.no_show_ms
        + times.gap_ms
        for code in shares
    }
    return math.fsum(shares[c] * held[c] for c in shares) / math.fsum(shares.values())
