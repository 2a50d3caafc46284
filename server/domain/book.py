"""The book of a centre: what forecasts know beyond the hall as it is.

A new centre has the shipped teaching, learnt in our simulator. From ``OWN_FROM`` waits on what the
centre has taught itself counts, and more with every wait until ``OWN_ALONE``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.aim import START, Aim
from server.domain.forecast import NOBODY, STEP_S, Signals
from server.domain.learning_habits import Habits
from server.domain.plan import Plan
from server.domain.shipped import SHIPPED
from server.domain.teaching import Range, Teaching, features, whole_minutes
from server.domain.tickets import Forecast
from server.domain.times import Times

OWN_FROM, OWN_ALONE = 300, 1_200
"""Waits: from the first on the centre's own teaching counts, from the second on it is alone."""


@dataclass(frozen=True, slots=True)
class LearnedBook:
    """``waits`` is how many waits ``own`` was fitted to, ``days`` the days they are of."""

    habits: Habits = field(default_factory=Habits)
    own: Teaching | None = None
    waits: int = 0
    days: tuple[str, ...] = ()
    _made: list[tuple[Plan, dict[int, str], Times]] = field(
        default_factory=list, repr=False, compare=False
    )

    @property
    def share(self) -> float:
        """How much the centre's own teaching counts, 0 to 1."""
        if self.own is None:
            return 0.0
        return min(max((self.waits - OWN_FROM) / (OWN_ALONE - OWN_FROM), 0.0), 1.0)

    def times_for(self, plan: Plan, officers: Mapping[int, str] = NOBODY) -> Times:
        """As learnt, shrunk towards the plan; kept until the plan or an officer changes."""
        sits = dict(officers) if self.habits.speed else {}
        if self._made:
            known, sat, times = self._made[0]
            if known is plan and sat == sits:
                return times
        times = self.habits.times(plan, sits)
        self._made[:] = [(plan, sits, times)]
        return times

    def told(self, signals: Signals, aim: Aim = START) -> Forecast:
        """The range to tell, in whole minutes; a counter that is free is at most a minute away."""
        if signals.forward_s <= 0:
            return Forecast(0, 0, STEP_S)
        return Forecast(*whole_minutes(self._range(signals, aim)))

    def _range(self, signals: Signals, aim: Aim) -> Range:
        vector, share = features(signals), self.share
        if self.own is None or share <= 0:
            return SHIPPED.range(vector, aim)
        own = self.own.range(vector, aim)
        if share >= 1:
            return own
        low, mid, high = (
            a + (b - a) * share for a, b in zip(SHIPPED.range(vector, aim), own, strict=True)
        )
        return low, mid, high


BEGINNER = LearnedBook()
"""A book without experience."""
