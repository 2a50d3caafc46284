"""Where it is not about to be midnight: a hall of real processes would end its day in a test."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

HOME, ELSEWHERE = "Asia/Ho_Chi_Minh", "Asia/Dubai"
LATE_HOUR = 23


def zone(now: datetime | None = None) -> str:
    """The zone of a hall that lives for the next minutes: three hours west when it is late here."""
    here = (now or datetime.now(UTC)).astimezone(ZoneInfo(HOME))
    return ELSEWHERE if here.hour >= LATE_HOUR else HOME
