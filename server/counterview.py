"""``GET /counters/{n}``: all that an officer's screen shows of a counter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from statistics import median
from typing import Any

from server import boards, replies, strandedview
from server.desk import Desk
from server.domain import atcounter, noshow, policy, sessions, skilled, why
from server.domain.errors import refuse
from server.domain.fold_figures import UNDO_S
from server.domain.hall import Hall
from server.domain.legs import service_s
from server.domain.plan_counter import LISTS
from server.domain.snapshot import Snapshot
from server.domain.tickets import Leg, LegState, Ticket
from server.notes import Notes

LISTED = 50
"""How many waiting tickets a console lists."""
ENOUGH = 20
"""Fewer services than this say nothing of what is usual."""


def counter(desk: Desk, snap: Snapshot, number: int) -> dict[str, Any]:
    """``GET /counters/{n}``. Raises Refused("unknown-counter")."""
    hall = snap.hall
    planned = hall.rules.counters.get(number)
    if planned is None:
        raise refuse("unknown-counter", number)
    now, served = hall.counter(number), (*planned.groups, *planned.help)
    held = hall.ticket_at(number)
    queue = policy.line(hall, planned, LISTED)
    usual_s, usual_n = usual_service(hall, held.leg.group) if held else (None, None)
    seen = [hall.tickets[id] for id in hall.seen_at.get(number, ())]
    own = [ticket for ticket in seen if ticket.leg.counter == number]
    return {
        "number": number,
        "zone": planned.zone,
        "department": planned.department,
        "state": boards.counter_word(hall, number),
        "pause_reason": now.reason,
        **_told(hall, number),
        "officer": now.officer,
        "armed": now.armed,
        "groups": list(planned.groups),
        "help": list(planned.help),
        "names": _names(hall, served),
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
        "ticket": _at_counter(hall, held, snap.at, desk.notes) if held else None,
        "waiting": [_in_line(snap, candidate) for candidate in queue],
        "waiting_total": atcounter.waiting_at(hall, number, served),
        "next": _next(snap, number, queue[:3]),
        "parked": [_aside(hall, t) for t in own if t.state is LegState.PARKED],
        "no_shows": [_aside(hall, t) for t in own if t.state is LegState.NO_SHOW],
        "led": desk.seen.light(number, held.leg.call if held else None),
        "today": _today(leg for t in seen for leg in t.legs if leg.counter == number),
        "usual_service_s": usual_s,
        "usual_service_n": usual_n,
        "undo": _undo(hall, number, snap.at),
    }


def _names(hall: Hall, codes: Iterable[str]) -> dict[str, Any]:
    groups = [(code, hall.rules.groups[code]) for code in codes]
    return {code: {"vi": group.name_vi, "en": group.name_en} for code, group in groups}


def _at_counter(hall: Hall, held: Ticket, now: datetime, notes: Notes) -> dict[str, Any]:
    leg, told = held.leg, held.forecast
    until = leg.first_called_at or now
    owed = noshow.patience(hall, held)
    return {
        "id": held.id,
        "number": held.number,
        "group": leg.group,
        "state": leg.state.value,
        "priority": held.priority,
        "priority_checked": held.priority_checked,
        "note": notes.of(hall, held.id),
        "dossiers": held.dossiers,
        "lang": held.lang,
        "issued_at": replies.local(hall, held.issued_at),
        "mark_at": replies.local(hall, leg.mark),
        "first_called_at": _local(hall, leg.first_called_at),
        "called_at": _local(hall, leg.last_called_at),
        "started_at": _local(hall, leg.started_at),
        "calls": leg.calls,
        "no_show_calls": owed.calls,
        "no_show_at": replies.local(hall, owed.until),
        "wait_s": sessions.waited_s(hall.rules, held.issued_at, until),
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
        "waited_s": sessions.waited_s(hall.rules, waiting.issued_at, snap.at),
    }


def _next(snap: Snapshot, number: int, queue: list[policy.Candidate]) -> list[dict[str, Any]]:
    hall = snap.hall
    tz = sessions.zone_of(hall.rules)
    rows = []
    for i, candidate in enumerate(queue):
        told = why.explain(number, queue[i:], tz)
        row = _in_line(snap, candidate)
        rows.append({**row, "why": {"vi": told["vi"], "en": told["en"]}})
    return rows


def _aside(hall: Hall, aside: Ticket) -> dict[str, Any]:
    at = _local(hall, aside.leg.ended_at)
    return {
        "number": aside.number,
        "group": aside.leg.group,
        "issued_at": replies.local(hall, aside.issued_at),
        "reason": aside.leg.note,
        "since": at,
        "at": at,
    }


def _today(own: Iterable[Leg]) -> dict[str, Any]:
    times = _services_s(own)
    middle = round(median(times)) if times else None
    return {"served": len(times), "median_service_s": middle, "n": len(times)}


def _services_s(legs: Iterable[Leg]) -> list[float]:
    """The service times of those that were served."""
    return [found for leg in legs if (found := service_s(leg)) is not None]


def usual_service(hall: Hall, group: str) -> tuple[int, int]:
    """How long a service of ``group`` usually takes, in seconds, and of how many today.

    The median of those that its counters ended today; the plan's assumption while they are fewer
    than ENOUGH.
    """
    took_s = _services_s(
        leg
        for n in hall.rules.able[group]
        for id in hall.seen_at.get(n, ())
        for leg in hall.tickets[id].legs
        if (leg.group, leg.counter) == (group, n)
    )
    if len(took_s) < ENOUGH:
        return round(hall.rules.groups[group].mean_service_s), len(took_s)
    return round(median(took_s)), len(took_s)


def _undo(hall: Hall, number: int, now: datetime) -> dict[str, Any] | None:
    step = hall.undo.get(number)
    if step is None or (now - step.at).total_seconds() > UNDO_S:
        return None
    until = replies.local(hall, step.at.fromtimestamp(step.at.timestamp() + UNDO_S, step.at.tzinfo))
    return {"until": until, "what": step.kind}


def _told(hall: Hall, number: int) -> dict[str, Any]:
    return {
        "back_at": _local(hall, hall.counter(number).back_at),
        "help_call": _help(hall, number),
        "seated": [
            {"officer": one.officer, "counter": n}
            for n, one in sorted(hall.counters.items())
            if n != number and one.state == "open" and one.officer is not None
        ],
        "unlearnt": [
            {"vi": hall.rules.groups[code].name_vi, "en": hall.rules.groups[code].name_en}
            for code in skilled.unlearnt(hall, number)
        ],
        "uncalled": strandedview.at(hall, number),
        "choices": {name: list(getattr(hall.rules.centre, name)) for name in LISTS},
    }


def _help(hall: Hall, number: int) -> dict[str, Any] | None:
    """The call for staff that was made at the counter, until somebody has been there."""
    alert = hall.alerts.get(atcounter.device(number))
    if alert is None or not alert.lives:
        return None
    return {"id": alert.id, "state": alert.state, "asked_at": replies.local(hall, alert.asked_at)}


def _local(hall: Hall, at: datetime | None) -> str | None:
    return replies.local(hall, at) if at else None
