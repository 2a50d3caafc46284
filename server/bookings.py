"""The documents about appointments: a day's slots, one appointment, a day of them for staff."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from server import replies
from server.domain import booking_slots, booking_visit
from server.domain.booking import Booking, BookingState
from server.domain.hall import Hall
from server.domain.snapshot import Snapshot

OUTCOMES = ("booked", "arrived", "late", "missed", "cancelled")
"""What becomes of appointments, for staff."""


def slots(snap: Snapshot, group: str, day: date) -> dict[str, Any]:
    """``GET /slots``. Raises Refused when the group takes no appointments."""
    length = timedelta(seconds=snap.hall.rules.booking.slot_s)
    return {
        "group": group,
        "day": day.isoformat(),
        "slots": [
            {
                "slot_at": replies.local(snap.hall, one.at),
                "until": replies.local(snap.hall, one.at + length),
                "capacity": one.capacity,
                "left": one.left,
            }
            for one in booking_slots.offers(snap.hall, group, day, snap.at)
        ],
    }


def booking(snap: Snapshot, id: str, code: str, url: str) -> dict[str, Any]:
    """``GET /bookings/{code}``. Raises Refused("unknown-booking")."""
    return replies.booking(snap.hall, booking_visit.known(snap.hall, id), url, code)


def by_slot(hall: Hall, day: date) -> list[dict[str, Any]]:
    """A day's appointments counted by slot and group, in the order of the day.

    ``arrived`` came in time and ``late`` after it; ``missed`` did not come.
    """
    counted: dict[tuple[datetime, str], Counter[str]] = {}
    for one in hall.bookings.of_day(day.isoformat()):
        counted.setdefault((one.slot_at, one.group), Counter())[_outcome(one)] += 1
    return [
        {"slot_at": replies.local(hall, slot_at), "group": group, **{o: row[o] for o in OUTCOMES}}
        for (slot_at, group), row in sorted(counted.items(), key=lambda item: item[0])
    ]


def _outcome(one: Booking) -> str:
    if one.state is BookingState.TAKEN:
        return "late" if one.late else "arrived"
    return one.state.value


def of_day(hall: Hall, day: date) -> dict[str, Any]:
    """``GET /bookings?day=``: for staff, without codes and without who booked."""
    found = sorted(hall.bookings.of_day(day.isoformat()), key=lambda b: (b.slot_at, b.group, b.id))
    counted = Counter(one.state.value for one in found)
    return {
        "day": day.isoformat(),
        "counts": {state.value: counted[state.value] for state in BookingState},
        "bookings": [
            {
                "id": one.id,
                "group": one.group,
                "slot_at": replies.local(hall, one.slot_at),
                "state": one.state.value,
                "late": one.late,
                "number": hall.tickets[one.ticket].number if one.ticket else None,
            }
            for one in found
        ],
    }
