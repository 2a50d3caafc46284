"""How many waited, over the day and over the last hour, for the manager's live view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from server.domain import sessions
from server.domain.snapshot import Snapshot
from server.livelegs import Counted

STEP = timedelta(minutes=10)
"""Between two points of the day."""
HOUR_STEP = timedelta(minutes=5)
HOUR_POINTS = 12
"""Of the last hour in a zone; the thirteenth point is now."""


class _Moments(NamedTuple):
    """When somebody began to wait, and when somebody's wait ended; both sorted."""

    begun: list[datetime]
    ended: list[datetime]

    def waiting(self, at: datetime) -> int:
        """How many waited then."""
        return bisect_right(self.begun, at) - bisect_right(self.ended, at)


def view(snap: Snapshot, counted: Iterable[Counted]) -> dict[str, Any]:
    """``line``: who waited in the whole hall, all day; ``zone_lines``: the last hour by zone."""
    hall = snap.hall
    zones = {zone: _Moments([], []) for zone in hall.rules.zones}
    for zone, begun, ended in (wait for one in counted for wait in one.waits):
        zones[zone].begun.append(begun)
        if ended is not None:
            zones[zone].ended.append(ended)
    for moments in zones.values():
        moments.begun.sort()
        moments.ended.sort()
    whole = _Moments(
        sorted(at for one in zones.values() for at in one.begun),
        sorted(at for one in zones.values() for at in one.ended),
    )
    return {
        "sessions": [
            {"opens": _clock(s.opens_s), "closes": _clock(s.closes_s)} for s in hall.rules.sessions
        ],
        "line": [
            {"start": f"{at:%H:%M}", "waiting": whole.waiting(at)} for at in _steps(snap, whole)
        ],
        "zone_lines": {zone: _last_hour(snap, one) for zone, one in zones.items()},
    }


def _steps(snap: Snapshot, whole: _Moments) -> Iterator[datetime]:
    """Every STEP of local time from the first arrival until now, and now."""
    if not whole.begun:
        return
    tz = sessions.zone_of(snap.hall.rules)
    first, now = whole.begun[0].astimezone(tz), snap.at.astimezone(tz)
    at = first.replace(minute=first.minute // 10 * 10, second=0, microsecond=0)
    while at < now:
        yield at
        at += STEP
    yield now


def _last_hour(snap: Snapshot, moments: _Moments) -> list[int]:
    back = range(HOUR_POINTS, -1, -1)
    return [moments.waiting(snap.at - i * HOUR_STEP) for i in back]


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}"
