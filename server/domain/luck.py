"""Luck, dealt evenly: every unknown duration cut into parts, each part told by its mean.

A forward run in which everybody takes their mean time is too late for who may go to several
counters: the first of them to be free is earlier than the mean of any. So the rule is run forward
seven times, and each person takes another seventh of their possible times in each run. Over all
runs everybody's mean is exact; which part falls into which run is fixed by their number, so that
the same hall always gives the same forecast (Latin hypercube sampling, McKay et al. 1979).
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise, permutations
from statistics import NormalDist

PARTS = 7
_DEALS = tuple(permutations(range(PARTS)))
_NORMAL = NormalDist()
_INFINITY = 40.0
"""As a normal deviate: nothing lies beyond it."""


def deal(number: int) -> tuple[int, ...]:
    """Which part the holder of ``number`` takes in each of the runs."""
    mixed = number * 2_654_435_761 & 0xFFFF_FFFF  # Knuth's multiplicative hash
    return _DEALS[(mixed >> 8) % len(_DEALS)]


@lru_cache(maxsize=4096)
def service_parts(cv: float, shows: float) -> tuple[tuple[float, float], ...]:
    """For each part: the share that comes, and mean service per call, in means of one service.

    A call to which nobody comes counts as shorter than any service. Service is log-normal.
    """
    shows = min(max(shows, 0.01), 1.0)
    absent, parts = 1.0 - shows, []
    for i in range(PARTS):
        low, high = (max((i + j) / PARTS - absent, 0.0) / shows for j in (0, 1))
        parts.append((PARTS * (high - low) * shows, PARTS * shows * _between(cv, low, high)))
    return tuple(parts)


@lru_cache(maxsize=16384)
def remaining_parts(cv: float, served: float) -> tuple[float, ...]:
    """The mean of each part of what is left of a service of mean 1 of which ``served`` is over."""
    if cv <= 0:
        return (max(1.0 - served, 0.0),) * PARTS
    sigma = _sigma(cv)
    above = 1.0
    if served > 0:
        above = upper((math.log(served) + sigma * sigma / 2) / sigma)
    if above < 1e-9:
        return (served * sigma,) * PARTS
    steps = [1.0 - above * (1 - i / PARTS) for i in range(PARTS + 1)]
    means = [PARTS * _between(cv, a, b) / above for a, b in pairwise(steps)]
    return tuple(max(mean - served, 0.0) for mean in means)


def upper(z: float) -> float:
    """P(Z > z) of the standard normal."""
    return math.erfc(z / math.sqrt(2)) / 2


def _between(cv: float, low: float, high: float) -> float:
    """E[X; low < F(X) < high] of a log-normal X with mean 1."""
    if cv <= 0:
        return high - low
    sigma = _sigma(cv)
    return upper(_deviate(low) - sigma) - upper(_deviate(high) - sigma)


def _sigma(cv: float) -> float:
    return math.sqrt(math.log1p(cv * cv))


def _deviate(p: float) -> float:
    if p <= 0:
        return -_INFINITY
    return _INFINITY if p >= 1 else _NORMAL.inv_cdf(p)
