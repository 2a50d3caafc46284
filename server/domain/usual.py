"""What is usual on a weekday: how many come and are served in each half hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.domain.statistics import percentile

FEWEST_DAYS = 4
"""Below so many days nothing is called usual."""
HALF_HOUR_MIN = 30
FINE_MIN = 10
"""Doors open and last numbers are given in the middle of a half hour."""
Counts = Mapping[int, int]
"""How many, by the minute of the local day at which the half hour began."""


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day that is over: first numbers ``issued``, in all and by group, and legs ``served``.

    ``fine`` are all first numbers by the ``FINE_MIN`` minutes in which they were given.
    """

    issued: Counts
    served: Counts
    by_group: Mapping[str, Counts] = field(default_factory=dict)
    fine: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """A half hour: quartiles of the number of people over the days."""

    at_min: int
    low: float
    mid: float
    high: float


@dataclass(frozen=True, slots=True)
class Usual:
    """Of ``days`` days; the slots are empty below ``FEWEST_DAYS``.

    ``means`` is the mean number that comes, by group and ``FINE_MIN`` minutes, of however few
    days: that of the half hour, spread over it as all people are.
    """

    weekday: int
    days: int
    issued: tuple[Slot, ...] = ()
    served: tuple[Slot, ...] = ()
    means: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


def usual(weekday: int, days: Sequence[PastDay]) -> Usual:
    """What these days, all of one weekday (0 is Monday), have in common."""
    n = len(days)
    groups = {group for day in days for group in day.by_group}
    fine = _means([day.fine for day in days])
    means = {
        group: _spread(_means([day.by_group.get(group, {}) for day in days]), fine)
        for group in sorted(groups)
    }
    if n < FEWEST_DAYS:
        return Usual(weekday, n, means=means)
    issued, served = _slots([d.issued for d in days]), _slots([d.served for d in days])
    return Usual(weekday, n, issued, served, means)


def _slots(days: Sequence[Counts]) -> tuple[Slot, ...]:
    """From the first half hour in which anything ever was to the last."""
    known = sorted({at for day in days for at in day})
    if not known:
        return ()
    return tuple(_slot(at, days) for at in range(known[0], known[-1] + 1, HALF_HOUR_MIN))


def _slot(at_min: int, days: Sequence[Counts]) -> Slot:
    ordered = sorted(day.get(at_min, 0) for day in days)
    return Slot(at_min, *(percentile(ordered, share) for share in (0.25, 0.5, 0.75)))


def _means(days: Sequence[Counts]) -> dict[int, float]:
    known = sorted({at for day in days for at in day})
    return {at: sum(day.get(at, 0) for day in days) / len(days) for at in known}


def _spread(halves: Mapping[int, float], fine: Mapping[int, float]) -> dict[int, float]:
    """Each half hour's number in its parts; evenly, where nothing is known of them."""
    found = {}
    for at, mean in halves.items():
        parts = range(at, at + HALF_HOUR_MIN, FINE_MIN)
        total = sum(fine.get(part, 0.0) for part in parts)
        for part in parts:
            share = fine.get(part, 0.0) / total if total else FINE_MIN / HALF_HOUR_MIN
            found[part] = mean * share
    return found
