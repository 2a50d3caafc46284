"""Which slots there are, how many of each are left, and whether one may be booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from server.domain import facts as f
from server.domain import sessions
from server.domain.errors import Reason, refuse
from server.domain.hall import Hall
from server.domain.plan import Group, Plan


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot as it can be booked: when it begins, how many it takes, how many are left."""

    at: datetime
    capacity: int
    left: int


def bookable(plan: Plan) -> list[Group]:
    """The groups that take appointments."""
    if not plan.booking.enabled:
        return []
    return [group for group in plan.groups.values() if group.slot_capacity]


def days(plan: Plan, now: datetime) -> list[date]:
    """Today and the days after it for which appointments are given, open or not."""
    today = sessions.local_day(now, sessions.zone_of(plan))
    return [today + timedelta(days=i) for i in range(plan.booking.days_ahead + 1)]


def starts(plan: Plan, group: Group, day: date) -> Iterator[datetime]:
    """When slots begin on a day: inside its sessions, and over when the last ticket is given.

    So nobody who comes within their slot finds that there are no numbers any more.
    """
    for session in plan.sessions:
        if sessions.session_at(plan, sessions.moment(plan, day, session.opens_s)) is None:
            continue  # not held on this day
        ends_s = min(session.last_ticket_s, _last_ticket_s(group)) - plan.booking.slot_s
        for second in range(session.opens_s, ends_s + 1, plan.booking.slot_s):
            yield sessions.moment(plan, day, second)


def offers(hall: Hall, code: str, day: date, now: datetime) -> list[Offer]:
    """The slots of a day that are not too soon. Raises Refused when there is no booking."""
    group, plan = _group(hall, code), hall.rules
    if day not in days(plan, now):
        return []
    capacity, earliest = group.slot_capacity or 0, now + timedelta(seconds=plan.booking.notice_s)
    return [
        Offer(at, capacity, max(capacity - hall.bookings.holding(code, at), 0))
        for at in starts(plan, group, day)
        if at >= earliest
    ]


def book(hall: Hall, id: str, code: str, slot_at: datetime, now: datetime) -> list[f.Fact]:
    """One appointment. Raises Refused when the slot is none, too soon, or full."""
    group, plan = _group(hall, code), hall.rules
    day = sessions.local_day(slot_at, sessions.zone_of(plan))
    if day not in days(plan, now) or slot_at not in starts(plan, group, day):
        raise refuse("not-a-slot")
    offer = next((one for one in offers(hall, code, day, now) if one.at == slot_at), None)
    if offer is None:
        raise refuse("slot-too-soon", detail=_notice(plan.booking.notice_s))
    if offer.left == 0:
        raise refuse("slot-full")
    return [f.SlotBooked(id, code, f.to_ms(slot_at))]


def _last_ticket_s(group: Group) -> int:
    """A group may stop giving numbers before its sessions do."""
    last_s: int | None = getattr(group, "last_ticket_s", None)
    return sessions.DAY_S if last_s is None else last_s


def _group(hall: Hall, code: str) -> Group:
    group = hall.rules.groups.get(code)
    if group is None:
        raise refuse("unknown-group", code)
    if not hall.rules.booking.enabled or not group.slot_capacity:
        raise refuse("no-booking")
    return group


def _notice(seconds: int) -> Reason:
    minutes = -(-seconds // 60)
    return Reason(f"{minutes} phút", f"{minutes} minutes")
