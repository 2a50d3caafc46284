"""What a display may show: nothing stale as current, nothing older than what it has shown.

Pure: documents and the device's own monotonic seconds come in, what to show comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from broker.messages import Board, CounterState, Heartbeat

LOST_AFTER_S = 15.0
D = TypeVar("D", Board, CounterState)


@dataclass(frozen=True, slots=True)
class Kept(Generic[D]):
    """A document and when it was written, by this device's clock."""

    document: D
    at_s: float


@dataclass(frozen=True, slots=True)
class Showing(Generic[D]):
    """What to show now: a document with the age of its call, or None when that is not known."""

    document: D | None
    age_s: float = 0.0


@dataclass(slots=True)
class Screen(Generic[D]):
    """The newest document by (ep, rev), and the server's last heartbeat."""

    kept: Kept[D] | None = None
    beat_ep: int | None = None
    beat_at_s: float = 0.0

    def beat(self, heartbeat: Heartbeat, now_s: float) -> None:
        """The server of this epoch lives; a heartbeat of an older epoch is late and ignored."""
        if self.beat_ep is None or heartbeat.ep >= self.beat_ep:
            self.beat_ep, self.beat_at_s = heartbeat.ep, now_s

    def take(self, document: D, now_s: float, *, kept_s: float = 0.0) -> bool:
        """Keep a newer document; False for an older one or a repeat.

        ``kept_s`` is how long the broker may have had it: its call counts as that much older.
        """
        if self.kept is not None:
            old = self.kept.document
            if (document.ep, document.rev) <= (old.ep, old.rev):
                return False
        self.kept = Kept(document, now_s - kept_s)
        return True

    def lose(self) -> None:
        """The broker is gone: nothing is known to be current."""
        self.beat_ep = None

    def showing(self, now_s: float) -> Showing[D]:
        """The document if the server that wrote it still lives and it has not outlived its ttl."""
        kept = self.kept
        if kept is None or not self._lives(kept.document.ep, now_s):
            return Showing(None)
        age_s = now_s - kept.at_s + _age_ms(kept.document) / 1000
        ttl_s = getattr(kept.document, "ttl_s", None)
        if ttl_s is not None and age_s > ttl_s:
            return Showing(None)
        return Showing(kept.document, age_s)

    def _lives(self, ep: int, now_s: float) -> bool:
        return self.beat_ep == ep and now_s - self.beat_at_s <= LOST_AFTER_S


def _age_ms(document: Board | CounterState) -> int:
    return document.age_ms if isinstance(document, CounterState) else 0
