"""Coming to an appointment: when that may be, what a late one becomes, and who did not come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.domain import facts as f
from server.domain import sessions
from server.domain.booking import Booking, BookingState, still_booked
from server.domain.errors import Reason, refuse
from server.domain.hall import Hall
from server.domain.plan import Plan
from server.domain.privacy import without_numbers


@dataclass(frozen=True, slots=True)
class Window:
    """When a kiosk takes an appointment as one; both ends are included."""

    opens_at: datetime
    closes_at: datetime


def window(plan: Plan, booking: Booking) -> Window:
    """From ``early_s`` before the slot until ``late_s`` after it."""
    early, late = plan.booking.early_s, plan.booking.late_s
    return Window(
        booking.slot_at - timedelta(seconds=early), booking.slot_at + timedelta(seconds=late)
    )


def known(hall: Hall, id: str) -> Booking:
    """The appointment. Raises Refused("unknown-booking")."""
    found = hall.bookings.get(id)
    if found is None:
        raise refuse("unknown-booking")
    return found


def cancel(hall: Hall, id: str, reason: str = "") -> list[f.Fact]:
    """The holder does not come, or staff say why. Raises Refused: they came, or it is over."""
    booking = known(hall, id)
    if booking.state is BookingState.CANCELLED:
        return []
    _not_taken(hall, booking)
    if booking.state is BookingState.MISSED:
        raise refuse("booking-missed")
    return [f.SlotCancelled(id, without_numbers(" ".join(reason.split())))]


def slot_for_check_in(hall: Hall, booking: Booking, now: datetime) -> datetime | None:
    """The slot that the ticket gets, or None when a late one queues like a walk-in.

    Raises Refused: used, cancelled, another day, too early, too late.
    """
    plan = hall.rules
    _not_taken(hall, booking)
    if booking.state is BookingState.CANCELLED:
        raise refuse("booking-cancelled")
    if booking.day != hall.day:
        raise refuse("booking-other-day", detail=_both(plan, booking.slot_at, "%H:%M %d/%m"))
    opens = window(plan, booking)
    if now < opens.opens_at:
        raise refuse("check-in-early", detail=_both(plan, opens.opens_at, "%H:%M"))
    if now > opens.closes_at:
        if plan.booking.late == "refuse":
            raise refuse("check-in-late", detail=_both(plan, opens.closes_at, "%H:%M"))
        return None
    held = sessions.session_at(plan, booking.slot_at) is not None
    return booking.slot_at if held else None  # the hours may have changed since it was booked


def overdue(hall: Hall, now: datetime) -> list[f.Fact]:
    """Those of today whose holders can no longer be in time."""
    if not hall.bookings.all:
        return []
    some = still_booked(hall.bookings.of_day(hall.day))
    return [f.SlotMissed(one.id) for one in some if now > window(hall.rules, one).closes_at]


def day_ends(hall: Hall, today: str) -> Iterator[f.Fact]:
    """Nobody of the days before ``today`` comes any more."""
    for one in still_booked(hall.bookings.all.values()):
        if one.day < today:
            yield f.SlotMissed(one.id)


def carried(hall: Hall, today: str) -> list[f.Fact]:
    """What is still to come, so that the facts of ``today`` alone make its hall."""
    some = [one for one in still_booked(hall.bookings.all.values()) if one.day >= today]
    rows = tuple((one.id, one.group, f.to_ms(one.slot_at)) for one in some)
    return [f.SlotsCarried(rows)] if rows else []


def _not_taken(hall: Hall, booking: Booking) -> None:
    if booking.state is BookingState.TAKEN:
        ticket = hall.tickets[booking.ticket or ""]
        raise refuse("booking-used", ticket.number)


def _both(plan: Plan, at: datetime, form: str) -> Reason:
    told = at.astimezone(sessions.zone_of(plan)).strftime(form)
    return Reason(told, told)
