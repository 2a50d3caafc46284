"""The manager's live view: today's figures, zones and counters, from a snapshot."""

from __future__ import annotations

from collections import Counter as Tally
from typing import Any

from server import boards, replies, trends
from server.domain import sessions, skilled, statistics
from server.domain.hall import Hall
from server.domain.plan import CounterPlan
from server.domain.snapshot import Snapshot
from server.domain.tickets import LegState, Ticket
from server.livelegs import HALF_HOUR_S, Counted, LiveLegs

LONG_FACTOR = 3.0
"""A service is marked long past this many times its group's mean."""
BUSY_SHARE = 1.0
OVER_SHARE = 2.0
"""A zone is busy when its longest wait passes the target, over the limit at twice the target."""


def view(snap: Snapshot, known: LiveLegs | None = None) -> dict[str, Any]:
    """``GET /live``: the whole hall in one document; ``known`` is what was counted before."""
    hall = snap.hall
    counted = (known or LiveLegs()).of(hall)
    states = Tally(one.ticket.state for one in counted)
    today = statistics.summarise(hall.day, [leg for one in counted for leg in one.figures])
    queue = _waiting(hall)
    zones = [_zone(snap, zone, queue) for zone in hall.rules.zones]
    state, reopens = boards.hall_state(snap)
    return {
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
        "hall": state,
        "reopens_at": reopens,
        "waiting": states[LegState.WAITING],
        "issued": len(counted),
        "served": states[LegState.SERVED],
        "no_show": states[LegState.NO_SHOW],
        "left": states[LegState.LEFT],
        "counters_open": sum(_works(hall, n) for n in hall.rules.counters),
        "counters_total": len(hall.rules.counters),
        "longest": _longest(snap, queue),
        "wait": {name: today["wait"][name] for name in ("n", "p50_s", "p90_s", "mean_s", "max_s")},
        "within_target": today["within_target"],
        "within_target_n": today["within_target_n"],
        "target_s": hall.rules.centre.target_wait_s,
        "forecast": today["forecast"],
        "zones": zones,
        "counters": [_counter(snap, planned) for planned in hall.rules.counters.values()],
        "stranded": _stranded(hall) if state == "open" else [],
        "halfhours": _half_hours(counted),
        **trends.view(snap, counted),
    }


def _zone(snap: Snapshot, zone: str, queue: list[Ticket]) -> dict[str, Any]:
    hall = snap.hall
    plan = hall.rules
    told = boards.zone_waiting(snap, zone)
    groups = {g.code for g in plan.groups.values() if g.zone == zone}
    waiting = [t for t in queue if t.leg.group in groups]
    longest = _longest(snap, waiting)
    numbers = [c.number for c in plan.counters.values() if c.zone == zone]
    return {
        "zone": zone,
        "name_vi": plan.zones[zone].name_vi,
        "name_en": plan.zones[zone].name_en,
        "waiting": told.waiting,
        "longest_s": longest["wait_s"] if longest else 0,
        "longest_number": longest["number"] if longest else None,
        "wait": told.wait.model_dump() if told.wait else None,
        "open": sum(_works(hall, n) for n in numbers),
        "total": len(numbers),
        "light": _light(longest["wait_s"] if longest else 0, plan.centre.target_wait_s),
    }


def _works(hall: Hall, number: int) -> bool:
    """Open, or with somebody still: one that pauses after this citizen is at work until then."""
    return boards.counter_word(hall, number) not in ("paused", "closed")


def _waiting(hall: Hall) -> list[Ticket]:
    places = [p for queue in (*hall.waiting.values(), *hall.bound.values()) for p in queue]
    return [hall.tickets[place.id] for place in places]


def _light(longest_s: int, target_s: int) -> str:
    if longest_s > OVER_SHARE * target_s:
        return "over"
    return "busy" if longest_s > BUSY_SHARE * target_s else "clear"


def _longest(snap: Snapshot, waiting: list[Ticket]) -> dict[str, Any] | None:
    if not waiting:
        return None
    hall = snap.hall
    first = min(waiting, key=lambda t: sessions.waits_from(hall.rules, t))
    group = hall.rules.groups[first.leg.group]
    return {
        "number": first.number,
        "wait_s": sessions.waited_ms(hall.rules, first, snap.at) // 1000,
        "group": group.code,
        "zone": group.zone,
    }


def _counter(snap: Snapshot, planned: CounterPlan) -> dict[str, Any]:
    hall, number = snap.hall, planned.number
    now, held = hall.counter(number), hall.ticket_at(number)
    word = boards.counter_word(hall, number)
    since_s = int((snap.at - now.since).total_seconds()) if now.since else 0
    usual_s = hall.rules.groups[held.leg.group].mean_service_s if held else 0
    return {
        "number": number,
        "zone": planned.zone,
        "state": word,
        "ticket": held.number if held else None,
        "since": replies.local(hall, now.since) if now.since else None,
        "since_s": max(since_s, 0),
        "officer": None,
        "reason": now.reason,
        "back_at": replies.local(hall, now.back_at) if now.back_at else None,
        "long": bool(held) and since_s > LONG_FACTOR * usual_s,
        "idle_while_waiting": word == "idle" and hall.waiting_in(planned.groups) > 0,
    }


def _stranded(hall: Hall) -> list[dict[str, Any]]:
    """People wait, and nobody calls them: which counters could."""
    return [
        {
            "name": {"vi": group.name_vi, "en": group.name_en},
            "waiting": one.waiting,
            "unlearnt": list(one.unlearnt),
            "closed": list(one.closed),
        }
        for one in skilled.stranded(hall)
        if (group := hall.rules.groups.get(one.group)) is not None
    ]


def _half_hours(counted: list[Counted]) -> list[dict[str, Any]]:
    issued = Tally(one.issued_s for one in counted)
    served = Tally(one.served_s for one in counted if one.served_s is not None)
    starts = sorted(issued.keys() | served.keys())
    if not starts:
        return []
    return [
        {
            "start": f"{start // 3600:02d}:{start % 3600 // 60:02d}",
            "issued": issued[start],
            "served": served[start],
        }
        for start in range(starts[0], starts[-1] + HALF_HOUR_S, HALF_HOUR_S)
    ]
