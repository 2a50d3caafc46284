"""The teaching that new centres start with, learnt on days of reference centres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pprint import pformat

from server.domain import policy
from server.domain.book import BEGINNER
from server.domain.forecast import Signals
from server.domain.policy.rule import Waiting
from server.domain.teaching import Teaching, features, teach
from server.domain.tickets import Forecast
from server.domain.times import Times
from server.virtual.day import Day
from server.virtual.floor import Floor
from server.virtual.people import Visit
from server.virtual.reference import reference_plan, reference_scenario
from server.virtual.seer import foresee
from server.virtual.workload import make_day, resting

LOADS = (0.80, 0.85, 0.90, 0.95)
"""Quiet days and full ones."""
OFFICER_CV, PAUSE = 0.2, 0.03
"""Officers differ, and rest after some services: a new centre knows neither."""


class _Taster:
    """Notes the signals of everybody who comes."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self.signals: dict[str, Signals] = {}

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        """Nothing is told."""
        found = foresee(floor, newcomer, BEGINNER, self._times)
        if found is not None:
            self.signals[newcomer.id] = found.signals
        return None

    def hear(self, visit: Visit) -> None:
        """Nothing to note."""


def ship(centres: Sequence[int], days: int) -> Teaching:
    """From so many days of these reference centres at each of ``LOADS``."""
    rows = [row for centre in centres for load in LOADS for row in _days(centre, load, days)]
    vectors = [features(signals) for signals, _ in rows]
    return replace(teach(vectors, [wait_s for _, wait_s in rows]), checks=())


def _days(centre: int, load: float, days: int) -> Iterator[tuple[Signals, float]]:
    plan = reference_plan(centre)
    scenario = reference_scenario(plan, load, officer_cv=OFFICER_CV, pause=PAUSE)
    for seed in range(days):
        day = make_day(plan, scenario, 1_000_000 + 1_000 * centre + seed)
        taster = _Taster(BEGINNER.times_for(plan))
        rests = resting(scenario, day)
        rule = policy.rule("call-mark")
        hall = Day(plan, rule, seer=taster, speeds=day.speeds, on_free=rests)
        for visit in hall.run(day.citizens):
            signals = taster.signals.get(visit.citizen.ticket)
            if signals is not None and signals.forward_s > 0 and visit.wait_s is not None:
                yield signals, visit.wait_s


def as_module(teaching: Teaching) -> str:
    """The text of ``server/domain/shipped.py``."""
    curves = teaching.curves
    rows = [teaching.weights, curves.centres, curves.mid, curves.low, curves.high]
    weights, centres, mid, low, high = (pformat(row, width=90) for row in rows)
    return _TEXT.format(weights=weights, centres=centres, mid=mid, low=low, high=high)


_TEXT = '''"""What a new centre starts with; ``./run bench forecast --ship FILE`` writes it.

Learnt on days of reference centres in our simulator, as no real centre has been seen yet. Seconds.
"""

from __future__ import annotations

from server.domain.learning_curves import Curves
from server.domain.teaching import Teaching

SHIPPED = Teaching(
    weights={weights},
    curves=Curves(
        centres={centres},
        mid={mid},
        low={low},
        high={high},
    ),
)
'''
