"""What past days looked like: the wait over the day and the week, and whether forecasts held.

Percentiles are exact and of type 7, over all values of a part, never a mean of means. Minutes of
the day are local; clocks in answers are seconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from server.domain.history_columns import NO_HALF
from server.domain.history_legs import Legs
from server.domain.history_rows import HALF_HOUR_MIN, QUOTED_MIN
from server.domain.statistics import percentile

FEWEST = 5
"""Below so many a percentile says nothing, and is not shown."""
FEWEST_IN_CELL = 20
"""The same for a cell of weekday and half hour, which people act on."""
BIN_S = 300
LONGEST_BIN_S = 3600


@dataclass(frozen=True, slots=True)
class Band:
    """Waits in seconds of those who took a number in the half hour from minute ``at_min``.

    ``n`` waits are known of ``issued`` first numbers; the percentiles are None below ``FEWEST``.
    ``called`` and ``served`` are how many were called first, and done, in this half hour.
    """

    at_min: int
    issued: int
    called: int
    served: int
    n: int
    p25_s: float | None
    p50_s: float | None
    p75_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A half hour of a weekday (0 is Monday): n waits and their P90 in seconds, if enough."""

    weekday: int
    at_min: int
    n: int
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Who was told a middle of ``low_min`` to ``high_min`` minutes: n, the share whose wait was
    inside their own printed range, and P10, P50, P90 in seconds of what they waited."""

    low_min: int
    high_min: int
    n: int
    inside: float | None
    p10_s: float | None
    p50_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """n waits from ``from_s`` on, for ``BIN_S`` seconds; the last bin has no end."""

    from_s: int
    n: int


def bands(legs: Legs) -> list[Band]:
    """A band for each half hour in which something happened, in the order of the day."""
    parts: dict[int, list[int]] = {}
    for (_, at), known in legs.half_hours().items():
        parts.setdefault(at, []).extend(known)
    for known in parts.values():
        known.sort()
    issued = _halves(compress(legs.column("half"), legs.column("first")))
    called = _halves(legs.column("called_half"))
    served = _halves(compress(legs.column("ended_half"), legs.marks("outcome", "served")))
    return [
        _band(at, (issued.get(at, 0), called.get(at, 0), served.get(at, 0)), parts.get(at, []))
        for at in sorted(parts.keys() | called.keys() | served.keys())
    ]


def _band(at_min: int, counted: tuple[int, int, int], known: Sequence[int]) -> Band:
    return Band(at_min, *counted, len(known), *percentiles(known, FEWEST, 0.25, 0.5, 0.75, 0.9))


def _halves(halves: Iterable[int]) -> dict[int, int]:
    """How many are in each half hour, by its minute."""
    return {half * HALF_HOUR_MIN: n for half, n in Counter(halves).items() if half > NO_HALF}


def heat(legs: Legs) -> list[Cell]:
    """A cell for each half hour of a weekday in which a number was taken."""
    return [_cell(*key, known) for key, known in sorted(legs.half_hours().items())]


def _cell(weekday: int, at_min: int, known: Sequence[int]) -> Cell:
    (p90,) = percentiles(known, FEWEST_IN_CELL, 0.9)
    return Cell(weekday, at_min, len(known), p90)


def calibration(legs: Legs) -> list[Quoted]:
    """What was told against what came, by the length of what was told; all ranges, also empty."""
    keys = legs.column("told")
    parts: list[list[int]] = [[] for _ in QUOTED_MIN]
    adds = [part.append for part in parts]
    for place, wait in zip(keys, legs.column("wait_ms"), strict=True):
        adds[place](wait)
    held = Counter(compress(keys, legs.column("held")))
    return [
        _quoted(*ends, sorted(parts[i]), held[i]) for i, ends in enumerate(pairwise(QUOTED_MIN), 1)
    ]


def _quoted(low_min: int, high_min: int, part: Sequence[int], held: int) -> Quoted:
    inside = held / len(part) if len(part) >= FEWEST else None
    return Quoted(low_min, high_min, len(part), inside, *percentiles(part, FEWEST, 0.1, 0.5, 0.9))


def distribution(legs: Legs) -> list[Bin]:
    """How many waited how long, in bins of five minutes up to an hour, then all the rest."""
    values, froms = legs.ordered("wait_ms"), range(0, LONGEST_BIN_S + 1, BIN_S)
    edges = [*(bisect_left(values, one * 1000) for one in froms), len(values)]
    return [Bin(one, b - a) for one, (a, b) in zip(froms, pairwise(edges), strict=True)]


def worst(cells: Iterable[Cell]) -> Cell | None:
    """The cell with the longest P90; None while no cell has enough."""
    enough = [one for one in cells if one.p90_s is not None]
    return max(enough, key=lambda one: (one.p90_s or 0, one.n), default=None)


def percentiles(ordered_ms: Sequence[int], fewest: int, *shares: float) -> list[float | None]:
    """Percentiles in seconds of sorted milliseconds; None of fewer than ``fewest``."""
    if len(ordered_ms) < fewest:
        return [None for _ in shares]
    return [percentile(ordered_ms, share) / 1000 for share in shares]
