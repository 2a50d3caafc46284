"""What usual formulas would tell: the yardstick for forecasts.

``ahead_s``: those ahead in the group, times the mean time of one, over the open counters that may
serve the group. ``place_s``: the same for one more. ``hall_s``: all who wait in the hall, times
one mean for all, over all open counters (as Munich's ZMS does).
"""

from __future__ import annotations

from server.domain.plan import Plan
from server.domain.times import Times
from server.virtual.floor import Floor
from server.virtual.people import Naive


class Formulas:
    """The formulas with the mean times of ``times``: the same that the forecast knows."""

    def __init__(self, plan: Plan, times: Times) -> None:
        self._able = plan.able
        walk_s = times.walk_ms / 1000
        self._mean_s = {code: walk_s + times.mean_ms[code] / 1000 for code in plan.groups}
        shares = {code: group.share for code, group in plan.groups.items()}
        if not any(shares.values()):
            shares = dict.fromkeys(shares, 1.0)
        weighted = sum(share * self._mean_s[code] for code, share in shares.items())
        self._hall_mean_s = weighted / sum(shares.values())

    def tell(self, floor: Floor, group: str) -> Naive:
        """What a newcomer to the group would be told."""
        able = sum(counter in floor.open for counter in self._able[group])
        if not able:
            return Naive(None, None, None)
        ahead, each_s = floor.ahead(group), self._mean_s[group] / able
        waiting = len(floor.line) + len(floor.early)
        hall_s = waiting * self._hall_mean_s / len(floor.open)
        return Naive(ahead * each_s, (ahead + 1) * each_s, hall_s)
