"""How long a call holds a counter: means and spread of service by group, speed by counter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

LEAST_MS = 5_000
"""A busy counter is never taken to be free sooner than this."""


@dataclass(frozen=True, slots=True)
class Times:
    """Service in milliseconds by group, ``cv`` its spread over its mean, ``speed`` by counter.

    A speed of 1.2 takes 1.2 times as long. ``shows`` is the share of those called who come.
    """

    mean_ms: Mapping[str, float]
    cv: Mapping[str, float]
    walk_ms: int
    no_show_ms: int
    shows: float = 1.0
    speed: Mapping[int, float] = field(default_factory=dict)

    def hold_ms(self, counter: int, group: str) -> int:
        """The mean time for which one call holds the counter."""
        service_ms = self.walk_ms + self.mean_ms[group] * self.speed.get(counter, 1.0)
        return int(self.shows * service_ms + (1 - self.shows) * self.no_show_ms)

    def remaining_ms(self, counter: int, group: str, called_ago_ms: int) -> int:
        """How long a call made ``called_ago_ms`` ago still holds the counter, in the mean.

        Service times are taken to be log-normal: who has been served for long will go on longer.
        """
        served_ms = called_ago_ms - self.walk_ms
        mean_ms = self.mean_ms[group] * self.speed.get(counter, 1.0)
        if served_ms <= 0:
            return max(int(mean_ms - served_ms), LEAST_MS)
        left = remaining_share(round(self.cv[group], 2), round(served_ms / mean_ms, 2))
        return max(int(mean_ms * left), LEAST_MS)


@lru_cache(maxsize=8192)
def remaining_share(cv: float, served: float) -> float:
    """E[X - t | X > t] of a log-normal X with mean 1 and this ``cv``, at t = ``served``."""
    if served <= 0 or cv <= 0:
        return max(1.0 - served, 0.0)
    sigma = math.sqrt(math.log1p(cv * cv))
    z = (math.log(served) + sigma * sigma / 2) / sigma
    above = _upper(z)
    if above < 1e-9:
        return served * sigma
    return max(_upper(z - sigma) / above - served, 0.0)


def _upper(z: float) -> float:
    """P(Z > z) of the standard normal."""
    return math.erfc(z / math.sqrt(2)) / 2
