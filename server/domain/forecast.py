"""The wait to tell a newcomer, from the live queues in closed form.

Skill-aware queue length: the work waiting for a group, shared by the open counters that may take
it in proportion to how much of each counter's work this group is. (The forward run of the rule
with learned corrections replaces this; the interface stays.) Unknown stays unknown: without an
open counter that may serve the group there is no forecast.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain.hall import Hall
from server.domain.plan import CounterPlan
from server.domain.tickets import Forecast, Ticket

LOW, HIGH = 0.55, 1.6
"""Assumed 10 % and 90 % of actual over forecast wait, until real days have taught better."""

STEP_S = 60
"""Ranges are rounded outward to whole minutes."""


def newcomer(hall: Hall, group: str, ahead: int) -> Forecast | None:
    """What somebody who has ``ahead`` people before them in ``group`` would wait, in seconds."""
    open_counters = [c for c in hall.rules.counters.values() if _works(hall, c, group)]
    if not open_counters:
        return None
    if ahead == 0 and any(_free(hall, c) for c in open_counters):
        return Forecast(0, 0, STEP_S)
    mean_s = _mean_s(hall, group)
    rate = sum(_share(hall, counter, group) for counter in open_counters)
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


def _works(hall: Hall, counter: CounterPlan, group: str) -> bool:
    serves = group in counter.groups or group in counter.help
    return serves and hall.counter(counter.number).state == "open"


def _free(hall: Hall, counter: CounterPlan) -> bool:
    if hall.counter(counter.number).ticket is not None:
        return False
    return not any(hall.waiting.get(group) for group in (*counter.groups, *counter.help))


def _mean_s(hall: Hall, group: str) -> float:
    return float(hall.rules.groups[group].mean_service_s + hall.rules.centre.walk_s)


def _share(hall: Hall, counter: CounterPlan, group: str) -> float:
    """Which part of a counter's waiting work is this group's (one more of it counted)."""
    own = (len(hall.waiting.get(group, ())) + 1) * _mean_s(hall, group)
    others = sum(
        len(hall.waiting.get(other, ())) * _mean_s(hall, other)
        for other in (*counter.groups, *counter.help)
        if other != group
    )
    return own / (own + others)
