"""How facts about appointments change the hall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import sessions
from server.domain.booking import NONE, Booking, BookingState
from server.domain.hall import Hall


def forget(hall: Hall) -> None:
    """A day begins: what is still to come is carried over by the next fact."""
    hall.bookings = NONE


def _booking(hall: Hall, id: str, group: str, slot_ms: int) -> Booking:
    slot_at = f.from_ms(slot_ms)
    day = sessions.local_day(slot_at, sessions.zone_of(hall.rules)).isoformat()
    return Booking(id, group, slot_at, day)


def _slot_booked(hall: Hall, fact: f.SlotBooked, at: datetime) -> None:
    hall.bookings = hall.bookings.put(_booking(hall, fact.booking, fact.group, fact.slot_ms))


def _slots_carried(hall: Hall, fact: f.SlotsCarried, at: datetime) -> None:
    hall.bookings = hall.bookings.put(*(_booking(hall, *row) for row in fact.bookings))


def _slot_cancelled(hall: Hall, fact: f.SlotCancelled, at: datetime) -> None:
    _change(hall, fact.booking, state=BookingState.CANCELLED, reason=fact.reason)


def _slot_missed(hall: Hall, fact: f.SlotMissed, at: datetime) -> None:
    _change(hall, fact.booking, state=BookingState.MISSED)


def _slot_taken(hall: Hall, fact: f.SlotTaken, at: datetime) -> None:
    _change(hall, fact.booking, state=BookingState.TAKEN, ticket=fact.ticket, late=fact.late)


def _change(hall: Hall, id: str, **changes: Any) -> None:
    hall.bookings = hall.bookings.put(replace(hall.bookings.all[id], **changes))


FOLDS: dict[type[f.Fact], Callable[[Hall, Any, datetime], None]] = {
    f.SlotBooked: _slot_booked,
    f.SlotsCarried: _slots_carried,
    f.SlotCancelled: _slot_cancelled,
    f.SlotTaken: _slot_taken,
    f.SlotMissed: _slot_missed,
}
