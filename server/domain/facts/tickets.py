"""Numbers: given, lent to kiosks, withdrawn, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class TicketIssued(Fact):
    """A number was given. ``mark_ms`` is the call mark; the forecast is what was told, and
    ``signals`` what it was made of (``forecast.Signals``, for learning). ``slot_ms`` is the time
    of an appointment. ``device`` and ``request`` name the touch. A kiosk that was ``alone`` gave
    the number at ``issued_ms``; ``day`` is that day, when it was over before we heard of it.
    ``lane_of`` is the group that was asked for, when its bulk lane took the ticket.
    """

    KIND: ClassVar[str] = "ticket_issued"
    ticket: str
    key: str
    number: int
    series: str
    group: str
    priority: bool
    dossiers: int
    channel: str
    lang: str
    mark_ms: int
    ahead: int | None
    forecast: tuple[int, int, int] | None = None
    slot_ms: int | None = None
    signals: tuple[int, ...] | None = None
    device: str | None = None
    request: str | None = None
    alone: bool = False
    issued_ms: int | None = None
    day: str | None = None
    lane_of: str | None = None


@dataclass(frozen=True, slots=True)
class TicketWithdrawn(Fact):
    """The number never reached anybody: the same touch got ``instead``, which the citizen holds."""

    KIND: ClassVar[str] = "ticket_withdrawn"
    ticket: str
    instead: str


@dataclass(frozen=True, slots=True)
class LeaseGranted(Fact):
    """These numbers of ``day`` are the kiosk's, for ever; ``roll`` is the memory that holds them.

    Told again for each day that begins and still has them to come.
    """

    KIND: ClassVar[str] = "lease_granted"
    device: str
    day: str
    series: str
    first: int
    last: int
    roll: str


@dataclass(frozen=True, slots=True)
class TicketRefused(Fact):
    """A ticket that ``device`` gave alone was not taken, because of ``code``.

    It waits for a person. ``issued_ms`` is the device's own clock, which may be what is wrong.
    """

    KIND: ClassVar[str] = "ticket_refused"
    alert: str
    device: str
    number: int
    group: str
    code: str
    issued_ms: int
    priority: bool
    dossiers: int
    lang: str


@dataclass(frozen=True, slots=True)
class RefusalSettled(Fact):
    """Somebody has seen to the holder of a ticket that was not taken."""

    KIND: ClassVar[str] = "refusal_settled"
    alert: str


@dataclass(frozen=True, slots=True)
class TicketPrinted(Fact):
    """What became of the paper; ``confirmed`` is how the kiosk knows that it came out."""

    KIND: ClassVar[str] = "ticket_printed"
    ticket: str
    ok: bool
    paper: str
    device: str
    confirmed: str | None = None


@dataclass(frozen=True, slots=True)
class TicketReprinted(Fact):
    """A device was asked to print the slip once more, as a copy."""

    KIND: ClassVar[str] = "ticket_reprinted"
    ticket: str
    device: str
