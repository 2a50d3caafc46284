"""The balance view: where work waits, who could take it, and what would help."""

from __future__ import annotations

import math
from typing import Any

from server import boards, replies
from server.domain import balance, sessions, why
from server.domain.balance import Effect, Suggestion
from server.domain.hall import Hall
from server.domain.policy import candidates
from server.domain.scene import officers_of
from server.domain.snapshot import Snapshot
from server.domain.tickets import Ticket
from server.domain.times import Times


def view(snap: Snapshot) -> dict[str, Any]:
    """``GET /balance``. Slow (tens of milliseconds): not for the loop."""
    hall = snap.hall
    times = snap.outlooks.book.times_for(hall.rules, officers_of(hall))
    groups = [_group(snap, code, times) for code in hall.rules.groups]
    found = balance.suggestions(hall, snap.at, snap.outlooks.book)
    return {
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(hall, snap.at),
        "zones": [_zone(snap, zone, groups) for zone in hall.rules.zones],
        "groups": sorted(groups, key=lambda row: -row["clear_s"]),
        "idle": _idle(hall),
        "suggestions": [_suggestion(hall, one) for one in found],
    }


def _group(snap: Snapshot, code: str, times: Times) -> dict[str, Any]:
    hall, group = snap.hall, snap.hall.rules.groups[code]
    queue = hall.waiting.get(code, ())
    opened = [n for n in hall.rules.able[code] if hall.counter(n).state == "open"]
    work_s = round(len(queue) * (times.mean_ms[code] + times.walk_ms) / 1000)
    waiting = [hall.tickets[one.id] for one in queue]
    first = max(waiting, key=lambda ticket: _waited_s(snap, ticket), default=None)
    told = boards.newcomer(snap, code)
    return {
        "group": code,
        "name": {"vi": group.name_vi, "en": group.name_en},
        "zone": group.zone,
        "waiting": len(queue),
        "longest_s": _waited_s(snap, first) if first else 0,
        "longest": _longest(snap, first) if first else None,
        "work_s": work_s,
        "open": opened,
        "able": list(hall.rules.able[code]),
        "clear_s": round(work_s / len(opened)) if opened else work_s,
        "wait": replies.wait(hall, told, snap.at),
        "target_s": group.target_wait_s,
    }


def _zone(snap: Snapshot, zone: str, groups: list[dict[str, Any]]) -> dict[str, Any]:
    plan = snap.hall.rules
    inside = [row for row in groups if row["zone"] == zone]
    numbers = [c.number for c in plan.counters.values() if c.zone == zone]
    opened = sum(snap.hall.counter(n).state == "open" for n in numbers)
    work_s = sum(row["work_s"] for row in inside)
    return {
        "zone": zone,
        "name": {"vi": plan.zones[zone].name_vi, "en": plan.zones[zone].name_en},
        "waiting": sum(row["waiting"] for row in inside),
        "work_s": work_s,
        "open": opened,
        "total": len(numbers),
        "clear_s": round(work_s / opened) if opened else None,
    }


def _idle(hall: Hall) -> list[dict[str, Any]]:
    """Open counters that have nobody while people wait; ``own`` when some wait for them."""
    if not any(hall.waiting.values()):
        return []
    free = [c for c in hall.counters.values() if c.state == "open" and c.ticket is None]
    planned = [hall.rules.counters[c.number] for c in free if c.number in hall.rules.counters]
    return [{"counter": c.number, "own": bool(candidates(hall, c))} for c in planned]


def _suggestion(hall: Hall, one: Suggestion) -> dict[str, Any]:
    vi, en = _sentence(hall, one)
    return {
        "kind": one.kind,
        "counter": one.counter,
        "group": one.group,
        "vi": vi,
        "en": en,
        "before": _effect(one.before),
        "after": _effect(one.after),
        "rescued": _rescued(one),
        "gain_low_s": None if _rescued(one) else round(one.gain_low_s),
        "gain_high_s": None if _rescued(one) else round(one.gain_high_s),
        "cross": one.cross,
        "apply": _apply(one),
    }


def _sentence(hall: Hall, one: Suggestion) -> tuple[str, str]:
    effect = _gain(one)
    if one.group is not None:
        vi = f"Thêm nhóm {one.group} cho quầy {one.counter}: {effect[0]}."
        return vi, f"Open group {one.group} at counter {one.counter}: {effect[1]}."
    paused = hall.counter(one.counter).state == "paused"
    vi = f"{'Mời quầy' if paused else 'Mở quầy'} {one.counter}{' làm việc lại' if paused else ''}"
    en = f"{'Resume' if paused else 'Open'} counter {one.counter}"
    return f"{vi}: {effect[0]}.", f"{en}: {effect[1]}."


def _gain(one: Suggestion) -> tuple[str, str]:
    rescued = _rescued(one)
    if rescued:
        vi = f"{rescued} người chưa có quầy nào nhận sẽ được gọi"
        return vi, f"{rescued} whom no open counter serves will be called"
    minutes = _minutes(one.before.longest_s) - _minutes(one.after.longest_s)
    if minutes < 1:
        return "chờ lâu nhất giảm chưa đến 1 phút", "longest wait less than 1 min shorter"
    return f"chờ lâu nhất −{minutes} phút", f"longest wait −{minutes} min"


def _minutes(seconds: float) -> int:
    """As pages round them: a half goes up."""
    return math.floor(round(seconds) / 60 + 0.5)


def _rescued(one: Suggestion) -> int:
    """How many would be called whom nobody calls today as things are."""
    return max(round(one.before.stranded - one.after.stranded), 0)


def _apply(one: Suggestion) -> dict[str, Any]:
    """The call that does it, under ``/api/v1``."""
    path = f"/counters/{one.counter}"
    if one.group is None:
        return {"path": f"{path}/open", "body": {}}
    return {"path": f"{path}/skills", "body": {"add_help": [one.group]}}


def _effect(effect: Effect) -> dict[str, int]:
    whole = {"longest_s": round(effect.longest_s), "mean_s": round(effect.mean_s)}
    return {**whole, "stranded": round(effect.stranded)}


def _longest(snap: Snapshot, first: Ticket) -> dict[str, Any]:
    told = why.not_yet(snap.hall, first)
    assert told is not None
    return {"number": first.number, "why": {"vi": told["vi"], "en": told["en"]}}


def _waited_s(snap: Snapshot, ticket: Ticket) -> int:
    return round(sessions.waited_ms(snap.hall.rules, ticket, snap.at) / 1000)
