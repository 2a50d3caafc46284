"""How long a call holds a counter: means and spread of service by group, speed by counter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from server.domain.luck import remaining_parts, service_parts, upper

LEAST_MS = 5_000
"""A busy counter is never taken to be free sooner than this."""


@dataclass(frozen=True, slots=True)
class Times:
    """Service in milliseconds by group, ``cv`` its spread over its mean, ``speed`` by counter.

    A speed of 1.2 takes 1.2 times as long. ``shows`` is the share of those called who come;
    ``gap_ms`` what passes in the mean between a finish and the next call while people wait.
    ``level_ms`` is the mean hold over all groups, when it is known.
    """

    mean_ms: Mapping[str, float]
    cv: Mapping[str, float]
    walk_ms: int
    no_show_ms: int
    shows: float = 1.0
    speed: Mapping[int, float] = field(default_factory=dict)
    gap_ms: int = 0
    level_ms: float = 0.0
    _parts: dict[tuple[float, str], tuple[int, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def hold_ms(self, counter: int, group: str) -> int:
        """The mean time for which one call holds the counter."""
        service_ms = self.walk_ms + self.mean_ms[group] * self.speed.get(counter, 1.0)
        return int(self.shows * service_ms + (1 - self.shows) * self.no_show_ms) + self.gap_ms

    def hold_parts(self, counter: int, group: str) -> tuple[int, ...]:
        """The same, in equal parts from the shortest to the longest (``server.domain.luck``)."""
        speed = self.speed.get(counter, 1.0)
        found = self._parts.get((speed, group))
        if found is None:
            mean_ms, rest_ms = self.mean_ms[group] * speed, self.gap_ms
            found = self._parts[speed, group] = tuple(
                round(come * self.walk_ms + mean_ms * unit + (1 - come) * self.no_show_ms) + rest_ms
                for come, unit in service_parts(round(self.cv[group], 2), round(self.shows, 3))
            )
        return found

    def remaining_ms(self, counter: int, group: str, called_ago_ms: int) -> int:
        """How long a call made ``called_ago_ms`` ago still holds the counter, in the mean.

        Service times are taken to be log-normal: who has been served for long will go on longer.
        """
        served_ms = called_ago_ms - self.walk_ms
        mean_ms = self.mean_ms[group] * self.speed.get(counter, 1.0)
        if served_ms <= 0:
            return max(int(mean_ms - served_ms), LEAST_MS) + self.gap_ms
        left = remaining_share(round(self.cv[group], 2), round(served_ms / mean_ms, 2))
        return max(int(mean_ms * left), LEAST_MS) + self.gap_ms

    def remaining_parts(self, counter: int, group: str, called_ago_ms: int) -> tuple[int, ...]:
        """The same in equal parts, from the shortest to the longest."""
        served_ms = called_ago_ms - self.walk_ms
        mean_ms = self.mean_ms[group] * self.speed.get(counter, 1.0)
        walks_ms, served = max(-served_ms, 0), max(round(served_ms / mean_ms, 2), 0.0)
        parts = remaining_parts(round(self.cv[group], 2), served)
        return tuple(max(int(walks_ms + mean_ms * part), LEAST_MS) + self.gap_ms for part in parts)


@lru_cache(maxsize=8192)
def remaining_share(cv: float, served: float) -> float:
    """E[X - t | X > t] of a log-normal X with mean 1 and this ``cv``, at t = ``served``."""
    if served <= 0 or cv <= 0:
        return max(1.0 - served, 0.0)
    sigma = math.sqrt(math.log1p(cv * cv))
    z = (math.log(served) + sigma * sigma / 2) / sigma
    above = upper(z)
    if above < 1e-9:
        return served * sigma
    return max(upper(z - sigma) / above - served, 0.0)
