"""What a browser can watch, who may, and the document that it then gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from server import boards, counterview, deviceview, documents, incidentview, live
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.domain.errors import Refused, refuse
from server.domain.permissions import Permission as P
from server.domain.snapshot import Snapshot
from server.hallahead import HallAhead
from server.incidentwatch import IncidentWatch
from server.livelegs import LiveLegs
from server.store.accounts import Accounts
from server.web.auth import Caller
from server.web.problems import Problem

MOST_WATCHES = 20
"""How many things one browser may watch."""
LIVE = "live"
DEVICES, ALARMS = "devices", "alarms"
"""All of them; and only what is wrong, which changes seldom."""
TICKET = "ticket:"
"""How the rooms of tickets begin."""
BEATS = "beats"
"""Everybody who watches more than tickets; phones hear the beat in their own rooms."""


class Told(Protocol):
    """What the live view is made of besides the hall."""

    @property
    def ahead(self) -> HallAhead:
        """What is usual, and what comes."""

    @property
    def legs(self) -> LiveLegs:
        """What was counted before."""

    @property
    def accounts(self) -> Accounts:
        """Whose names are told."""

    @property
    def incidents(self) -> IncidentWatch:
        """What stands out."""


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made of."""

    desk: Desk
    devices: DeviceDesk
    accounts: Accounts
    incidents: IncidentWatch
    ahead: HallAhead
    legs: LiveLegs = field(default_factory=LiveLegs)


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
        _needs(who, who.may(P.SEE_HALL))
    elif room in (DEVICES, ALARMS):
        _needs(who, who.may(P.SEE_DEVICES))
    else:
        raise Problem("invalid")
    return room


def document(source: Source, snap: Snapshot, room: str) -> tuple[str, dict[str, Any]] | None:
    """The event and the whole document of a room; None when its ticket is of another day."""
    kind, id = split(room)
    if kind == "board":
        return "board", {**boards.board(snap, id).model_dump(), "zone": id}
    if kind == "counter":
        return "counter", counterview.counter(source.desk, snap, int(id))
    if room == LIVE:
        return "live", live_view(source, snap)
    if room == DEVICES:
        return "devices", deviceview.view(source.devices, source.desk, source.accounts, snap)
    if room == ALARMS:
        return "alarms", deviceview.told_alarms(source.devices, source.accounts, snap)
    try:
        return "ticket", {**documents.ticket(snap, id), "key": id}
    except Refused:
        return None


def live_view(source: Told, snap: Snapshot) -> dict[str, Any]:
    """The manager's live view, with what stands out; it names no officer."""
    standing = incidentview.standing(source.incidents, source.accounts, snap.hall)
    return live.view(snap, source.legs) | source.ahead.view(snap.hall) | {"incidents": standing}


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
