"""The documents of the HTTP interface that no device needs: console, phone, catalogue."""

from __future__ import annotations

from datetime import datetime
from statistics import median
from typing import Any

from server import boards, replies
from server.desk import Desk
from server.domain import forecast, policy, sessions, why
from server.domain.errors import refuse
from server.domain.hall import Hall
from server.domain.moves import UNDO_S
from server.domain.snapshot import Snapshot
from server.domain.tickets import LegState, Ticket

LISTED = 50
"""How many waiting tickets a console lists."""


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
        "zones": [_named(zone) for zone in plan.zones.values()],
        "departments": [_named(department) for department in plan.departments.values()],
        "sessions": [
            {
                "name": session.name,
                "opens": _clock(session.opens_s),
                "closes": _clock(session.closes_s),
                "last_ticket": _clock(session.last_ticket_s),
            }
            for session in plan.sessions
        ],
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
    if found is None:
        raise refuse("unknown-ticket")
    leg, plan = found.leg, hall.rules
    group = plan.groups[leg.group]
    zone = plan.zones[group.zone]
    waits = leg.state is LegState.WAITING
    told = forecast.remaining(hall, found) if waits else None
    return {
        "number": found.number,
        "group": group.code,
        "group_vi": group.name_vi,
        "group_en": group.name_en,
        "zone": zone.id,
        "zone_vi": zone.name_vi,
        "zone_en": zone.name_en,
        "state": leg.state.value,
        "ahead": hall.ahead_of(found) if waits else 0,
        "wait": replies.wait(hall, told, snap.at),
        "counter": leg.counter if leg.state in (LegState.CALLED, LegState.SERVING) else None,
        "counters": replies.counters_of(hall, group.code),
        "called_at": _local(hall, leg.last_called_at),
        "calls": leg.calls,
        "issued_at": replies.local(hall, found.issued_at),
        "mark_at": replies.local(hall, leg.mark),
        "priority": found.priority,
        "lang": found.lang,
        "finished_at": _local(hall, leg.ended_at),
        "can_rate": leg.state is LegState.SERVED and found.rating is None,
        "rated": found.rating is not None,
        "centre_vi": plan.centre.name_vi,
        "centre_en": plan.centre.name_en,
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
    }


def counter(desk: Desk, snap: Snapshot, number: int) -> dict[str, Any]:
    """``GET /counters/{n}``. Raises Refused("unknown-counter")."""
    hall = snap.hall
    planned = hall.rules.counters.get(number)
    if planned is None:
        raise refuse("unknown-counter", number)
    now = hall.counter(number)
    held = hall.ticket_at(number)
    queue = policy.line(hall, planned, LISTED)
    own = [hall.tickets[id] for id in hall.seen_at.get(number, ())]
    return {
        "number": number,
        "zone": planned.zone,
        "department": planned.department,
        "state": boards.counter_word(hall, number),
        "pause_reason": now.reason,
        "officer": now.officer,
        "groups": list(planned.groups),
        "help": list(planned.help),
        "names": {
            code: {"vi": hall.rules.groups[code].name_vi, "en": hall.rules.groups[code].name_en}
            for code in (*planned.groups, *planned.help)
        },
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
        "ticket": _at_counter(hall, held, snap.at) if held else None,
        "waiting": [_in_line(snap, candidate) for candidate in queue],
        "waiting_total": hall.waiting_in((*planned.groups, *planned.help)),
        "next": _next(snap, number, queue[:3]),
        "parked": [_aside(hall, t) for t in own if t.state is LegState.PARKED],
        "no_shows": [_aside(hall, t) for t in own if t.state is LegState.NO_SHOW],
        "led": desk.seen.light(number, held.leg.call if held else None),
        "today": _today(own),
        "usual_service_s": _usual_s(hall, held),
        "undo": _undo(hall, number, snap.at),
    }


def _at_counter(hall: Hall, held: Ticket, now: datetime) -> dict[str, Any]:
    leg, told = held.leg, held.forecast
    until = leg.first_called_at or now
    return {
        "id": held.id,
        "key": held.key,
        "number": held.number,
        "group": leg.group,
        "state": leg.state.value,
        "priority": held.priority,
        "dossiers": held.dossiers,
        "lang": held.lang,
        "issued_at": replies.local(hall, held.issued_at),
        "mark_at": replies.local(hall, leg.mark),
        "first_called_at": _local(hall, leg.first_called_at),
        "called_at": _local(hall, leg.last_called_at),
        "started_at": _local(hall, leg.started_at),
        "calls": leg.calls,
        "wait_s": _waited_s(hall, held.issued_at, until),
        "forecast": {"low_s": told.low_s, "high_s": told.high_s} if told else None,
    }


def _in_line(snap: Snapshot, candidate: policy.Candidate) -> dict[str, Any]:
    hall = snap.hall
    waiting = hall.tickets[candidate.ticket]
    return {
        "number": candidate.number,
        "group": candidate.group,
        "priority": waiting.priority,
        "help": candidate.help,
        "issued_at": replies.local(hall, waiting.issued_at),
        "mark_at": replies.local(hall, candidate.mark),
        "waited_s": _waited_s(hall, waiting.issued_at, snap.at),
    }


def _next(snap: Snapshot, number: int, queue: list[policy.Candidate]) -> list[dict[str, Any]]:
    hall = snap.hall
    tz, help_s = sessions.zone_of(hall.rules), hall.rules.centre.help_delay_s
    rows = []
    for i, candidate in enumerate(queue):
        told = why.explain(number, queue[i:], tz, help_s)
        row = _in_line(snap, candidate)
        rows.append({**row, "why": {"vi": told["vi"], "en": told["en"]}})
    return rows


def _aside(hall: Hall, aside: Ticket) -> dict[str, Any]:
    at = _local(hall, aside.leg.ended_at)
    return {
        "number": aside.number,
        "group": aside.leg.group,
        "reason": aside.leg.note,
        "since": at,
        "at": at,
    }


def _today(own: list[Ticket]) -> dict[str, Any]:
    times = [
        (t.leg.ended_at - (t.leg.started_at or t.leg.last_called_at)).total_seconds()
        for t in own
        if t.state is LegState.SERVED and t.leg.ended_at and t.leg.last_called_at
    ]
    middle = round(median(times)) if times else None
    return {"served": len(times), "median_service_s": middle, "n": len(times)}


def _usual_s(hall: Hall, held: Ticket | None) -> int | None:
    return round(hall.rules.groups[held.leg.group].mean_service_s) if held else None


def _undo(hall: Hall, number: int, now: datetime) -> dict[str, Any] | None:
    step = hall.undo.get(number)
    if step is None or (now - step.at).total_seconds() > UNDO_S:
        return None
    until = replies.local(hall, step.at.fromtimestamp(step.at.timestamp() + UNDO_S, step.at.tzinfo))
    return {"until": until, "what": step.kind}


def _group(snap: Snapshot, code: str) -> dict[str, Any]:
    hall = snap.hall
    group = hall.rules.groups[code]
    department = hall.rules.departments[group.department]
    reason, told = boards.group_reason(snap, code), boards.group_wait(snap, code)
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
    }


def _named(thing: Any) -> dict[str, str]:
    return {"id": thing.id, "name_vi": thing.name_vi, "name_en": thing.name_en}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _local(hall: Hall, at: datetime | None) -> str | None:
    return replies.local(hall, at) if at else None


def _waited_s(hall: Hall, since: datetime, until: datetime) -> int:
    closed_s = sessions.closed_s(hall.rules, since, until)
    return max(int((until - since).total_seconds() - closed_s), 0)
