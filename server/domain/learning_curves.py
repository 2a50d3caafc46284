"""From a predicted wait to a range: how waits were spread around predictions like it.

Past predictions are cut into bins of equal numbers; in each, quantiles of the waits that followed
are noted at several levels (split conformal prediction by bins; Vovk 2005, Romano 2019). What is
told is rounded outward to whole minutes, so the ends are learnt half a minute further in: the range
that is told, not a finer one, holds eight waits in ten.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from server.domain.forecast import STEP_S
from server.domain.statistics import percentile

BINS = 12
FULL = 40
"""A bin has at least so many waits, or there are fewer bins."""
THIN = 20.0
"""An end of a bin leans on all bins together as if these had added so many waits to its own."""
THIN_MID = 200.0
"""The same for the middle, which the blend has found nearly right already."""
LEVELS = (0.01, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20, 0.25)
"""Shares of waits beyond an end, for which its place is known."""

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """All in seconds. A row has a place for each of ``centres``, the bins' mean predictions; each
    of ``low`` and ``high`` has a row for each level.
    """

    centres: Row
    mid: Row
    low: tuple[Row, ...]
    high: tuple[Row, ...]

    def around(self, predicted_s: float, low: float, high: float) -> tuple[float, float, float]:
        """The ends with these shares of waits beyond them, and the median between."""
        at = _Place(self.centres, predicted_s)
        mid = at.on(self.mid)
        bottom = _at_level(self.low, low, at.on)
        top = _at_level(self.high, high, at.on_or_first)
        return min(bottom, mid), mid, max(top, mid)


class _Place:
    """Between which bins a prediction lies: the curves go straight from bin to bin."""

    def __init__(self, centres: Row, predicted_s: float) -> None:
        self._after = bisect_right(centres, predicted_s)
        edge = self._after in (0, len(centres))
        a = centres[max(self._after - 1, 0)]
        b = a if edge else centres[self._after]
        self._edge, self._ratio = edge, predicted_s / max(a, 1.0)
        self._part = 0.0 if edge else (predicted_s - a) / max(b - a, 1e-9)

    def on(self, row: Row) -> float:
        """Outside all bins the first or last is scaled."""
        if self._edge:
            return row[max(self._after - 1, 0)] * self._ratio
        a, b = row[self._after - 1], row[self._after]
        return a + (b - a) * self._part

    def on_or_first(self, row: Row) -> float:
        """Never below the first bin: something may always come in between."""
        return max(self.on(row), row[0])


def _at_level(rows: Sequence[Row], level: float, on: Callable[[Row], float]) -> float:
    """Straight from level to level, and on beyond the last ones."""
    i = min(max(bisect_right(LEVELS, level), 1), len(LEVELS) - 1)
    a, b = LEVELS[i - 1], LEVELS[i]
    low, high = on(rows[i - 1]), on(rows[i])
    return low + (high - low) * (level - a) / (b - a)


def learn_curves(predicted: Sequence[float], waits: Sequence[float]) -> Curves:
    """From at least ``FULL`` waits, each with what had been predicted."""
    pairs = sorted(zip(predicted, waits, strict=True))
    bins = max(min(BINS, len(pairs) // FULL), 1)
    edges = [round(len(pairs) * i / bins) for i in range(bins + 1)]
    parts = [pairs[a:b] for a, b in pairwise(edges)]
    centres = [max(math.fsum(p for p, _ in part) / len(part), 1.0) for part in parts]
    sizes = [len(part) for part in parts]
    whole = math.fsum(p for p, _ in pairs) / len(pairs) or 1.0

    def row(level: float, told: Callable[[float], float], thin: float = THIN) -> Row:
        usual = percentile(sorted(told(w) / max(p, whole / 10) for p, w in pairs), level)
        places = []
        for part, centre in zip(parts, centres, strict=True):
            own, n = centre + percentile(sorted(told(w) - p for p, w in part), level), len(part)
            places.append((n * own + thin * usual * centre) / (n + thin))
        return tuple(round(place, 1) for place in _rising(places, sizes))

    return Curves(
        tuple(round(centre, 1) for centre in centres),
        row(0.5, _as_it_was, THIN_MID),
        tuple(row(level, _up) for level in LEVELS),
        tuple(row(1 - level, _down) for level in LEVELS),
    )


def _rising(values: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """The nearest values that never fall (pool adjacent violators, Ayer et al. 1955)."""
    pools: list[tuple[float, int, int]] = []
    for value, size in zip(values, sizes, strict=True):
        pools.append((value, size, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n, i), (b, m, j) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m, i + j)]
    return [value for value, _, times in pools for _ in range(times)]


def _as_it_was(wait_s: float) -> float:
    return wait_s


def _up(wait_s: float) -> float:
    """A low end loses half a minute in the mean when it is rounded down."""
    return wait_s + STEP_S / 2


def _down(wait_s: float) -> float:
    """A high end gains as much."""
    return max(wait_s - STEP_S / 2, 0.0)
