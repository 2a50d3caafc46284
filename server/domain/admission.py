"""Whether a group takes a newcomer now, and if not, why and when it will; and its bulk lane."""

from __future__ import annotations

from datetime import datetime

from server.domain import sessions
from server.domain.errors import Reason, Refused, refuse
from server.domain.facts import from_ms
from server.domain.hall import Hall
from server.domain.plan import Group, Plan


def may_issue(hall: Hall, group: Group, now: datetime, *, booked: bool = False) -> None:
    """Raises Refused with group-closed, too-late or cap-reached.

    A number was kept for whoever ``booked``.
    """
    if (shut := hall.shut.get(group.code)) is not None and shut.holds(now):
        until = from_ms(shut.until_ms) if shut.until_ms is not None else None
        raise refuse("group-closed", detail=_and(shut.reason, opens(hall.rules, until, now)))
    _hours(hall.rules, group, now)
    if left(hall, group) == 0 and not booked:
        again = _tomorrow(hall.rules, now)
        cap = group.daily_cap
        raise refuse("cap-reached", detail=_and(Reason(f"({cap} số).", f"({cap} a day)."), again))


def is_shut(hall: Hall, group: Group, now: datetime) -> bool:
    """Was the group closed by hand, and still is?"""
    shut = hall.shut.get(group.code)
    return shut is not None and shut.holds(now)


def left(hall: Hall, group: Group) -> int | None:
    """How many numbers the group still gives today; None without a cap.

    Those of appointments that are still to come are kept for them.
    """
    if group.daily_cap is None:
        return None
    given = hall.issued.get(group.code, 0) + hall.bookings.expected(group.code, hall.day)
    return max(group.daily_cap - given, 0)


def lane(hall: Hall, group: Group, dossiers: int, now: datetime) -> Group:
    """The group whose number somebody with so many dossiers gets.

    Raises Refused when the asked group was closed by hand: its bulk lane is closed with it.
    """
    if group.bulk is None or dossiers <= hall.rules.centre.bulk_over:
        return group
    if (shut := hall.shut.get(group.code)) is not None and shut.holds(now):
        may_issue(hall, group, now)
    return hall.rules.groups[group.bulk]


def full(hall: Hall, now: datetime) -> Refused:
    """The refusal of somebody whom the day's last close would send home."""
    told = Reason("Số đang chờ đã kín đến hết giờ.", "Those who wait fill the rest of the day.")
    return refuse("too-late", detail=_and(told, _tomorrow(hall.rules, now)))


def opens(plan: Plan, at: datetime | None, now: datetime) -> Reason:
    """``Mở lại lúc 13:30.``, with the day when it is another; empty when it is not known."""
    if at is None:
        return Reason("", "")
    local = at.astimezone(sessions.zone_of(plan))
    clock, days = f"{local:%H:%M}", (local.date() - sessions.today_of(plan, now)).days
    if days == 0:
        return Reason(f"Mở lại lúc {clock}.", f"Opens at {clock}.")
    if days == 1:
        return Reason(
            f"Mở lại lúc {clock} ngày mai, {local:%d/%m}.",
            f"Opens at {clock} tomorrow, {local:%d/%m}.",
        )
    return Reason(f"Mở lại lúc {clock} ngày {local:%d/%m}.", f"Opens at {clock} on {local:%d/%m}.")


def holiday(plan: Plan, now: datetime) -> Reason | None:
    """Why the centre keeps other hours today, or None on a usual day."""
    found = sessions.holiday_on(plan, sessions.today_of(plan, now))
    if found is None:
        return None
    return Reason(f"Nghỉ lễ: {found.name_vi}.", f"Holiday: {found.name_en}.")


def _hours(plan: Plan, group: Group, now: datetime) -> None:
    refused = sessions.may_issue(plan, now)
    if refused is not None:
        again = opens(plan, sessions.reopens_at(plan, now), now)
        why = holiday(plan, now)
        code = "too-late" if refused == "too-late" else "group-closed"
        raise refuse(code, detail=_and(why, again) if why else again)
    last_s = group.last_ticket_s
    if last_s is not None and sessions.second_of_day(plan, now) > last_s:
        clock = f"{last_s // 3600:02d}:{last_s % 3600 // 60:02d}"
        told = Reason(f"Nhóm này phát số đến {clock}.", f"This group gives numbers until {clock}.")
        raise refuse("too-late", detail=_and(told, _tomorrow(plan, now)))


def _tomorrow(plan: Plan, now: datetime) -> Reason:
    at = sessions.next_day_opens_at(plan, sessions.today_of(plan, now))
    return opens(plan, at, now)


def _and(one: Reason, two: Reason) -> Reason:
    return Reason(f"{one.vi} {two.vi}".strip(), f"{one.en} {two.en}".strip())
