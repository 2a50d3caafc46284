"""What a fact means for those who watch: which counters, queues and boards it may change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from broker import messages as m
from server import boards
from server.domain import atcounter
from server.domain import facts as f
from server.domain.snapshot import Committed, Snapshot

Kind = Literal["call", "recall", "cancel"]
_EVERYTHING = f.DayOpened | f.PlanAdopted
_HELP = f.HelpAsked | f.HelpAnswered | f.HelpDone


def counters_named(snap: Snapshot, fact: f.Fact) -> set[int]:
    """The counters whose own state a fact may change."""
    plan = snap.hall.rules
    if isinstance(fact, _EVERYTHING):
        return set(plan.counters)
    if isinstance(fact, _HELP):
        calling = atcounter.calling(snap.hall, fact.device)
        return {calling} & plan.counters.keys() if calling is not None else set()
    number = getattr(fact, "counter", None)
    ticket = snap.hall.tickets.get(getattr(fact, "ticket", None) or "")
    if number is None and ticket is not None:
        number = ticket.leg.counter
    return {number} if number in plan.counters else set()


def groups_changed(snap: Snapshot, fact: f.Fact) -> set[str]:
    """The groups whose queue, or the wait in it, a fact may change."""
    plan = snap.hall.rules
    if isinstance(fact, _EVERYTHING):
        return set(plan.groups)
    if isinstance(fact, f.SkillsChanged | f.SkillsBrought):
        return set(plan.groups)
    if isinstance(fact, f.GroupClosed | f.GroupReopened):
        return {fact.group} & plan.groups.keys()
    if isinstance(fact, f.Announced | f.AnnouncementEnded):
        everywhere = fact.place == boards.HALL
        return {g.code for g in plan.groups.values() if everywhere or g.zone == fact.place}
    if isinstance(fact, f.CounterOpened | f.CounterPaused | f.CounterClosed | f.MoveUndone):
        counter = plan.counters.get(fact.counter)
        return {*counter.groups, *counter.help} if counter else set()
    ticket = snap.hall.tickets.get(getattr(fact, "ticket", None) or "")
    return {leg.group for leg in ticket.legs[-2:]} & plan.groups.keys() if ticket else set()


def zones_changed(snap: Snapshot, fact: f.Fact) -> set[str]:
    """The zones in whose queues, or in whose waits, a fact may change something."""
    groups = snap.hall.rules.groups
    return {groups[code].zone for code in groups_changed(snap, fact) if code in groups}


def boards_of(snap: Snapshot, counters: set[int]) -> list[str]:
    """The boards on which these counters stand."""
    zones = sorted({snap.hall.rules.counters[number].zone for number in counters})
    return [*zones, boards.HALL] if zones else []


def devices_called(snap: Snapshot, fact: f.Fact) -> set[str]:
    """The devices to be told whether staff come."""
    if isinstance(fact, f.DayOpened):
        return {name for name in snap.hall.alerts if atcounter.calling(snap.hall, name) is None}
    if isinstance(fact, _HELP) and atcounter.calling(snap.hall, fact.device) is None:
        return {fact.device}
    return set()


def calls(told: Committed) -> Iterator[tuple[str, m.Call]]:
    """The announcements that a commit makes, each with the zone where it is made."""
    for recorded in told.facts:
        match recorded.fact:
            case f.TicketCalled(ticket=id, call=call, counter=counter):
                yield from _call(told.snapshot, id, call, counter, "call")
            case f.TicketRecalled(ticket=id, call=call, counter=counter):
                yield from _call(told.snapshot, id, call, counter, "recall")
            case f.MoveUndone(ticket=str(id), call=str(call), counter=counter):
                yield from _call(told.snapshot, id, call, counter, "cancel")


def _call(
    snap: Snapshot, id: str, call: str, counter: int, kind: Kind
) -> Iterator[tuple[str, m.Call]]:
    ticket = snap.hall.tickets.get(id)
    planned = snap.hall.rules.counters.get(counter)
    if ticket is not None and planned is not None:
        yield planned.zone, boards.call(snap, ticket, counter, call, kind)
