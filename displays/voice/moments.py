"""When a sentence for all is due: its moment passes while this device listens, and only then.

Pure. A device that starts afterwards has missed it, so that nothing is said twice after a restart.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta

from broker.messages import Sentence

DEAF_S = 60.0
"""Whoever heard no heartbeat for so long begins anew: what passed meanwhile is not said."""
LATE = timedelta(minutes=10)
"""A clock that was set forward says nothing of what it jumped over by more than this."""
REMEMBERED = 50


class Moments:
    """One device's. ``due`` is asked at each heartbeat."""

    def __init__(self) -> None:
        self._before: tuple[datetime, float] | None = None
        self._told: OrderedDict[tuple[str, str], None] = OrderedDict()

    def due(self, sentences: Sequence[Sentence], now: datetime, now_s: float) -> list[str]:
        """The names of what is to be said now; ``now`` is the hall's time, ``now_s`` monotonic."""
        before, self._before = self._before, (now, now_s)
        if before is None or now_s - before[1] > DEAF_S:
            return []
        found: list[str] = []
        for one in sentences:
            at, key = _time(one.at), (one.say, one.at)
            if at is None or key in self._told or not before[0] < at <= now or now - at > LATE:
                continue
            self._told[key] = None
            found.append(one.say)
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return found


def _time(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.utcoffset() is not None else None
