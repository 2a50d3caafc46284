"""What a browser can watch, who may, and the document that it then gets."""

from __future__ import annotations

from typing import Any

from server import boards, counterview, documents, live
from server.desk import Desk
from server.domain.errors import Refused, refuse
from server.domain.snapshot import Snapshot
from server.web.auth import READERS, Caller
from server.web.problems import Problem

MOST_WATCHES = 20
"""How many things one browser may watch."""
LIVE = "live"
TICKET = "ticket:"
"""How the rooms of tickets begin."""
BEATS = "beats"
"""Everybody who watches more than tickets; phones hear the beat in their own rooms."""


def split(room: str) -> tuple[str, str]:
    """``counter:7`` as ("counter", "7")."""
    kind, _, id = room.partition(":")
    return kind, id


def check(desk: Desk, who: Caller, room: Any) -> str:
    """``room`` if ``who`` may watch it.

    Raises Refused for what does not exist, Problem for what is not theirs or no room at all.
    """
    if not isinstance(room, str):
        raise Problem("invalid")
    kind, id = split(room)
    if kind == "board":
        _known_board(desk, id)
    elif kind == "ticket":
        documents.ticket(desk.snapshot(), id)
    elif kind == "counter":
        _counter(desk, who, id)
    elif room == LIVE:
        _needs(who, not READERS.isdisjoint(who.roles))
    else:
        raise Problem("invalid")
    return room


def document(desk: Desk, snap: Snapshot, room: str) -> tuple[str, dict[str, Any]] | None:
    """The event and the whole document of a room; None when its ticket is of another day."""
    kind, id = split(room)
    if kind == "board":
        return "board", {**boards.board(snap, id).model_dump(), "zone": id}
    if kind == "counter":
        return "counter", counterview.counter(desk, snap, int(id))
    if room == LIVE:
        return "live", live.view(snap)
    try:
        return "ticket", {**documents.ticket(snap, id), "key": id}
    except Refused:
        return None


def _known_board(desk: Desk, zone: str) -> None:
    if zone != boards.HALL and zone not in desk.plan.zones:
        raise refuse("unknown-zone", zone)


def _counter(desk: Desk, who: Caller, id: str) -> None:
    if not id.isdecimal() or int(id) not in desk.plan.counters:
        raise refuse("unknown-counter", id)
    _needs(who, who.via == "bearer" or who.may_work_at(int(id)))


def _needs(who: Caller, allowed: bool) -> None:
    if not who.known:
        raise Problem("not-logged-in")
    if not allowed:
        raise Problem("not-allowed")
