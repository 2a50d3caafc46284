"""What a display may show: nothing stale as current, nothing older than what it has shown.

Pure: documents and the device's own monotonic seconds come in, what to show comes out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from broker.messages import Board, CounterState, Heartbeat

LOST_AFTER_S = 15.0
ABSENT_AFTER_S = 10.0
"""A server that lives so long and says nothing of what a display is about knows no such thing."""
EPOCHS = 4
"""Of so many servers that have not been heard yet is the newest document kept."""
D = TypeVar("D", Board, CounterState)


@dataclass(frozen=True, slots=True)
class Kept(Generic[D]):
    """A document, when it was written by this device's clock, and its place among all news."""

    document: D
    at_s: float
    place: int


@dataclass(frozen=True, slots=True)
class Showing(Generic[D]):
    """What to show now: a document with the age of its call, or None when that is not known."""

    document: D | None
    age_s: float = 0.0
    absent: bool = False
    """The server lives, but has never said anything of what this display is about."""


@dataclass(slots=True)
class Screen(Generic[D]):
    """The newest document of each epoch that may live, and the server's last heartbeat.

    A document of an epoch that nobody has heard of may come from a server that begins, so the one
    before is dark; or from another hall or year, so it cannot keep out the server whose heart
    beats on. Likewise one heartbeat from another hall: once it has gone silent, a lower epoch that
    beats is believed again. What was shown stands: nothing older is ever shown after it.
    """

    kept: dict[int, Kept[D]] = field(default_factory=dict)
    living_ep: int = 0
    shown: tuple[int, int] = (-1, -1)
    """``(ep, rev)`` of the newest document that was ever shown."""
    beat_at_s: float = 0.0
    beat_place: int = 0
    lives_since_s: float = 0.0
    alive: bool = False
    news: int = 0

    def beat(self, heartbeat: Heartbeat, now_s: float) -> bool:
        """The server of this epoch lives.

        False while a server of a higher epoch does: this one is late, and nothing comes of it.
        """
        if heartbeat.ep < self.living_ep and not self._is_silent(now_s):
            return False
        if heartbeat.ep != self.living_ep or self._is_silent(now_s):
            self.lives_since_s = now_s
        self.news += 1
        self.living_ep, self.beat_at_s, self.beat_place = heartbeat.ep, now_s, self.news
        self.alive = True
        return True

    def take(self, document: D, now_s: float, *, kept_s: float = 0.0) -> bool:
        """Keep a newer document; False for an older one or a repeat.

        ``kept_s`` is how long the broker may have had it: its call counts as that much older.
        """
        ep = document.ep
        known = self.kept.get(ep)
        is_repeat = known is not None and document.rev <= known.document.rev
        if is_repeat or (ep, document.rev) < self.shown:
            return False
        self.news += 1
        self.kept[ep] = Kept(document, now_s - kept_s, self.news)
        self._forget()
        return True

    def lose(self) -> None:
        """The broker is gone: nothing is known to be current."""
        self.alive = False

    def showing(self, now_s: float) -> Showing[D]:
        """The document if the server that wrote it still lives and it has not outlived its ttl."""
        kept = self.kept.get(self.living_ep)
        if kept is None:
            waited_s = now_s - self.lives_since_s
            return Showing(None, absent=self._lives(now_s) and waited_s >= ABSENT_AFTER_S)
        if not self._lives(now_s) or _place(kept.document) < self.shown:
            return Showing(None)
        age_s = now_s - kept.at_s + _age_ms(kept.document) / 1000
        ttl_s = getattr(kept.document, "ttl_s", None)
        if ttl_s is not None and age_s > ttl_s:
            return Showing(None)
        self.shown = _place(kept.document)
        return Showing(kept.document, age_s)

    def _is_silent(self, now_s: float) -> bool:
        return not self.alive or now_s - self.beat_at_s > LOST_AFTER_S

    def _lives(self, now_s: float) -> bool:
        newer = any(
            ep > self.living_ep and k.place > self.beat_place for ep, k in self.kept.items()
        )
        return not newer and not self._is_silent(now_s)

    def _forget(self) -> None:
        """Keep what may still be shown; not what is older than what was."""
        stay = {self.living_ep, self.shown[0]}
        others = sorted((k.place, ep) for ep, k in self.kept.items() if ep not in stay)
        past = [ep for _, ep in others if ep < self.shown[0]]
        for ep in past + [ep for _, ep in others if ep not in past][:-EPOCHS]:
            del self.kept[ep]


def _place(document: Board | CounterState) -> tuple[int, int]:
    """Its place among all that may be shown (invariant 6)."""
    return document.ep, document.rev


def _age_ms(document: Board | CounterState) -> int:
    return document.age_ms if isinstance(document, CounterState) else 0
