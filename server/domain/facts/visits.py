"""What becomes of a ticket after it was given: from the first call to the rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class TicketCalled(Fact):
    """A counter called a ticket; ``why`` holds the candidates that were weighed."""

    KIND: ClassVar[str] = "ticket_called"
    ticket: str
    call: str
    counter: int
    officer: str | None
    why: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TicketRecalled(Fact):
    """The same ticket was called again to the same counter."""

    KIND: ClassVar[str] = "ticket_recalled"
    ticket: str
    call: str
    counter: int


@dataclass(frozen=True, slots=True)
class ServiceStarted(Fact):
    """The citizen is at the counter."""

    KIND: ClassVar[str] = "service_started"
    ticket: str
    counter: int


@dataclass(frozen=True, slots=True)
class ServiceFinished(Fact):
    """The visit at the counter ended with service: of which ``procedure`` in the end, how, of how
    many ``dossiers``, and for which ``case`` (its code), as far as the officer said so."""

    KIND: ClassVar[str] = "service_finished"
    ticket: str
    counter: int
    procedure: str | None = None
    outcome: str | None = None
    dossiers: int | None = None
    case: str | None = None


@dataclass(frozen=True, slots=True)
class TicketMissed(Fact):
    """Nobody came to the call."""

    KIND: ClassVar[str] = "ticket_missed"
    ticket: str
    counter: int


@dataclass(frozen=True, slots=True)
class TicketParked(Fact):
    """Set aside, to come back without queueing again."""

    KIND: ClassVar[str] = "ticket_parked"
    ticket: str
    counter: int
    reason: str


@dataclass(frozen=True, slots=True)
class TicketReturned(Fact):
    """Waits again; ``mark_ms`` is the old mark, or the time of return after a no-show."""

    KIND: ClassVar[str] = "ticket_returned"
    ticket: str
    mark_ms: int


@dataclass(frozen=True, slots=True)
class TicketTransferred(Fact):
    """The next leg opened in ``group``; ``to_counter`` alone may call it when given, and follows
    ``officer`` when it was sent to this person."""

    KIND: ClassVar[str] = "ticket_transferred"
    ticket: str
    counter: int
    group: str
    to_counter: int | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class LegOpened(Fact):
    """After one leg was served, the visit goes on in ``group`` with the same number and mark."""

    KIND: ClassVar[str] = "leg_opened"
    ticket: str
    counter: int
    group: str


@dataclass(frozen=True, slots=True)
class TicketLeft(Fact):
    """The citizen gave up, or staff called the ticket off for a ``reason``."""

    KIND: ClassVar[str] = "ticket_left"
    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PriorityChecked(Fact):
    """Staff looked: the ticket has priority, or has none; ``mark_ms`` is its mark from now on."""

    KIND: ClassVar[str] = "priority_checked"
    ticket: str
    priority: bool
    mark_ms: int


@dataclass(frozen=True, slots=True)
class TicketExpired(Fact):
    """The day ended before the ticket was served."""

    KIND: ClassVar[str] = "ticket_expired"
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketRated(Fact):
    """How the visit was, 1 to 5, given once by the citizen."""

    KIND: ClassVar[str] = "ticket_rated"
    ticket: str
    score: int
    reasons: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MoveUndone(Fact):
    """The step ``undone`` was taken back, and with it ``call`` of ``ticket`` if it had called."""

    KIND: ClassVar[str] = "move_undone"
    counter: int
    undone: int
    ticket: str | None = None
    call: str | None = None
