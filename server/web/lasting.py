"""Whether who was let in may stay: sessions and devices that end, also behind an open socket."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from server.domain import sessions
from server.store.account_rows import Officer
from server.web.context import Context


@dataclass(frozen=True, slots=True)
class Held:
    """What a socket was opened with: a device, or else a session; neither ends by itself."""

    device: str | None = None
    login: str | None = None
    stamp: str = ""
    counter: int | None = None
    sid: str | None = None
    until: float = math.inf


def of_session(officer: Officer, told: Any) -> Held:
    """The session that ``told``, a cookie's mapping, and its ``officer`` are."""
    at, sid, until = told.get("counter"), told.get("sid"), told.get("until", math.inf)
    return Held(None, officer.login, officer.stamp, at, sid, until)


def officer_of(parts: Context, held: Held) -> Officer | None:
    """The officer as they are now, if the session still holds."""
    found = parts.accounts.officer(held.login or "")
    if found is None or found.stamp != held.stamp:
        return None
    return None if why_ended(parts, found, held) else found


def why_ended(parts: Context, officer: Officer, held: Held) -> str | None:
    """Why the session is good no longer: the code of a problem."""
    if pushed := parts.seats.why_pushed(held.sid):
        return pushed
    if held.sid in parts.ended:
        return "not-logged-in"
    plan, now = parts.desk.plan, parts.desk.now()
    if now.timestamp() >= held.until:
        return "session-over"
    here = officer.seconded_from is officer.seconded_to is None or officer.is_here(
        sessions.local_day(now, sessions.zone_of(plan)).isoformat()
    )
    return None if here else "not-here-today"
