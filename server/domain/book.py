"""What is told before anything was learnt: the forward run within assumed bounds."""

from __future__ import annotations

from server.domain.forecast import STEP_S, Signals
from server.domain.plan import Plan
from server.domain.scene import usual_times
from server.domain.tickets import Forecast
from server.domain.times import Times

LOW, HIGH = 0.55, 1.6
"""Assumed 10 % and 90 % of actual over forecast wait."""


class Beginner:
    """A book without experience."""

    def times_for(self, plan: Plan) -> Times:
        """What the plan assumes."""
        return usual_times(plan)

    def told(self, signals: Signals) -> Forecast:
        """The forward run, between a bit over half and one and a half of it."""
        mid_s = signals.forward_s
        low_s = int(mid_s * LOW) // STEP_S * STEP_S
        high_s = -int(-mid_s * HIGH // STEP_S) * STEP_S
        return Forecast(low_s, int(mid_s), max(high_s, low_s + STEP_S))


BEGINNER = Beginner()
