"""Tells every newcomer of a virtual day what the live desk would tell, and how it was made."""

from __future__ import annotations

from collections.abc import Callable

from server.domain.forecast import Book
from server.domain.plan import Plan
from server.domain.policy.rule import Waiting
from server.domain.tickets import Forecast
from server.virtual.floor import Floor
from server.virtual.naive import Formulas
from server.virtual.people import Visit
from server.virtual.seer import foresee


class Teller:
    """A seer with what ``book`` has learnt. ``told`` is called after every forecast."""

    def __init__(self, plan: Plan, book: Book, told: Callable[[], None] = lambda: None) -> None:
        self._book = book
        self._times = book.times_for(plan)
        self._formulas = Formulas(plan, self._times)
        self._told = told

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        """The forecast; its signals and the usual formulas' are kept in ``visit``."""
        self._told()
        found = foresee(floor, newcomer, self._book, self._times)
        if found is None:
            return None
        visit.signals = found.signals
        visit.naive = self._formulas.tell(floor, newcomer.group)
        return found.told

    def hear(self, visit: Visit) -> None:
        """What is learnt, is learnt at night."""
