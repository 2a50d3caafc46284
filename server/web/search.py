"""What ``GET /procedures`` finds: procedures, or the groups of a centre that has no list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from broker.catalogue.spelling import fold
from server.domain.plan import Group, Plan
from server.procedures.shelf import Shelf

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Matches:
    """How many there are, and some of them: ``rows(first, at_most)``."""

    total: int
    rows: Callable[[int, int], Rows]


def find(shelf: Shelf | None, plan: Plan, query: str) -> Matches:
    """What ``query`` may mean, best first."""
    if shelf is None or not shelf.finder.held.total:
        groups = [_as_row(one) for one in matching(plan.groups.values(), query)]
        return Matches(len(groups), lambda first, at_most: groups[first : first + at_most])
    finder = shelf.finder
    places, source = finder.search(query).places, finder.held.source or None

    def rows(first: int, at_most: int) -> Rows:
        return [{**row, "source": source} for row in finder.rows(places[first : first + at_most])]

    return Matches(len(places), rows)


def matching(groups: Iterable[Group], query: str) -> list[Group]:
    """The groups in whose code or names every word of ``query`` begins some word."""
    wanted = fold(query).split()
    return [group for group in groups if _has_all(group, wanted)]


def _has_all(group: Group, wanted: list[str]) -> bool:
    words = fold(f"{group.code} {group.name_vi} {group.name_en}").replace("-", " ").split()
    words += [fold(group.code)]
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


def _as_row(group: Group) -> dict[str, Any]:
    named = {"code": group.code, "name_vi": group.name_vi, "name_en": group.name_en}
    nothing = {"level": "", "documents_vi": [], "documents_en": [], "fee_vi": "", "fee_en": ""}
    return {**named, "group": group.code, **nothing, "source": None}
