"""Every device of the hall in one document: what it is, how it is, what it shows, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from broker.topics import Role
from server import boards, replies
from server.desk import Desk
from server.devicedesk import DeviceDesk, Ordered, acts, settable
from server.devicewatch import Key, Standing
from server.domain import alarm_texts, hall_places
from server.domain.alarms import RULES, Kind
from server.domain.errors import Reason
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.seen import DeviceSeen
from server.store.account_rows import Device
from server.store.accounts import Accounts

UNANSWERED = timedelta(seconds=10)
"""An order that was not answered by then was not done, as far as anybody can tell."""
SEVERE = frozenset(
    {Kind.TWINS, Kind.OFFLINE, Kind.PAPER_OUT, Kind.PRINTER, Kind.UNSHOWN, Kind.SILENT}
)
BESIDE_M = 0.62
"""How far from its counter's place a device is drawn."""
_WORST = list(RULES)


def view(devices: DeviceDesk, desk: Desk, accounts: Accounts, snap: Snapshot) -> dict[str, Any]:
    """The whole document, as of now."""
    known = {one.id: one for one in accounts.list_devices()}
    wrong = _wrong(devices)
    at = places(desk, accounts)
    rows = [
        {**_row(devices, desk, snap, one, wrong.get(one.id, [])), "place": at.get(one.id)}
        for one in known.values()
    ]
    return {
        "ep": snap.ep,
        "rev": snap.rev,
        "now": replies.local(snap.hall, desk.now()),
        "linked": devices.is_linked(),
        "devices": rows,
        "alarms": alarms(devices, accounts, snap.hall),
    }


def states(devices: DeviceDesk, desk: Desk, accounts: Accounts) -> Counter[tuple[str, str]]:
    """How many devices of each role are in each state."""
    wrong = _wrong(devices)
    return Counter(
        (one.role, _state(one, desk.seen.devices.get(one.id, DeviceSeen()), wrong.get(one.id, [])))
        for one in accounts.in_force()
    )


def alarms(devices: DeviceDesk, accounts: Accounts, hall: Hall) -> list[dict[str, Any]]:
    """What is wrong and what to do: first what nobody sees to, the worst kinds first."""
    known = {one.id: one for one in accounts.in_force()}
    standing = [(key, one) for key, one in devices.watch.standing.items() if key[0] in known]
    standing.sort(key=lambda pair: (pair[1].taken_by is not None, _WORST.index(pair[0][1])))
    silences = {key: devices.watch.silence_of(key[0]) for key, _ in standing}
    return [_alarm(known[key[0]], key, one, accounts, hall, silences[key]) for key, one in standing]


def told_alarms(devices: DeviceDesk, accounts: Accounts, snap: Snapshot) -> dict[str, Any]:
    """The alarms alone, and how many of them nobody sees to yet."""
    told = alarms(devices, accounts, snap.hall)
    return {"open": sum(one["taken_by"] is None for one in told), "alarms": told}


def places(desk: Desk, accounts: Accounts) -> dict[str, dict[str, float]]:
    """Where each device is drawn, in metres; who is in no place of the plan is not there."""
    made = hall_places.layout(desk.plan)
    found: dict[str, dict[str, float]] = {}
    taken: dict[str, int] = {}
    for one in accounts.in_force():
        at = made.kiosks.get(one.id) or made.displays.get(one.id)
        counter = min(one.counters, default=0)
        if at is None and counter in made.counters:
            x, y = made.counters[counter]
            at = (x, y + (BESIDE_M if one.role == Role.TERMINAL else -BESIDE_M))
        elif at is None and one.zone is not None and one.zone in made.zones:
            nth = taken[one.zone] = taken.get(one.zone, 0) + 1
            x, y, wide, _ = made.zones[one.zone]
            at = (x + min(nth * 0.8, wide), y)
        if at is not None:
            found[one.id] = {"x_m": round(at[0], 2), "y_m": round(at[1], 2)}
    return found


def _wrong(devices: DeviceDesk) -> dict[str, list[Kind]]:
    found: dict[str, list[Kind]] = {}
    for device, kind in sorted(devices.watch.standing, key=lambda key: _WORST.index(key[1])):
        found.setdefault(device, []).append(kind)
    return found


