"""What the kiosk knows of the hall: the newest documents, and whether the server still lives."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from broker.messages import Catalogue, CatalogueGroup, CentreInfo, Heartbeat

LOST_AFTER_S = 12.0
"""Two heartbeats missed, and two seconds for a slow wire: the server is then taken for gone."""
SILENT_AFTER_S = 1.4
"""A server that answers pings is taken for gone when it has not answered one for this long."""
SOON_S = 0.01


@dataclass(slots=True)
class Hall:
    """Documents by (ep, rev); older ones are dropped. Times are the device's monotonic seconds;
    ``ahead_ms`` turns them into the hall's clock. ``answered_s`` is when the newest ping was said
    that the server answered; None: it has answered none, and is judged by its heartbeat alone.
    ``heard_ms`` is when each zone was heard of, on the hall's clock.
    """

    centre: CentreInfo | None = None
    zones: dict[str, Catalogue] = field(default_factory=dict)
    beat_at_s: float | None = None
    beat_ep: int = 0
    last_ms: int | None = None
    ahead_ms: int = 0
    tz: str | None = None
    answered_s: float | None = None
    heard_ms: dict[str, int] = field(default_factory=dict)
    version: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def beat(self, heartbeat: Heartbeat, now_s: float) -> None:
        """The server of this epoch lives; a heartbeat of an older epoch is late and ignored.

        After a silence an older epoch is another server, with a database of its own: what the one
        before had said is forgotten.
        """
        if heartbeat.ep < self.beat_ep:
            if self.lives(now_s):
                return
            self.centre, self.zones = None, {}
        is_news = not self.lives(now_s) or heartbeat.ep != self.beat_ep
        if heartbeat.ep != self.beat_ep and self._is_silent(now_s):
            self.answered_s = None  # another server, which may not know pings
        self.beat_at_s, self.beat_ep = now_s, heartbeat.ep
        self.ahead_ms = heartbeat.ms - int(now_s * 1000)
        self.last_ms, self.tz = heartbeat.ms, heartbeat.tz
        if is_news:
            self.touch()

    def answer(self, said_s: float, now_s: float) -> None:
        """The server has answered a ping that was said at ``said_s``."""
        lived = self.lives(now_s)
        self.answered_s = max(self.answered_s or said_s, said_s)
        if not lived and self.lives(now_s):
            self.touch()

    def group(self, code: str) -> tuple[Catalogue, CatalogueGroup] | None:
        """A group, and the zone that has it."""
        found = ((zone, one) for zone in self.zones.values() for one in zone.groups)
        return next(((zone, one) for zone, one in found if one.code == code), None)

    def tell_centre(self, told: CentreInfo) -> None:
        """A newer description of the centre."""
        if self.centre is None or (told.ep, told.rev) >= (self.centre.ep, self.centre.rev):
            self.centre = told
            self.touch()

    def tell_zone(self, told: Catalogue) -> None:
        """A newer catalogue of a zone."""
        old = self.zones.get(told.zone)
        if old is None or (told.ep, told.rev) >= (old.ep, old.rev):
            self.zones[told.zone] = told
            self.touch()

    def lose(self) -> None:
        """The broker is gone, and the server with it."""
        self.beat_at_s = self.answered_s = None
        self.touch()

    def lives(self, now_s: float) -> bool:
        """Has the server been heard lately?"""
        beats = self.beat_at_s is not None and now_s - self.beat_at_s <= LOST_AFTER_S
        return beats and not self._is_silent(now_s)

    def _is_silent(self, now_s: float) -> bool:
        return self.answered_s is not None and now_s - self.answered_s > SILENT_AFTER_S

    def is_current(self, now_s: float) -> bool:
        """Does the server live, and is the centre as this very server has described it?"""
        return self.lives(now_s) and (self.centre is None or self.centre.ep == self.beat_ep)

    def shown_zones(self, now_s: float) -> list[Catalogue]:
        """The catalogues by zone: of the server that lives only, or all while none does."""
        kept = [zone for _, zone in sorted(self.zones.items())]
        return [z for z in kept if z.ep == self.beat_ep] if self.lives(now_s) else kept

    def now_ms(self, now_s: float) -> int | None:
        """The hall's clock; None before the first heartbeat."""
        return int(now_s * 1000) + self.ahead_ms if self.tz else None

    def now(self, now_s: float) -> datetime | None:
        """The same as aware UTC."""
        ms = self.now_ms(now_s)
        return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)

    def day(self, now_s: float) -> date:
        """The hall's local day; the machine's own before the first heartbeat."""
        now = self.now(now_s) or datetime.now(UTC)
        return now.astimezone(ZoneInfo(self.tz) if self.tz else None).date()

    def utc_min(self, now_s: float) -> int:
        """By how many minutes the hall's clock is ahead of UTC; the machine's own before that."""
        now = self.now(now_s) or datetime.now(UTC)
        ahead = now.astimezone(ZoneInfo(self.tz) if self.tz else None).utcoffset() or timedelta()
        return round(ahead.total_seconds() / 60)

    def wait_for_news(self, after: int, now_s: float, at_most_s: float) -> int:
        """The version, once it is not ``after``; sooner when the server falls silent meanwhile."""
        until_s = at_most_s
        if self.beat_at_s is not None and self.lives(now_s):
            until_s = min(until_s, self.beat_at_s + LOST_AFTER_S - now_s + SOON_S)
            if self.answered_s is not None:
                until_s = min(until_s, self.answered_s + SILENT_AFTER_S - now_s + SOON_S)
        with self.changed:
            self.changed.wait_for(lambda: self.version != after, until_s)
            return self.version

    def touch(self) -> None:
        """Something that the page shows has changed."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()
