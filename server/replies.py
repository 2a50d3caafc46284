"""The answers of the desk's verbs, made inside the transaction; plain JSON values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from server.bookingcodes import shown
from server.domain import booking_visit, closing, forecast, sessions
from server.domain import facts as f
from server.domain.booking import Booking
from server.domain.facts import to_ms
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.scene import hours_of
from server.domain.tickets import Forecast


def local(hall: Hall, at: datetime) -> str:
    """ISO 8601 with the centre's offset, whole seconds."""
    return at.astimezone(sessions.zone_of(hall.rules)).isoformat(timespec="seconds")


def wait(
    hall: Hall, told: Forecast | None, at: datetime, slot_at: datetime | None = None
) -> dict[str, Any] | None:
    """A forecast as the contract's ``wait``: seconds from ``at``, and clock times.

    The wait of an appointment begins at its slot, if that is still to come; when nothing is left of
    it there, the call may come before the slot, and so at any time from now.
    """
    if told is None:
        return None
    hours = hours_of(hall.rules, at)
    since = max(at, slot_at) if slot_at else at
    early_s = round((since - at).total_seconds())
    low, high = forecast.clock_range(told, since, hours)
    before_slot = early_s > 0 and told.low_s == 0
    return {
        "low_s": 0 if before_slot else told.low_s + early_s,
        "high_s": told.high_s + early_s,
        "at_low": local(hall, at if before_slot else low),
        "at_high": local(hall, high),
        "before_close": hours.before_close(to_ms(since), told.mid_s * 1000),
    }


def counters_of(hall: Hall, group: str) -> list[int]:
    """Where a group is served: its own counters, or those that help when it has none.

    When nobody sits anywhere who has learnt it, the plan's: somebody else will sit there.
    """
    return _counters_of(hall.rules, group) or _counters_of(hall.adopted or hall.rules, group)


def _counters_of(plan: Plan, group: str) -> list[int]:
    planned = plan.counters.values()
    own = [c.number for c in planned if group in c.groups]
    return sorted(own or [c.number for c in planned if group in c.help])


def ticket(hall: Hall, id: str, ahead: int | None, url: str) -> dict[str, Any]:
    """The body of ``POST /tickets``."""
    issued = hall.tickets[id]
    group = hall.rules.groups[issued.leg.group]
    zone = hall.rules.zones[group.zone]
    since = max(issued.issued_at, issued.slot_at or issued.issued_at)
    ends = closing.ends(hall, group.code, issued.forecast, since)
    return {
        "id": issued.id,
        "key": issued.key,
        "number": issued.number,
        "group": group.code,
        "zone": zone.id,
        "counters": counters_of(hall, group.code),
        "ahead": ahead,
        "wait": wait(hall, issued.forecast, issued.issued_at, issued.slot_at),
        "issued_at": local(hall, issued.issued_at),
        "url": f"{url}/t/{issued.key}",
        "mark_at": local(hall, issued.leg.mark),
        "appointment_at": local(hall, issued.slot_at) if issued.slot_at else None,
        "priority": issued.priority,
        "group_name": {"vi": group.name_vi, "en": group.name_en},
        "zone_name": {"vi": zone.name_vi, "en": zone.name_en},
        "closing": ends.closing,
        "lunch": ends.lunch,
    }


def booking(hall: Hall, booked: Booking, url: str, code: str) -> dict[str, Any]:
    """The body of ``POST /bookings``; ``code`` as its holder gave it, for it is not kept."""
    plan, opens = hall.rules, booking_visit.window(hall.rules, booked)
    group = plan.groups[booked.group]
    zone = plan.zones[group.zone]
    held = hall.tickets.get(booked.ticket or "")
    return {
        "code": shown(code),
        "url": f"{url}/b/{shown(code)}",
        "state": booked.state.value,
        "reason": booked.reason,
        "group": group.code,
        "group_name": {"vi": group.name_vi, "en": group.name_en},
        "zone": zone.id,
        "zone_name": {"vi": zone.name_vi, "en": zone.name_en},
        "counters": counters_of(hall, group.code),
        "slot_at": local(hall, booked.slot_at),
        "slot_until": local(hall, booked.slot_at + timedelta(seconds=plan.booking.slot_s)),
        "check_in_from": local(hall, opens.opens_at),
        "check_in_until": local(hall, opens.closes_at),
        "late": plan.booking.late,
        "number": held.number if held else None,
        "ticket_url": f"{url}/t/{held.key}" if held else None,
    }


def counter(hall: Hall, number: int, made: Sequence[f.Fact], now: datetime) -> dict[str, Any]:
    """What a verb at a counter did: the call that it made, if any, and whom the counter has."""
    held = hall.ticket_at(number)
    return {
        "call": _call(hall, number, made, now),
        "state": held.state.value if held else _idle(hall, number),
        "number": held.number if held else None,
    }


def _idle(hall: Hall, number: int) -> str:
    state = hall.counter(number).state
    return "idle" if state == "open" else state


def _call(hall: Hall, number: int, made: Sequence[f.Fact], now: datetime) -> dict[str, Any] | None:
    for fact in made:
        if isinstance(fact, f.TicketCalled | f.TicketRecalled):
            called = hall.tickets[fact.ticket]
            return {
                "id": fact.call,
                "ticket": called.id,
                "number": called.number,
                "group": called.leg.group,
                "counter": number,
                "why": fact.why if isinstance(fact, f.TicketCalled) else None,
                "priority": called.priority,
                "at": local(hall, now),
            }
    return None
