"""A button's contact: bounce taken away, long pushes told from short ones, a stuck one known.

Pure: levels and milliseconds in, moves out. A button that was down when the terminal started says
nothing until it was up once.
"""

STABLE_MS = 25
"""A level counts when it has not changed for this long."""
LOCKOUT_MS = 300
"""After a push the next one counts only this much later: a trembling finger is one finger."""
HOLD_MS = 1000
STUCK_MS = 20000


class Contact:
    """One button. ``holds``: it says something else when it is held, so it waits to be sure."""

    def __init__(self, holds: bool, down: bool, now_ms: int):
        self._holds = holds
        self._raw = self._down = down
        self._raw_ms = now_ms
        self._pushed_ms = now_ms - LOCKOUT_MS
        self._open = False
        self.stuck = False

    def look(self, level: bool, now_ms: int):
        """``press``, ``hold`` or None, from the level as it is now."""
        if level != self._raw:
            self._raw, self._raw_ms = level, now_ms
        if self._raw != self._down and now_ms - self._raw_ms >= STABLE_MS:
            self._down = self._raw
            return self._pushed() if self._down else self._released()
        if not self._down:
            return None
        if self._open and now_ms - self._pushed_ms >= HOLD_MS:
            self._open = False
            return "hold"
        self.stuck = now_ms - self._raw_ms >= STUCK_MS
        return None

    def _pushed(self):
        if self._raw_ms - self._pushed_ms < LOCKOUT_MS:
            return None
        self._pushed_ms = self._raw_ms
        self._open = self._holds
        return None if self._holds else "press"

    def _released(self):
        was_open, self._open, self.stuck = self._open, False, False
        return "press" if was_open else None
