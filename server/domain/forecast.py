"""The wait to tell a newcomer, from the live queues in closed form.

Skill-aware queue length: the work waiting for a group, shared by the open counters that may take
it in proportion to how much of each counter's work this group is. (The forward run of the rule
with learned corrections replaces this; the interface stays.) Unknown stays unknown: without an
open counter that may serve the group there is no forecast.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from server.domain.hall import Hall
from server.domain.tickets import Forecast, Ticket

LOW, HIGH = 0.55, 1.6
"""Assumed 10 % and 90 % of actual over forecast wait, until real days have taught better."""

STEP_S = 60
"""Ranges are rounded outward to whole minutes."""


Loads = Mapping[int, float]
"""Seconds of waiting work that each open counter may take, by counter."""


def loads(hall: Hall) -> Loads:
    """The work waiting before every open counter; compute once for many groups."""
    work_s = {code: len(queue) * _mean_s(hall, code) for code, queue in hall.waiting.items()}
    return {
        counter.number: sum(work_s.get(code, 0.0) for code in (*counter.groups, *counter.help))
        for counter in hall.rules.counters.values()
        if hall.counter(counter.number).state == "open"
    }


def newcomer(hall: Hall, group: str, ahead: int, known: Loads | None = None) -> Forecast | None:
    """What somebody who has ``ahead`` people before them in ``group`` would wait, in seconds."""
    loaded = loads(hall) if known is None else known
    able = [n for n in hall.rules.able[group] if n in loaded]
    if not able:
        return None
    if ahead == 0 and any(loaded[n] == 0 and hall.counter(n).ticket is None for n in able):
        return Forecast(0, 0, STEP_S)
    mean_s = _mean_s(hall, group)
    rate = sum(_share(hall, loaded[n], group, mean_s) for n in able)
    mid_s = (ahead + 1) * mean_s / max(rate, 0.05)
    low_s = int(mid_s * LOW) // STEP_S * STEP_S
    high_s = -int(-mid_s * HIGH // STEP_S) * STEP_S
    return Forecast(low_s, int(mid_s), max(high_s, low_s + STEP_S))


def remaining(hall: Hall, ticket: Ticket) -> Forecast | None:
    """The wait still to come of a ticket that waits."""
    return newcomer(hall, ticket.leg.group, hall.ahead_of(ticket))


def clock_range(told: Forecast, at: datetime) -> tuple[datetime, datetime]:
    """The forecast as moments."""
    return at + timedelta(seconds=told.low_s), at + timedelta(seconds=told.high_s)


def _mean_s(hall: Hall, group: str) -> float:
    return float(hall.rules.groups[group].mean_service_s + hall.rules.centre.walk_s)


def _share(hall: Hall, load_s: float, group: str, mean_s: float) -> float:
    """Which part of a counter's waiting work is this group's (one more of it counted)."""
    queued_s = len(hall.waiting.get(group, ())) * mean_s
    return (queued_s + mean_s) / (load_s + mean_s)
