"""What ``GET /procedures`` finds: procedures, or the groups of a centre that has no list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from broker.catalogue.spelling import fold
from server.domain.errors import refuse
from server.domain.plan import Group, Plan
from server.procedures.shelf import Shelf

Rows = list[dict[str, Any]]


def find(shelf: Shelf | None, plan: Plan, query: str, first: int, at_most: int) -> tuple[int, Rows]:
    """How many ``query`` may mean, and those from ``first`` on, best first."""
    if shelf is None or not shelf.finder.held.total:
        groups = [_as_row(one) for one in matching(plan.groups.values(), query)]
        return len(groups), groups[first : first + at_most]
    page = shelf.finder.page(query, first, at_most)
    return page.total, [{**row, "source": page.held.source or None} for row in page.rows]


def known(shelf: Shelf | None, plan: Plan, code: str) -> None:
    """Raises Refused("unknown-procedure") for a code that ``find`` cannot have told."""
    _, rows = find(shelf, plan, code, 0, 50)
    if all(row["code"] != code for row in rows):
        raise refuse("unknown-procedure", code)


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


def papers(shelf: Shelf | None, group: str) -> dict[str, list[str]]:
    """What the procedures of a group commonly ask people to bring; nothing without a list."""
    if shelf is None or not shelf.finder.held.total:
        return {"documents_vi": [], "documents_en": []}
    found = shelf.finder.group(group, 0)
    return {"documents_vi": found.documents_vi, "documents_en": found.documents_en}
