"""What loudspeakers say to all on a day, and when: lunch, soon open again, soon closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from server.domain import sessions
from server.domain.plan import Plan

CLOSING_S, OPENING_S = 900, 300
"""So long before a day ends, and before a break does."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One sentence and its moment, aware UTC."""

    say: Literal["lunch", "opening", "closing"]
    at: datetime


def of_day(plan: Plan, at: datetime) -> list[Planned]:
    """Those of the day of ``at``, in their order, also those that have passed.

    Where counters stay until all are served, a break begins without a word: numbers are not kept
    for the afternoon there, and whoever waits is still called.
    """
    held, day = sessions.sessions_of(plan, at), sessions.today_of(plan, at)
    found: list[tuple[Literal["lunch", "opening", "closing"], int]] = []
    for before, after in pairwise(held):
        pause_s = after.opens_s - before.closes_s
        if pause_s > 0 and plan.centre.at_close == "carry":
            found.append(("lunch", before.closes_s))
        if pause_s > 2 * OPENING_S:
            found.append(("opening", after.opens_s - OPENING_S))
    if held and held[-1].closes_s - held[-1].opens_s > CLOSING_S:
        found.append(("closing", held[-1].closes_s - CLOSING_S))
    return [Planned(say, sessions.moment(plan, day, second)) for say, second in found]
