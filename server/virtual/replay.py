"""A day once more, under a rule: the same people, another hall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from server.domain import policy
from server.domain.forecast import Book
from server.domain.plan import Plan
from server.virtual.day import Day
from server.virtual.people import Change, Citizen, Visit
from server.virtual.teller import Teller


def replay(
    plan: Plan,
    citizens: Sequence[Citizen],
    rule: str,
    book: Book,
    changes: Iterable[Change] = (),
    told: Callable[[], None] = lambda: None,
) -> list[Visit]:
    """What becomes of everybody, in their order, with the forecast that each was told.

    ``told`` is called once for everybody who comes. Raises UnknownPolicy.
    """
    day = Day(plan, policy.rule(rule), seer=Teller(plan, book, told))
    return day.run(citizens, changes)
