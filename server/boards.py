"""Every document that the wire carries, made from a snapshot: whole, numbered, never a delta."""

from __future__ import annotations

from typing import Literal

from broker import messages as m
from server import boardrows, hallmap, replies
from server.domain import (
    admission,
    atcounter,
    booking_slots,
    closing,
    forecast,
    sessions,
)
from server.domain.errors import Refused
from server.domain.facts import to_ms
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot
from server.domain.tickets import Forecast, Ticket

STATE_TTL_S = 12 * 3600
"""Longest that a light may show a state without hearing of a newer one."""
CALL_TTL_S = 30
"""A call that is older is not spoken any more; the board still shows it."""
HALL = boardrows.HALL
"""The board of all zones together."""

HallState = Literal["open", "before", "break", "closed"]


def hall_state(snap: Snapshot) -> tuple[HallState, str | None]:
    """Whether the centre is open now, and when it opens again."""
    state: HallState = sessions.state_at(snap.hall.rules, snap.at)
    reopens = None if state == "open" else sessions.reopens_at(snap.hall.rules, snap.at)
    return state, replies.local(snap.hall, reopens) if reopens else None


def board(snap: Snapshot, zone: str, waiting: list[m.ZoneWaiting] | None = None) -> m.Board:
    """The board of a zone or of the hall; ``waiting``: ``zones_waiting(snap)`` made before."""
    state, reopens = hall_state(snap)
    return m.Board(
        v=1,
        ep=snap.ep,
        rev=snap.rev,
        rows=boardrows.at_counters(snap, zone),
        waiting=zones_waiting(snap) if waiting is None else waiting,
        notice=boardrows.notice(snap, zone),
        notices=boardrows.notices(snap, zone),
        hall=state,
        reopens_at=reopens,
        reason=closed_today(snap),
        recent=boardrows.over(snap, zone),
        first=[] if state == "open" else boardrows.first(snap.hall, zone),
        sentences=boardrows.said_to_all(snap),
    )


def zones_waiting(snap: Snapshot) -> list[m.ZoneWaiting]:
    """All zones, as every board shows them."""
    return [zone_waiting(snap, zone) for zone in snap.hall.rules.zones]


def zone_waiting(snap: Snapshot, zone: str) -> m.ZoneWaiting:
    """How many wait in a zone, and what a newcomer to its longest queue is told.

    The range over all groups of a zone would be so wide that it told nobody anything.
    """
    hall = snap.hall
    groups = [g.code for g in hall.rules.groups.values() if g.zone == zone]
    longest = max(groups, key=lambda code: len(hall.waiting.get(code, ())), default="")
    queue = len(hall.waiting.get(longest, ()))
    told = None
    if queue:
        told = newcomer(snap, longest)
    elif boardrows.any_open(hall, zone):
        told = Forecast(0, 0, forecast.STEP_S)
    planned = hall.rules.zones[zone]
    return m.ZoneWaiting(
        zone=zone,
        name=m.Bilingual(vi=planned.name_vi, en=planned.name_en),
        waiting=hall.waiting_in(groups),
        wait=_wait(snap, told),
    )


def counter_state(snap: Snapshot, number: int) -> m.CounterState:
    """What the light at a counter shows."""
    hall = snap.hall
    counter, ticket = hall.counter(number), hall.ticket_at(number)
    planned = hall.rules.counters[number]
    age_ms = to_ms(snap.at) - to_ms(counter.since) if counter.since else 0
    return m.CounterState(
        v=1,
        ep=snap.ep,
        rev=snap.rev,
        state=counter_word(hall, number),
        number=ticket.number if ticket else None,
        ttl_s=STATE_TTL_S,
        age_ms=boardrows.age_ms(snap, ticket) if ticket else max(age_ms, 0),
        priority=bool(ticket and ticket.priority),
        call=ticket.leg.call if ticket else None,
        waiting=atcounter.waiting_at(hall, number, planned.groups),
    )


def counter_word(
    hall: Hall, number: int
) -> Literal["closed", "paused", "idle", "called", "serving"]:
    """A counter's state in one word; whom it has comes before whether it rests."""
    ticket = hall.ticket_at(number)
    if ticket is not None:
        return "called" if ticket.state.value == "called" else "serving"
    state = hall.counter(number).state
    return "idle" if state == "open" else state


