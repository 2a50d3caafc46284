"""How far a range reaches today: wider after waits that it missed, narrower after those it held.

Each end aims at one miss in ten. After every first call the level of the end moves by ``STEP``
times how much the miss differs from that, so that over a day about eight in ten waits are held,
whatever the hall has become since it was learnt (adaptive conformal inference, Gibbs & Candès
2021). It begins anew each day and follows from the facts of the day alone.
"""

from __future__ import annotations

from typing import NamedTuple

from server.domain.tickets import Forecast

MISSES = 0.10
"""At each end."""
STEP = 0.02
LEAST, MOST = -0.05, 0.25
"""Between these the level of an end may move. Below 0 an end goes on beyond the least wait seen."""


class Aim(NamedTuple):
    """Which share of waits is to fall below ``low``, and above ``high``, as levels of a book."""

    low: float
    high: float

    def after(self, told: Forecast, wait_s: float) -> Aim:
        """Where to aim when somebody who was told ``told`` has waited ``wait_s``.

        Who found a counter free says nothing about ranges, nor does a wait that cannot be.
        """
        if told.mid_s <= 0 or not 0 <= wait_s < MOST_WAIT_S:
            return self
        low = self.low + STEP * (MISSES - (wait_s < told.low_s))
        high = self.high + STEP * (MISSES - (wait_s > told.high_s))
        return Aim(_held(low), _held(high))


MOST_WAIT_S = 12 * 3600.0
"""Longer waits are clocks that jumped."""
START = Aim(MISSES, MISSES)


def _held(level: float) -> float:
    return min(max(level, LEAST), MOST)
