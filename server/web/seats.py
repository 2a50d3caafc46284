"""Who sits at which counter: one session each, and the older is told when a newer takes over.

In memory: a restart of the server forgets who sat where, and the next sign-in sits down unasked.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Seat:
    """A session with its officer's name and login; it ends by ``until`` (seconds since 1970)."""

    sid: str
    name: str
    until: float
    login: str


@dataclass(slots=True)
class Seats:
    """The session at each counter, and those that had to leave one."""

    _at: dict[int, Seat] = field(default_factory=dict)
    _pushed: dict[str, str] = field(default_factory=dict)

    def whose(self, counter: int, now: float, ended: Container[str]) -> Seat | None:
        """The session at ``counter``, if it was neither ended nor ran out."""
        found = self._at.get(counter)
        return found if found and now < found.until and found.sid not in ended else None

    def elsewhere(
        self, login: str, counter: int | None, now: float, ended: Container[str]
    ) -> tuple[int, Seat] | None:
        """Another counter where ``login`` sits, and with which session."""
        for number in self._at:
            seat = self.whose(number, now, ended)
            if number != counter and seat is not None and seat.login == login:
                return number, seat
        return None

    def sit(self, counter: int, sid: str, name: str, until: float, login: str) -> str | None:
        """The counter is this session's from now on; returns the one that has to leave."""
        before = self._at.get(counter)
        self._at[counter] = Seat(sid, name, until, login)
        if before is None or before.sid == sid:
            return None
        self._push(before.sid, "taken-over")
        return before.sid

    def move(self, sid: str) -> None:
        """Its officer sits at another counter now: the session leaves its seat, and is told why."""
        self.leave(sid)
        self._push(sid, "moved-on")

    def of(self, sid: object) -> list[int]:
        """The counters where this session sits: one, or none."""
        return [n for n, seat in self._at.items() if seat.sid == sid]

    def leave(self, sid: str) -> None:
        """Whoever signs out leaves their seat."""
        self._at = {n: seat for n, seat in self._at.items() if seat.sid != sid}

    def why_pushed(self, sid: object) -> str | None:
        """The code of a problem, if a newer session ended this one."""
        return self._pushed.get(sid) if isinstance(sid, str) else None

    def _push(self, sid: str, why: str) -> None:
        self._pushed[sid] = why
        while len(self._pushed) > MOST_TOLD:
            self._pushed.pop(next(iter(self._pushed)))
