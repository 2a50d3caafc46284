"""What the rules of alerts look at, read from a snapshot of the hall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from server import boards, deviceview
from server.devicewatch import DeviceWatch
from server.domain import legs, sessions, statistics
from server.domain.alarms import Kind
from server.domain.incidents import Key, Reading, RuleId
from server.domain.snapshot import Snapshot
from server.domain.tickets import LegState, Ticket

HALL = "hall"
LAST = timedelta(minutes=60)
FEWEST_SERVED = 20
NEWEST_RATINGS, FEWEST_RATINGS = 30, 10
SATISFIED = 4
"""Of five; from here on somebody is satisfied."""
AT_WORK = frozenset({"open", "break"})


class Rated(NamedTuple):
    """When a rated visit ended, and its score."""

    at: datetime
    score: int


def readings(
    snap: Snapshot,
    idle_since: Mapping[int, datetime],
    idle_min: float,
    breath: Callable[[], None] = lambda: None,
) -> dict[Key, Reading]:
    """Of the hall itself; none while it is closed. ``breath`` is called between two tickets.

    ``idle_since``: since when a counter has had nobody while people wait for it; who has been so
    for more than ``idle_min`` minutes is named.
    """
    if boards.hall_state(snap)[0] not in AT_WORK:
        return {}
    found = {(RuleId.WAIT, zone): _wait(snap, zone) for zone in snap.hall.rules.zones}
    found |= {
        (RuleId.IDLE, zone): _idle(snap, zone, idle_since, idle_min)
        for zone in snap.hall.rules.zones
    }
    tickets = list(snap.hall.tickets.values())
    found[RuleId.TARGET, HALL] = _target(snap, tickets, breath)
    found[RuleId.RATING, HALL] = _rating(tickets)
    return found


def idle_now(snap: Snapshot) -> set[int]:
    """Counters that have nobody while people wait for their own groups."""
    hall = snap.hall
    if boards.hall_state(snap)[0] != "open":
        return set()
    return {
        planned.number
        for planned in hall.rules.counters.values()
        if boards.counter_word(hall, planned.number) == "idle"
        and hall.waiting_in(planned.groups) > 0
    }


def of_devices(watch: DeviceWatch, roles: Mapping[str, str]) -> dict[Key, Reading]:
    """Of devices that are down or low on paper; their alarms have a hysteresis of their own."""
    found: dict[Key, Reading] = {}
    for device, kind in watch.standing:
        rule = RuleId.PAPER if kind is Kind.PAPER_LOW else RuleId.DEVICE
        if device in roles and (kind is Kind.PAPER_LOW or kind in deviceview.SEVERE):
            found[rule, f"{device}:{kind}"] = Reading(1, f"{kind}/{roles[device]}")
    return found


def _wait(snap: Snapshot, zone: str) -> Reading:
    hall = snap.hall
    groups = {g.code for g in hall.rules.groups.values() if g.zone == zone}
    queues = (*(hall.waiting.get(code, ()) for code in groups), *hall.bound.values())
    tickets = [hall.tickets[place.id] for queue in queues for place in queue]
    waiting = [one for one in tickets if one.leg.group in groups]
    if not waiting:
        return Reading(0)
    first = min(waiting, key=lambda one: sessions.waits_from(hall.rules, one))
    return Reading(sessions.waited_ms(hall.rules, first, snap.at) / 60_000, str(first.number))


def _idle(
    snap: Snapshot, zone: str, idle_since: Mapping[int, datetime], idle_min: float
) -> Reading:
    counters = snap.hall.rules.counters
    idle = {n: at for n, at in idle_since.items() if n in counters and counters[n].zone == zone}
    if not idle:
        return Reading(0)
    minutes = {n: (snap.at - at) / timedelta(minutes=1) for n, at in idle.items()}
    named = [n for n, passed in minutes.items() if passed > idle_min]
    return Reading(max(minutes.values()), ", ".join(map(str, sorted(named))))


def _target(snap: Snapshot, tickets: list[Ticket], breath: Callable[[], None]) -> Reading:
    """Which share of those served in the last hour waited no longer than their target."""
    hall, since = snap.hall, snap.at - LAST
    served = [
        one
        for one in tickets
        if one.state is LegState.SERVED and one.leg.ended_at and one.leg.ended_at >= since
    ]
    if len(served) < FEWEST_SERVED:
        return Reading(None)
    figures: list[statistics.LegFigures] = []
    for one in served:
        figures += legs.figures(hall.rules, one, hall.gone)
        breath()
    share = statistics.share_in_time(figures)
    return Reading(None if share is None else share * 100, str(len(served)))


def _rating(tickets: list[Ticket]) -> Reading:
    """Which share of the newest visits that were rated today was found good."""
    rated = [Rated(t.leg.ended_at, t.rating) for t in tickets if t.rating and t.leg.ended_at]
    newest = sorted(rated)[-NEWEST_RATINGS:]
    if len(newest) < FEWEST_RATINGS:
        return Reading(None)
    good = sum(one.score >= SATISFIED for one in newest)
    return Reading(good * 100 / len(newest), str(len(newest)))
