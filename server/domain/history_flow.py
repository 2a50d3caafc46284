"""Where tickets went: the funnel, who was carried over, who was passed, and what people said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from server.domain.history_columns import both, counted, with_bit
from server.domain.history_legs import Legs
from server.domain.history_parts import By, keys_of, natural

SATISFIED = 4
"""So many stars, or more, of five."""
FEWEST_STARS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel, and how many tickets reached it."""

    step: str
    n: int


@dataclass(frozen=True, slots=True)
class Carried:
    """On ``day`` a session closed at ``at_min``: of ``issued`` numbers given until then in this
    session, ``n`` were not yet called and had not left."""

    day: str
    at_min: int
    issued: int
    n: int


@dataclass(frozen=True, slots=True)
class Passed:
    """Fairness inside a group: of ``n`` called legs, how many saw somebody with a later call mark
    called before them, and how many somebody who came later; ``most`` is the longest such list."""

    key: str
    n: int
    passed: int
    passed_came: int
    most: int
    most_came: int


@dataclass(frozen=True, slots=True)
class Rated:
    """Visits that were served to their end, how many of them were rated, and how: the mean, the
    share of ``SATISFIED`` and more, and the number of each of one to five stars."""

    key: str
    served: int
    rated: int
    rate: float | None
    mean: float | None
    satisfied: float | None
    stars: tuple[int, int, int, int, int]


def funnel(legs: Legs) -> list[Step]:
    """Tickets: given, called, served to the end, rated; by where their first leg was."""
    first = with_bit(legs.column("first"), 1)
    served = both(first, legs.marks("end", "served"))
    rated = legs.column("rating")
    return [
        Step("issued", first.count(1)),
        Step("called", both(first, legs.known("called_ms")).count(1)),
        Step("served", served.count(1)),
        Step("rated", served.count(1) - Counter(compress(rated, served))[0]),
    ]


def carried(
    legs: Legs, closes: Mapping[str, Sequence[int]], until: tuple[str, int]
) -> list[Carried]:
    """For each day and each of its sessions, whose ``closes`` are minutes of the day.

    ``until`` is now as local day and minute: what closes later has carried nobody over yet.
    """
    days = legs.column("day")
    came = counted(days, legs.column("session"))
    left: Counter[tuple[int, int]] = Counter()
    for (day, bits), n in counted(days, legs.column("carried")).items():
        left.update({(day, i): n for i in range(bits.bit_length()) if bits >> i & 1})
    return [
        Carried(legs.words["day"][day], close, came.get((day, i), 0), left[day, i])
        for day in sorted(set(days))
        for i, close in enumerate(closes.get(legs.words["day"][day], ()))
        if (legs.words["day"][day], close) <= until
    ]


def fairness(legs: Legs, by: By) -> list[Passed]:
    """Who was passed, by part."""
    keys, names = keys_of(legs, by)
    columns = (keys, legs.column("passed"), legs.column("passed_came"))
    parts: dict[int, list[tuple[int, int, int]]] = {}
    for (key, marks, came), n in counted(*columns, kept=legs.known("called_ms")).items():
        parts.setdefault(key, []).append((n, marks, came))
    found = [_passed(names(key), part) for key, part in parts.items()]
    return sorted((one for one in found if one.key), key=lambda one: natural(one.key))


def _passed(key: str, part: Sequence[tuple[int, int, int]]) -> Passed:
    """``part`` says how many legs were passed by so many."""
    return Passed(
        key,
        sum(n for n, _, _ in part),
        sum(n for n, marks, _ in part if marks),
        sum(n for n, _, came in part if came),
        max(marks for _, marks, _ in part),
        max(came for _, _, came in part),
    )


def satisfaction(legs: Legs, by: By) -> list[Rated]:
    """Stars, by the part of the leg that ended the visit."""
    last = both(with_bit(legs.column("last"), 1), legs.marks("end", "served"))
    keys, names = keys_of(legs, by)
    stars: dict[int, list[int]] = {}
    for (key, rating), n in counted(keys, legs.column("rating"), kept=last).items():
        stars.setdefault(key, [0] * 6)[rating] = n
    found = [rated(names(key), sum(numbers), numbers) for key, numbers in stars.items()]
    return sorted((one for one in found if one.key), key=lambda one: natural(one.key))


def rated(key: str, served: int, counted: Sequence[int]) -> Rated:
    """``counted`` is how many had 0 (not rated) to 5 stars."""
    n = sum(counted[1:])
    enough = n >= FEWEST_STARS
    return Rated(
        key,
        served,
        n,
        n / served if served else None,
        sum(i * one for i, one in enumerate(counted)) / n if enough else None,
        sum(counted[SATISFIED:]) / n if enough else None,
        (counted[1], counted[2], counted[3], counted[4], counted[5]),
    )
