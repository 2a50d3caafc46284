"""What the kiosk knows of the hall: the newest documents, and whether the server still lives."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from broker.messages import Catalogue, CentreInfo, Heartbeat

LOST_AFTER_S = 15.0
"""Three heartbeats: after this the server is taken for gone."""


@dataclass(slots=True)
class Hall:
    """Documents by (ep, rev); older ones are dropped. Times are the device's monotonic seconds;
    ``ahead_ms`` turns them into the hall's clock, for the clock on the page only.
    """

    centre: CentreInfo | None = None
    zones: dict[str, Catalogue] = field(default_factory=dict)
    beat_at_s: float | None = None
    last_ms: int | None = None
    ahead_ms: int = 0
    tz: str | None = None
    version: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def beat(self, heartbeat: Heartbeat, now_s: float) -> None:
        """The server lives."""
        was_lost = self.beat_at_s is None
        self.beat_at_s = now_s
        self.ahead_ms = heartbeat.ms - int(now_s * 1000)
        self.last_ms, self.tz = heartbeat.ms, heartbeat.tz
        if was_lost:
            self.touch()

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
        self.beat_at_s = None
        self.touch()

    def lives(self, now_s: float) -> bool:
        """Has the server been heard lately?"""
        return self.beat_at_s is not None and now_s - self.beat_at_s <= LOST_AFTER_S

    def touch(self) -> None:
        """Something that the page shows has changed."""
        with self.changed:
            self.version += 1
            self.changed.notify_all()
