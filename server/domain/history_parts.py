"""Figures of parts of past days (a group, a counter, a day) and of the whole, in one way.

The same definitions as ``statistics``; a test compares both over the same legs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal

from server.domain.history_columns import (
    CALLED,
    CODED,
    FIRST,
    FORGOTTEN,
    IN_TIME,
    OUTCOME_FROM,
    OUTCOMES,
    Column,
    counted,
    made,
)
from server.domain.history_legs import Legs
from server.domain.statistics import percentile

By = Literal["group", "department", "counter", "day", "weekday", "hour", "priority", "month"]
Clock = Literal["wait_ms", "response_ms", "service_ms"]
CLOCKS: tuple[Clock, ...] = ("wait_ms", "response_ms", "service_ms")


@dataclass(frozen=True, slots=True)
class Spread:
    """How n values are spread, in seconds; None when n is 0."""

    n: int
    mean_s: float | None = None
    p25_s: float | None = None
    p50_s: float | None = None
    p75_s: float | None = None
    p90_s: float | None = None
    p95_s: float | None = None
    max_s: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what became of its legs, and those clocks that were asked for.

    ``issued`` counts tickets, by their first leg; ``called`` legs that were called at all.
    ``in_time`` of ``in_time_n`` served legs waited no longer than their target; ``forgotten`` of
    the served were not finished by hand.
    """

    key: str
    issued: int
    called: int
    served: int
    no_show: int
    left: int
    expired: int
    transferred: int
    forgotten: int
    in_time: float | None
    in_time_n: int
    wait: Spread | None
    response: Spread | None
    service: Spread | None


@dataclass(frozen=True, slots=True)
class Told:
    """Forecasts of ``told_n`` waits: the share inside the printed range, and the median of how far
    the middle was off, in seconds."""

    told_n: int
    inside: float | None
    off_p50_s: float | None
    off_p90_s: float | None


def whole(legs: Legs, clocks: Sequence[Clock] = CLOCKS) -> Part:
    """Everything that is looked at, as one part."""
    if legs.n:
        return _parts(legs, None, clocks)[0]
    return Part("", *(0,) * 8, None, 0, *(Spread(0) for _ in CLOCKS))


def parts(legs: Legs, by: By, clocks: Sequence[Clock] = CLOCKS) -> list[Part]:
    """A part for each key that occurs, in the order of keys; who had no counter is in none."""
    keys, names = keys_of(legs, by)
    found = [_named(part, names(key)) for key, part in _parts(legs, keys, clocks).items()]
    return sorted((one for one in found if one.key), key=lambda one: natural(one.key))


def keys_of(legs: Legs, by: By) -> tuple[Column, Callable[[int], str]]:
    """A number for each leg, and what people call it; the empty word is none."""
    if by in CODED:
        return legs.column(by), legs.words[by].__getitem__
    if by == "month":
        months = [word[:7] for word in legs.words["day"]]
        known = sorted(set(months))
        place = [known.index(one) for one in months]
        return made(by, map(place.__getitem__, legs.column("day")), len(known)), known.__getitem__
    if by == "hour":
        halves = legs.column("half")
        return made(by, (half // 2 for half in halves)), lambda key: f"{key:02d}"
    if by == "weekday":
        return legs.column(by), lambda key: str(key + 1)
    if by == "priority":
        return legs.column(by), lambda key: "priority" if key else "normal"
    return legs.column("counter"), lambda key: str(key) if key else ""


def forecasts(legs: Legs) -> Told:
    """How forecasts did."""
    off = sorted(compress(legs.column("off_ms"), legs.column("told")))
    if not off:
        return Told(0, None, None, None)
    p50, p90 = (percentile(off, share) / 1000 for share in (0.5, 0.9))
    return Told(len(off), sum(legs.column("held")) / len(off), p50, p90)


def spread(ordered_ms: Sequence[int]) -> Spread:
    """Of sorted milliseconds."""
    if not ordered_ms:
        return Spread(0)
    shares = (0.25, 0.5, 0.75, 0.9, 0.95)
    mean_s = sum(ordered_ms) / len(ordered_ms) / 1000
    p25, p50, p75, p90, p95 = (percentile(ordered_ms, share) / 1000 for share in shares)
    return Spread(len(ordered_ms), mean_s, p25, p50, p75, p90, p95, ordered_ms[-1] / 1000)


def natural(key: str) -> tuple[int, str]:
    """Numbers by size, then words."""
    return (int(key), "") if key.isdigit() else (10**9, key)


def _parts(legs: Legs, keys: Column | None, clocks: Sequence[Clock]) -> dict[int, Part]:
    """By key; everything is part 0 without keys."""
    states = {0: Counter(legs.column("state"))} if keys is None else _states(legs, keys)
    sorts = {
        clock: {0: legs.ordered(clock)} if keys is None else legs.sorted_by(clock, keys)
        for clock in clocks
    }
    return {
        key: _part(found, *(spread(sorts[one][key]) if one in sorts else None for one in CLOCKS))
        for key, found in states.items()
    }


def _states(legs: Legs, keys: Column) -> dict[int, Counter[int]]:
    """How many legs of each key are in each state."""
    found: dict[int, Counter[int]] = {}
    for (state, key), n in counted(legs.column("state"), keys).items():
        found.setdefault(key, Counter())[state] = n
    return found


def _part(states: Counter[int], *clocks: Spread | None) -> Part:
    def those(bits: int, outcome: str = "") -> int:
        wanted = OUTCOMES.index(outcome) if outcome else None
        return sum(
            n
            for state, n in states.items()
            if state & bits == bits and wanted in (None, state // OUTCOME_FROM)
        )

    in_time_n = those(CALLED, "served")
    wait, response, service = clocks
    return Part(
        "",
        those(FIRST),
        those(CALLED),
        those(0, "served"),
        those(0, "no_show"),
        those(0, "left"),
        those(0, "expired"),
        those(0, "transferred"),
        those(FORGOTTEN),
        those(IN_TIME) / in_time_n if in_time_n else None,
        in_time_n,
        wait,
        response,
        service,
    )


def _named(part: Part, key: str) -> Part:
    return Part(key, *(getattr(part, name) for name in Part.__slots__[1:]))