def _row(
    devices: DeviceDesk, desk: Desk, snap: Snapshot, device: Device, wrong: Iterable[Kind]
) -> dict[str, Any]:
    seen = desk.seen.devices.get(device.id, DeviceSeen())
    kinds = list(wrong)
    named = alarm_texts.name(device.id, device.role, device.counters)
    heard = seen.heard_at
    return {
        "id": device.id,
        "name": _both(named),
        "role": device.role,
        "counters": sorted(device.counters),
        "zone": device.zone or _zone(desk, device),
        "state": _state(device, seen, kinds),
        "wrong": [kind.value for kind in kinds],
        "version": seen.version,
        "heard_at": replies.local(snap.hall, heard) if heard else None,
        "twins": seen.twins > 0,
        "health": _health(device, seen),
        "panel": _panel(desk, snap, device),
        "shows": seen.vitals.get("shows") if seen.state == "online" else None,
        "acts": list(acts(device.role, seen)),
        "order": _order(desk, snap.hall, devices.orders.get(device.id)),
        "settings": _settings(devices, device, seen, snap.hall),
    }


def _state(device: Device, seen: DeviceSeen, wrong: list[Kind]) -> str:
    """One word for the dot: the worst that is known of it."""
    if device.revoked:
        return "revoked"
    if device.role == Role.MONITOR:
        return "silent"
    if seen.state != "online":
        return "offline" if seen.met else "never"
    if any(kind in SEVERE for kind in wrong):
        return "bad"
    return "warn" if wrong else "ok"


def _zone(desk: Desk, device: Device) -> str | None:
    planned = desk.plan.counters.get(min(device.counters, default=0))
    return planned.zone if planned is not None else None


def _health(device: Device, seen: DeviceSeen) -> dict[str, Any]:
    vitals = seen.vitals
    prints = device.role == Role.KIOSK
    return {
        "up_s": vitals.get("up_s"),
        "paper": seen.paper if prints else None,
        "printer": vitals.get("printer") if prints else None,
        "trouble": seen.trouble,
        "temp_c": vitals.get("temp_c"),
        "queue": seen.queue,
        "alone": seen.alone,
        "rssi": vitals.get("rssi"),
        "mem": vitals.get("mem"),
        "unreadable": seen.unreadable,
        "said": vitals.get("said"),
        "silence": vitals.get("silence"),
    }


def _panel(desk: Desk, snap: Snapshot, device: Device) -> dict[str, Any] | None:
    """What its counter shows now, and whether the light has it; None for what has no panel.

    ``has`` is None when there is no call to be shown.
    """
    counter = min(device.counters, default=0)
    if device.role != Role.DISPLAY or counter not in snap.hall.rules.counters:
        return None
    state = boards.counter_state(snap, counter)
    is_called = state.state == "called"
    has = device.id in desk.seen.shown_on(state.call) if is_called else None
    return {"counter": counter, "state": state.state, "number": state.number, "has": has}


def _order(desk: Desk, hall: Hall, order: Ordered | None) -> dict[str, Any] | None:
    if order is None:
        return None
    late = order.ok is None and desk.now() - order.at > UNANSWERED
    state = {True: "done", False: "failed", None: "late" if late else "sent"}[order.ok]
    at = replies.local(hall, order.at)
    return {"act": order.act, "at": at, "by": order.by, "state": state, "reason": order.reason}


def _settings(
    devices: DeviceDesk, device: Device, seen: DeviceSeen, hall: Hall
) -> dict[str, Any] | None:
    """What is wanted and what it follows; None for what cannot be set."""
    names = settable(device.role, seen)
    if not names:
        return None
    wish = devices.wishes.get(device.id)
    return {
        "names": list(names),
        "rev": wish.rev if wish else 0,
        "wanted": dict(wish.settings or {}) if wish else {},
        "applied": seen.applied,
    }


def _alarm(
    device: Device,
    key: Key,
    standing: Standing,
    accounts: Accounts,
    hall: Hall,
    silence: str | None,
) -> dict[str, Any]:
    kind = key[1]
    named = alarm_texts.name(device.id, device.role, device.counters)
    taken = accounts.officer(standing.taken_by) if standing.taken_by else None
    return {
        "device": device.id,
        "alarm": kind.value,
        "severe": kind in SEVERE,
        "title": _both(alarm_texts.title(kind, device.id, named)),
        "advice": _both(alarm_texts.advice(kind, device.role, silence)),
        "since": replies.local(hall, standing.since),
        "taken_by": taken.name if taken else standing.taken_by,
        "taken_at": replies.local(hall, standing.taken_at) if standing.taken_at else None,
    }


def _both(reason: Reason) -> dict[str, str]:
    return {"vi": reason.vi, "en": reason.en}
