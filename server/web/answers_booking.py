"""What the interface answers about appointments."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from broker.messages import Bilingual

BookingState = Literal["booked", "taken", "cancelled", "missed"]


class Slot(BaseModel):
    """A slot: when it is, how many it takes, how many are left."""

    slot_at: str
    until: str
    capacity: int
    left: int


class Slots(BaseModel):
    """The slots of a day that are neither too soon nor past."""

    group: str
    day: str
    slots: list[Slot]


class Booking(BaseModel):
    """An appointment as its holder sees it; ``late``: what becomes of who comes too late."""

    code: str
    url: str
    state: BookingState
    reason: str
    group: str
    group_name: Bilingual
    zone: str
    zone_name: Bilingual
    counters: list[int]
    slot_at: str
    slot_until: str
    check_in_from: str
    check_in_until: str
    late: Literal["walk-in", "refuse"]
    number: int | None
    ticket_url: str | None


class BookedSlot(BaseModel):
    """An appointment as staff see it: no code, and nothing of who booked."""

    id: str
    group: str
    slot_at: str
    state: BookingState
    late: bool
    number: int | None


class BookedDay(BaseModel):
    """The appointments of a day, and how many there are in each state."""

    day: str
    counts: dict[BookingState, int]
    bookings: list[BookedSlot]
