"""Appointments: a time in a group that somebody holds by a code, without a name.

Of those of the day and of days to come everything is in memory, folded from the journal; a day's
last fact about them is written when it ends, and what is still to come is carried over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BookingState(StrEnum):
    """What became of an appointment. ``taken``: its holder has a ticket."""

    BOOKED = "booked"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment. ``id`` is a keyed hash of the code; ``day`` the local day, ISO 8601.

    ``reason`` is why staff called it off; "" when its holder did.
    """

    id: str
    group: str
    slot_at: datetime
    day: str
    state: BookingState = BookingState.BOOKED
    ticket: str | None = None
    late: bool = False
    reason: str = ""


Slot = tuple[str, datetime]
"""A group and the time at which a slot of it begins."""


@dataclass(frozen=True, slots=True)
class Bookings:
    """Appointments by id, and how many hold each slot; immutable, so that pictures share it."""

    all: Mapping[str, Booking] = field(default_factory=dict)
    held: Mapping[Slot, int] = field(default_factory=dict)

    def get(self, id: str) -> Booking | None:
        """The appointment, if it is of today or still to come."""
        return self.all.get(id)

    def put(self, *changed: Booking) -> Bookings:
        """With these appointments as they are now."""
        every, held = dict(self.all), dict(self.held)
        for one in changed:
            old, slot = every.get(one.id), (one.group, one.slot_at)
            held[slot] = held.get(slot, 0) + _holds(one) - _holds(old)
            every[one.id] = one
        return Bookings(every, held)

    def holding(self, group: str, slot_at: datetime) -> int:
        """How many appointments hold this slot."""
        return self.held.get((group, slot_at), 0)

    def of_day(self, day: str) -> Iterator[Booking]:
        """Those of one local day."""
        return (one for one in self.all.values() if one.day == day)

    def expected(self, group: str, day: str) -> int:
        """How many of a group are still to come on this day."""
        return sum(one.group == group for one in still_booked(self.of_day(day)))


NONE = Bookings()


def still_booked(some: Iterable[Booking]) -> Iterator[Booking]:
    """Those whose holders have neither come nor called off, and are not given up for lost."""
    return (one for one in some if one.state is BookingState.BOOKED)


def _holds(one: Booking | None) -> bool:
    """A missed slot is over; nobody else gets it, and it is counted like one that was used."""
    return one is not None and one.state is not BookingState.CANCELLED
