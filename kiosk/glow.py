"""What the light of a counter box says, and whether its buttons count. Pure: the box's own seconds.

One rule for both: while the light says *offline*, a push is not sent. So nobody is called minutes
later by a push that everybody has forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from broker.messages import CounterState, Heartbeat

LOST_AFTER_S = 15.0
"""Three heartbeats missed: nothing is known to be current."""
ANSWER_S = 3.0
"""A press without an answer for this long is told as refused."""
REFUSED_S = 1.2
"""How long a refusal is shown."""
FLASH_S = 10.0
"""How long the light blinks as at a refusal when somebody looks for this box."""


class Glow(StrEnum):
    """What the light says."""

    OFFLINE = "offline"
    REFUSED = "refused"
    BUSY = "busy"
    WAITING = "waiting"
    FREE = "free"
    DARK = "dark"


@dataclass(slots=True)
class Watch:
    """The newest state of one counter, the server's heartbeat, and the presses not answered yet."""

    _state: CounterState | None = None
    _until_s: float = 0.0
    _beat: Heartbeat | None = None
    _beat_at_s: float = 0.0
    _refused_at_s: float = float("-inf")
    _flashes_until_s: float = float("-inf")
    _asked: dict[str, float] = field(default_factory=dict)

    def beat(self, heartbeat: Heartbeat, now_s: float) -> None:
        """The server of this epoch lives; a heartbeat of an older epoch is late and ignored."""
        if self._beat is None or heartbeat.ep >= self._beat.ep:
            self._beat, self._beat_at_s = heartbeat, now_s

    def take(self, state: CounterState, now_s: float) -> None:
        """Keep a newer state; an older one, or a repeat, is dropped."""
        kept = self._state
        if kept is None or (state.ep, state.rev) > (kept.ep, kept.rev):
            self._state = state
            self._until_s = now_s + state.ttl_s - state.age_ms / 1000

    def lose(self) -> None:
        """The broker is gone, and with it every answer that was still to come."""
        self._beat = None
        self._asked.clear()

    def refuse(self, now_s: float) -> None:
        """A press was not taken."""
        self._refused_at_s = now_s

    def flash(self, now_s: float) -> None:
        """Somebody looks for this box among others."""
        self._flashes_until_s = now_s + FLASH_S

    def ask(self, id: str, now_s: float) -> None:
        """A press was sent."""
        self._asked[id] = now_s

    def answer(self, id: str, ok: bool, now_s: float) -> None:
        """The server has answered; answers to other boxes of the counter are passed over."""
        if self._asked.pop(id, None) is not None and not ok:
            self.refuse(now_s)

    def clock_ms(self, now_s: float) -> int | None:
        """The server's clock, counted on from its newest heartbeat; None when there is none."""
        if self._beat is None:
            return None
        return self._beat.ms + int((now_s - self._beat_at_s) * 1000)

    def glow(self, now_s: float) -> Glow:
        """What to show now."""
        state = self._current(now_s)
        if state is None:
            return Glow.OFFLINE
        self._give_up(now_s)
        if now_s < max(self._refused_at_s + REFUSED_S, self._flashes_until_s):
            return Glow.REFUSED
        if state.state in ("called", "serving"):
            return Glow.BUSY
        if state.state == "idle":
            return Glow.WAITING if state.waiting else Glow.FREE
        return Glow.DARK

    def _current(self, now_s: float) -> CounterState | None:
        state, beat = self._state, self._beat
        if state is None or beat is None or beat.ep != state.ep:
            return None
        lives = now_s - self._beat_at_s <= LOST_AFTER_S and now_s <= self._until_s
        return state if lives else None

    def _give_up(self, now_s: float) -> None:
        late = [id for id, at_s in self._asked.items() if now_s - at_s > ANSWER_S]
        for id in late:
            del self._asked[id]
            self.refuse(now_s)
