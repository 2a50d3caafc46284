"""How long a sign-in lasts: it ends with the centre's day."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.domain import sessions
from server.domain.plan import Plan

LAST_TICKETS_S = 1800
"""Who still serves when the centre closes has so long to finish."""


def ends_at(plan: Plan, at: datetime) -> datetime:
    """When a sign-in at ``at`` ends: half an hour after closing; later ones at midnight."""
    day = sessions.today_of(plan, at)
    held = sessions.sessions_on(plan, day)
    if held:
        closes = sessions.moment(plan, day, held[-1].closes_s)
        if at < closes + timedelta(seconds=LAST_TICKETS_S):
            return closes + timedelta(seconds=LAST_TICKETS_S)
    return sessions.day_bounds(plan, day)[1]
