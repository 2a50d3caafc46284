"""How many came and were served in each half hour of past days."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo

from server.domain.facts import from_ms
from server.domain.usual import FINE_MIN, HALF_HOUR_MIN, PastDay

_ISSUED = (
    "select day, grp, issued_ms from ticket join leg on ticket = id and no = 1"
    " where state != 'withdrawn' and day in ({})"
)
_SERVED = (
    "select day, ended_ms from ticket join leg on ticket = id"
    " where state = 'served' and ended_ms is not null and day in ({})"
)


def past_days(db: sqlite3.Connection, days: Sequence[str], zone: tzinfo) -> list[PastDay]:
    """Those of ``days`` on which anybody came, in their order."""
    marks = ", ".join("?" * len(days))
    issued: dict[str, dict[str, Counter[int]]] = {}
    served: dict[str, Counter[int]] = {}
    fine: dict[str, Counter[int]] = {}
    for day, group, ms in db.execute(_ISSUED.format(marks), days):
        issued.setdefault(day, {}).setdefault(group, Counter())[_minute(ms, zone)] += 1
        fine.setdefault(day, Counter())[_minute(ms, zone, FINE_MIN)] += 1
    for day, ms in db.execute(_SERVED.format(marks), days):
        served.setdefault(day, Counter())[_minute(ms, zone)] += 1
    return [
        PastDay(sum(groups.values(), Counter()), served.get(day, Counter()), groups, fine[day])
        for day, groups in sorted(issued.items())
    ]


def _minute(ms: int, zone: tzinfo, step_min: int = HALF_HOUR_MIN) -> int:
    at = from_ms(ms).astimezone(zone)
    return (at.hour * 60 + at.minute) // step_min * step_min