def call(
    snap: Snapshot,
    ticket: Ticket,
    counter: int,
    id: str,
    kind: Literal["call", "recall", "cancel"],
) -> m.Call:
    """The announcement of call ``id`` of a ticket to a counter, or that it is taken back."""
    group = snap.hall.rules.groups.get(ticket.leg.group)
    results = group is not None and group.need == "collect"
    return m.Call(
        v=1,
        id=id,
        ep=snap.ep,
        rev=snap.rev,
        kind=kind,
        number=ticket.number,
        counter=counter,
        priority=ticket.priority,
        voice=boardrows.voice(ticket, counter, kind, results),
        ttl_s=CALL_TTL_S,
        results=results,
    )


def catalogue(snap: Snapshot, zone: str) -> m.Catalogue:
    """The groups of a zone with their queues, for kiosks."""
    planned = snap.hall.rules.zones[zone]
    groups = [g.code for g in snap.hall.rules.groups.values() if g.zone == zone]
    return m.Catalogue(
        v=1,
        ep=snap.ep,
        rev=snap.rev,
        zone=zone,
        name=m.Bilingual(vi=planned.name_vi, en=planned.name_en),
        groups=[_group(snap, code) for code in groups],
    )


def desk_answer(snap: Snapshot, device: str) -> m.DeskAnswer:
    """Whether staff were called to a device, and come."""
    alert = snap.hall.alerts.get(device)
    said: Literal["none", "asked", "coming"] = (
        "none" if alert is None or alert.state == "done" else alert.state
    )
    return m.DeskAnswer(v=1, ep=snap.ep, rev=snap.rev, help=said)


def centre_info(snap: Snapshot, url: str) -> m.CentreInfo:
    """What every device may know of the centre."""
    plan = snap.hall.rules
    state, reopens = hall_state(snap)
    return m.CentreInfo(
        v=1,
        ep=snap.ep,
        rev=snap.rev,
        name=m.Bilingual(vi=plan.centre.name_vi, en=plan.centre.name_en),
        tz=plan.centre.timezone,
        url=url,
        zones=list(plan.zones),
        hall=state,
        reopens_at=reopens,
        reason=closed_today(snap),
        bulk_over=plan.centre.bulk_over,
        at_close=plan.centre.at_close,
        opening=plan.centre.opening,
        booking=bool(booking_slots.bookable(plan)),
        floor=hallmap.told(plan),
        phone_numbers=plan.centre.phone_numbers,
    )


def group_reason(snap: Snapshot, code: str) -> m.Bilingual | None:
    """Why a group takes no tickets now, or None when it does."""
    try:
        admission.may_issue(snap.hall, snap.hall.rules.groups[code], snap.at)
        if snap.hall.rules.centre.stop_when_full and ends(snap, code).closing == "after":
            raise admission.full(snap.hall, snap.at)
    except Refused as refused:
        return m.Bilingual(vi=refused.reason.vi, en=refused.reason.en)
    return None


def group_wait(snap: Snapshot, code: str) -> m.Wait | None:
    """What a newcomer to the group would be told."""
    return _wait(snap, newcomer(snap, code))


def newcomer(snap: Snapshot, code: str) -> Forecast | None:
    """The forecast of somebody who would join the group now, or None when it is not known."""
    found = snap.outlook.newcomers.get(code)
    return found.told if found else None


def ends(snap: Snapshot, code: str) -> closing.Ends:
    """What a newcomer to the group should know of closes and breaks."""
    return closing.ends(snap.hall, code, newcomer(snap, code), snap.at)


def closed_today(snap: Snapshot) -> m.Bilingual | None:
    """The holiday for which the centre keeps other hours today, or None."""
    told = admission.holiday(snap.hall.rules, snap.at)
    return m.Bilingual(vi=told.vi, en=told.en) if told else None


def _group(snap: Snapshot, code: str) -> m.CatalogueGroup:
    plan = snap.hall.rules
    group = plan.groups[code]
    department = plan.departments[group.department]
    reason, told = group_reason(snap, code), ends(snap, code)
    return m.CatalogueGroup(
        code=code,
        name=m.Bilingual(vi=group.name_vi, en=group.name_en),
        department=m.Bilingual(vi=department.name_vi, en=department.name_en),
        counters=replies.counters_of(snap.hall, code),
        open=reason is None,
        reason=reason,
        waiting=len(snap.hall.waiting.get(code, ())),
        wait=group_wait(snap, code),
        need=group.need,
        left=admission.left(snap.hall, group),
        bulk=group.bulk,
        closing=told.closing,
        lunch=told.lunch,
        short=m.Bilingual(vi=group.short_vi, en=group.short_en),
        share=group.share,
    )


def _wait(snap: Snapshot, told: Forecast | None) -> m.Wait | None:
    made = replies.wait(snap.hall, told, snap.at)
    return m.Wait(**made) if made else None
