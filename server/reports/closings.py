"""Carried over, added up by the time at which sessions close: lunch, and the end of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from server.reports.facts import Row


class Closing(NamedTuple):
    """``times`` sessions closed at ``at_min``: of ``issued`` numbers ``n`` were not yet called,
    ``most`` of them at one closing."""

    at_min: int
    times: int
    issued: int
    n: int
    most: int


def closings(carried: Sequence[Row]) -> list[Closing]:
    """One for each time of the day, in its order."""
    found: dict[int, list[Row]] = {}
    for one in carried:
        found.setdefault(one["at_min"], []).append(one)
    return [
        Closing(
            at_min,
            len(rows),
            sum(one["issued"] for one in rows),
            sum(one["n"] for one in rows),
            max(one["n"] for one in rows),
        )
        for at_min, rows in sorted(found.items())
    ]
