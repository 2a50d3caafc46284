"""Appointments; ``booking`` is a keyed hash of the code that its holder has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class SlotBooked(Fact):
    """An appointment was made; its code is in no fact, ``booking`` is a keyed hash of it."""

    KIND: ClassVar[str] = "slot_booked"
    booking: str
    group: str
    slot_ms: int


@dataclass(frozen=True, slots=True)
class SlotsCarried(Fact):
    """A day begins with these appointments still to come: rows of booking, group, slot_ms."""

    KIND: ClassVar[str] = "slots_carried"
    bookings: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class SlotCancelled(Fact):
    """An appointment is called off, by staff for a ``reason``; others may have its slot."""

    KIND: ClassVar[str] = "slot_cancelled"
    booking: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SlotTaken(Fact):
    """The holder of an appointment came and has ``ticket``; a ``late`` one queues as a walk-in."""

    KIND: ClassVar[str] = "slot_taken"
    booking: str
    ticket: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class SlotMissed(Fact):
    """Nobody came to an appointment in time."""

    KIND: ClassVar[str] = "slot_missed"
    booking: str
