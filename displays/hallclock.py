"""The hall's time of day as the server tells it; this device's own clock may be a day off."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broker.messages import Heartbeat

log = logging.getLogger(__name__)


class HallClock:
    """Runs on this device's monotonic seconds from the last heartbeat on, also without a link."""

    def __init__(self) -> None:
        self._heard: tuple[datetime, float] | None = None
        self._name = ""
        self._zone: tzinfo = UTC

    def hear(self, heartbeat: Heartbeat, now_s: float) -> None:
        """Set it; a time that no calendar has is ignored."""
        if heartbeat.tz != self._name:
            self._name, self._zone = heartbeat.tz, _zone(heartbeat.tz)
        try:
            at = datetime.fromtimestamp(heartbeat.ms / 1000, UTC)
        except (OverflowError, ValueError, OSError):
            return
        self._heard = (at, now_s)

    def now(self, now_s: float) -> datetime | None:
        """The hall's local time, or None before the first heartbeat."""
        if self._heard is None:
            return None
        at, heard_s = self._heard
        return (at + timedelta(seconds=now_s - heard_s)).astimezone(self._zone)

    def minute(self, now_s: float) -> int | None:
        """The minute of the hall's day, 0 to 1439."""
        at = self.now(now_s)
        return None if at is None else at.hour * 60 + at.minute


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        log.warning("the time zone %s is not known here: times are UTC", ascii(name[:60]))
        return UTC
