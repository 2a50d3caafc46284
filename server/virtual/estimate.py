"""Figures over days with their 95 % intervals; differences and ratios of them, day by day.

People of one day share its luck, so days, not people, are what is independent. Every estimate
keeps by how much each day moves it (its linear part); from these come its interval and, on the
same days, those of differences and ratios, in which the luck of days falls out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

from server.domain.statistics import percentile

_EXACT_T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365}
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over days; ``shifts`` is by how much each of the days moves it.

    ``known`` is how many of the days had anybody in it; without it, all.
    """

    value: float
    shifts: tuple[float, ...]
    known: int | None = field(default=None, compare=False)

    @property
    def half(self) -> float | None:
        """Half the width of the 95 % interval; None with fewer than two days that say anything."""
        days = len(self.shifts)
        if (days if self.known is None else self.known) < 2:
            return None
        squares = math.fsum(shift * shift for shift in self.shifts)
        return student(days - 1) * math.sqrt(squares * days / (days - 1))

    def minus(self, other: Estimate) -> Estimate:
        """The difference on the same days."""
        shifts = zip(self.shifts, other.shifts, strict=True)
        made = tuple(a - b for a, b in shifts)
        return Estimate(self.value - other.value, made, _fewer(self.known, other.known))

    def over(self, other: Estimate) -> Estimate | None:
        """The ratio on the same days; None over nothing."""
        if not other.value:
            return None
        ratio = self.value / other.value
        shifts = zip(self.shifts, other.shifts, strict=True)
        made = tuple((a - ratio * b) / other.value for a, b in shifts)
        return Estimate(ratio, made, _fewer(self.known, other.known))

    def document(self, least: float | None = None, most: float | None = None) -> dict[str, Any]:
        """For JSON: the figure and the ends of its interval, within what the figure can be."""
        half = self.half
        if half is None:
            return {"value": self.value, "low": None, "high": None}
        low, high = self.value - half, self.value + half
        low = low if least is None else max(low, least)
        high = high if most is None else min(high, most)
        return {"value": self.value, "low": low, "high": high}


def _fewer(one: int | None, other: int | None) -> int | None:
    return min((n for n in (one, other) if n is not None), default=None)


def student(freedom: int) -> float:
    """The 97.5 % point of Student's t (Cornish & Fisher's series beyond the small ones)."""
    if freedom in _EXACT_T:
        return _EXACT_T[freedom]
    z, n = _Z, freedom
    first = (z**3 + z) / (4 * n)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    return z + first + second + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)


def mean(sums: Sequence[float], counts: Sequence[float]) -> Estimate | None:
    """The mean over everybody of all days; None of nobody. Never a mean of means."""
    n = math.fsum(counts)
    if not n:
        return None
    value = math.fsum(sums) / n
    shifts = ((s - value * c) / n for s, c in zip(sums, counts, strict=True))
    return Estimate(value, tuple(shifts), sum(1 for count in counts if count))


def daily(values: Sequence[float | None]) -> Estimate | None:
    """The mean over days of something that a day has once; days without it count for nothing."""
    return mean([v or 0.0 for v in values], [0 if v is None else 1 for v in values])


def quantile(days: Sequence[Sequence[float]], share: float) -> Estimate | None:
    """The percentile of everybody of all days; None of nobody.

    The linear part is that of Bahadur; the slope at the percentile is taken between the ends of
    Woodruff's interval (Woodruff 1952), which also keeps it away from nothing.
    """
    ordered = sorted(value for day in days for value in day)
    n = len(ordered)
    if not n:
        return None
    value = percentile(ordered, share)
    below = Estimate(
        share,
        tuple((sum(one <= value for one in day) - share * len(day)) / n for day in days),
    )
    reach = max(below.half or 0.0, 1 / n)
    low, high = max(share - reach, 0.0), min(share + reach, 1.0)
    slope = (percentile(ordered, high) - percentile(ordered, low)) / (high - low)
    known = sum(1 for day in days if day)
    return Estimate(value, tuple(-shift * slope for shift in below.shifts), known)
