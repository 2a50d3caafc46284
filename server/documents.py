"""The documents of the HTTP interface that no device needs: console, phone, catalogue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from server import boardrows, boards, hours, replies
from server.domain import admission, away, why
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.domain.tickets import Forecast, LegState, Ticket


def centre(snap: Snapshot) -> dict[str, Any]:
    """``GET /centre``."""
    plan = snap.hall.rules
    state, reopens = boards.hall_state(snap)
    return {
        "id": plan.centre.id,
        "name_vi": plan.centre.name_vi,
        "name_en": plan.centre.name_en,
        "timezone": plan.centre.timezone,
        "now": replies.local(snap.hall, snap.at),
        "hall": state,
        "reopens_at": reopens,
        **hours.document(snap),
        "zones": [_named(zone) for zone in plan.zones.values()],
        "departments": [_named(department) for department in plan.departments.values()],
        "sessions": hours.rows(plan.sessions),
        "counters": [
            {"number": c.number, "zone": c.zone, "department": c.department}
            for c in plan.counters.values()
        ],
    }


def groups(snap: Snapshot) -> list[dict[str, Any]]:
    """``GET /groups``."""
    return [_group(snap, code) for code in snap.hall.rules.groups]


def ticket(snap: Snapshot, key: str) -> dict[str, Any]:
    """``GET /tickets/{key}``. Raises Refused("unknown-ticket")."""
    hall = snap.hall
    found = hall.tickets.get(hall.keys.get(key, ""))
    if found is None or found.leg.group not in hall.rules.groups:
        raise refuse("unknown-ticket")  # or served in a group that went with another plan
    leg, plan = found.leg, hall.rules
    group = plan.groups[leg.group]
    zone = plan.zones[group.zone]
    return {
        "number": found.number,
        "group": group.code,
        "group_vi": group.name_vi,
        "group_en": group.name_en,
        "zone": zone.id,
        "zone_vi": zone.name_vi,
        "zone_en": zone.name_en,
        "state": leg.state.value,
        **_queue(snap, found),
        "why": why.not_yet(hall, found),
        "counter": leg.counter if leg.state in (LegState.CALLED, LegState.SERVING) else None,
        "counters": replies.counters_of(hall, group.code),
        "called_at": _local(hall, leg.last_called_at),
        "calls": leg.calls,
        "issued_at": replies.local(hall, found.issued_at),
        "mark_at": replies.local(hall, leg.mark),
        "appointment_at": _local(hall, found.slot_at),
        "priority": found.priority,
        "lang": found.lang,
        "finished_at": _local(hall, leg.ended_at),
        "left_reason": leg.note if leg.state is LegState.LEFT else None,
        "notices": _notices(snap, zone.id) if leg.state in _HEARS else [],
        "can_rate": leg.state is LegState.SERVED and found.rating is None,
        "rated": found.rating is not None,
        "centre_vi": plan.centre.name_vi,
        "centre_en": plan.centre.name_en,
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
    }


_HEARS = frozenset({LegState.WAITING, LegState.PARKED, LegState.NO_SHOW})
"""Who is in the hall and not on the way to a counter: then one thing is said, and no other."""


def _notices(snap: Snapshot, zone: str) -> list[dict[str, Any]]:
    return [one.model_dump() for one in boardrows.notices(snap, zone)]


def _queue(snap: Snapshot, found: Ticket) -> dict[str, Any]:
    """How many are ahead, and how long it takes; nothing for a ticket that does not wait."""
    hall = snap.hall
    waits = found.state is LegState.WAITING
    told = snap.forecast_of(found) if waits else None
    wait = _remaining(snap, *told, found.slot_at) if told else None
    return {
        "ahead": hall.ahead_of(found) if waits else 0,
        "ahead_at_issue": found.ahead_at_issue if len(found.legs) == 1 else None,
        "wait": wait,
        "back_by": _back_by(hall, wait, snap.at),
    }


def _remaining(
    snap: Snapshot, found: Forecast, told_at: datetime, slot_at: datetime | None
) -> dict[str, Any]:
    """The clock times stay as they were told; the seconds count down to them."""
    gone_s = int((snap.at - told_at).total_seconds())
    told = replies.wait(snap.hall, found, told_at, slot_at)
    assert told is not None
    left = {name: max(told[name] - gone_s, 0) for name in ("low_s", "high_s")}
    return {**told, **left}


def _back_by(hall: Hall, wait: dict[str, Any] | None, now: datetime) -> str | None:
    if wait is None:
        return None
    return _local(hall, away.back_by(datetime.fromisoformat(wait["at_low"]), wait["low_s"], now))


def _group(snap: Snapshot, code: str) -> dict[str, Any]:
    hall = snap.hall
    group = hall.rules.groups[code]
    department = hall.rules.departments[group.department]
    reason, told = boards.group_reason(snap, code), boards.group_wait(snap, code)
    ends = boards.ends(snap, code)
    return {
        "code": code,
        "name_vi": group.name_vi,
        "name_en": group.name_en,
        "department": department.name_vi,
        "department_en": department.name_en,
        "zone": group.zone,
        "open": reason is None,
        "reason": reason.model_dump() if reason else None,
        "waiting": len(hall.waiting.get(code, ())),
        "wait": told.model_dump() if told else None,
        "counters": replies.counters_of(hall, code),
        "need": group.need,
        "left": admission.left(hall, group),
        "bulk": group.bulk,
        "closing": ends.closing,
        "lunch": ends.lunch,
        "short": {"vi": group.short_vi, "en": group.short_en},
        "closed_by_staff": admission.is_shut(hall, group, snap.at),
    }


def _named(thing: Any) -> dict[str, str]:
    return {"id": thing.id, "name_vi": thing.name_vi, "name_en": thing.name_en}


def _local(hall: Hall, at: datetime | None) -> str | None:
    return replies.local(hall, at) if at else None
