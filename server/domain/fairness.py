"""Who was passed by whom, and how evenly waits are spread.

Larson 1987: being overtaken angers people more than waiting does. So it is counted.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple


class Turn(NamedTuple):
    """One ticket, by any clock: when it came, when its turn was due, when it was called or None."""

    came: float
    due: float
    called: float | None


def passed(turns: Sequence[Turn]) -> list[int]:
    """For each of one queue: how many whose turn was later were called while it waited.

    Who was never called was passed by every later one who was. Equal turns pass nobody.
    """
    counts = [0] * len(turns)
    later: list[float] = []
    order = sorted(range(len(turns)), key=lambda i: -turns[i].due)
    for _, same in groupby(order, key=lambda i: turns[i].due):
        places = list(same)
        for i in places:
            here = bisect_left(later, turns[i].came)
            counts[i] = max(bisect_left(later, _called(turns[i])) - here, 0)
        for i in places:
            if turns[i].called is not None:
                insort(later, _called(turns[i]))
    return counts


def passed_in(queues: Iterable[tuple[Hashable, Turn]]) -> list[int]:
    """``passed`` inside each queue, in the order in which the tickets are given."""
    places: dict[Hashable, list[int]] = {}
    turns: list[Turn] = []
    for i, (queue, turn) in enumerate(queues):
        places.setdefault(queue, []).append(i)
        turns.append(turn)
    counts = [0] * len(turns)
    for members in places.values():
        found = passed([turns[i] for i in members])
        for i, count in zip(members, found, strict=True):
            counts[i] = count
    return counts


def gini(values: Iterable[float]) -> float | None:
    """0 when all are equal, near 1 when one has everything; None of nothing, 0 of only zeros."""
    ordered = sorted(values)
    if not ordered:
        return None
    total, n = math.fsum(ordered), len(ordered)
    if total == 0:
        return 0.0
    weighted = math.fsum((2 * i - n - 1) * value for i, value in enumerate(ordered, 1))
    return weighted / (n * total)


def deviation(values: Sequence[float]) -> float | None:
    """Standard deviation of these values themselves (divided by n); None of nothing."""
    if not values:
        return None
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))


def _called(turn: Turn) -> float:
    return math.inf if turn.called is None else turn.called
