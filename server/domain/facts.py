"""The facts of the journal: everything that ever happened, one small class each.

A fact holds plain JSON values only (times as epoch milliseconds UTC), so that a row written
today reads the same in ten years. Facts are never changed; a new meaning is a new class.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def to_ms(at: datetime) -> int:
    """Aware time as epoch milliseconds, rounded down."""
    return (at - _EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """Epoch milliseconds as aware UTC."""
    return _EPOCH + ms * _MS


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened."""

    KIND: ClassVar[str] = ""

    def data(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class PlanAdopted(Fact):
    """From now on the hall follows this plan (the whole document)."""

    KIND: ClassVar[str] = "plan_adopted"
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DayOpened(Fact):
    """A day began in the centre's time zone: series and queues start afresh."""

    KIND: ClassVar[str] = "day_opened"
    day: str


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
    """The visit at the counter ended with service."""

    KIND: ClassVar[str] = "service_finished"
    ticket: str
    counter: int


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
    """The next leg opened in ``group``; ``to_counter`` alone may call it when given."""

    KIND: ClassVar[str] = "ticket_transferred"
    ticket: str
    counter: int
    group: str
    to_counter: int | None = None


@dataclass(frozen=True, slots=True)
class TicketLeft(Fact):
    """The citizen gave up."""

    KIND: ClassVar[str] = "ticket_left"
    ticket: str


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
class FeedbackGiven(Fact):
    """Somebody wrote to the centre. The words are in a table that can be purged, never here."""

    KIND: ClassVar[str] = "feedback_given"
    feedback: str


@dataclass(frozen=True, slots=True)
class FeedbackAnswered(Fact):
    """The centre answered."""

    KIND: ClassVar[str] = "feedback_answered"
    feedback: str


@dataclass(frozen=True, slots=True)
class FeedbackClosed(Fact):
    """Nothing more is to be done about it."""

    KIND: ClassVar[str] = "feedback_closed"
    feedback: str


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


@dataclass(frozen=True, slots=True)
class CounterOpened(Fact):
    """A counter works, or works again."""

    KIND: ClassVar[str] = "counter_opened"
    counter: int
    officer: str | None


@dataclass(frozen=True, slots=True)
class CounterPaused(Fact):
    """A counter rests for a reason."""

    KIND: ClassVar[str] = "counter_paused"
    counter: int
    reason: str


@dataclass(frozen=True, slots=True)
class CounterClosed(Fact):
    """A counter is closed."""

    KIND: ClassVar[str] = "counter_closed"
    counter: int


@dataclass(frozen=True, slots=True)
class CounterArmed(Fact):
    """A free counter waits for the next arrival, who is called to it without a press."""

    KIND: ClassVar[str] = "counter_armed"
    counter: int


@dataclass(frozen=True, slots=True)
class SkillsChanged(Fact):
    """For the rest of the day the counter serves these groups, and helps those."""

    KIND: ClassVar[str] = "skills_changed"
    counter: int
    groups: tuple[str, ...]
    help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupClosed(Fact):
    """A group takes no newcomers for the rest of the day, or until ``until_ms``."""

    KIND: ClassVar[str] = "group_closed"
    group: str
    reason_vi: str
    reason_en: str
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class GroupReopened(Fact):
    """The group takes newcomers again."""

    KIND: ClassVar[str] = "group_reopened"
    group: str


@dataclass(frozen=True, slots=True)
class MoveUndone(Fact):
    """The step ``undone`` was taken back, and with it ``call`` of ``ticket`` if it had called."""

    KIND: ClassVar[str] = "move_undone"
    counter: int
    undone: int
    ticket: str | None = None
    call: str | None = None


@dataclass(frozen=True, slots=True)
class ProceduresAdopted(Fact):
    """From now on the hall follows this version of the list of procedures; ``by`` took it over."""

    KIND: ClassVar[str] = "procedures_adopted"
    version: int
    digest: str
    count: int
    by: str


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
    """The holder of an appointment called it off; others may have its slot."""

    KIND: ClassVar[str] = "slot_cancelled"
    booking: str


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


@dataclass(frozen=True, slots=True)
class HelpAsked(Fact):
    """Somebody at ``device`` called for a person; ``alert`` names the call."""

    KIND: ClassVar[str] = "help_asked"
    device: str
    kind: str
    alert: str


@dataclass(frozen=True, slots=True)
class HelpAnswered(Fact):
    """Somebody is on the way to ``device``."""

    KIND: ClassVar[str] = "help_answered"
    device: str


@dataclass(frozen=True, slots=True)
class HelpDone(Fact):
    """Somebody has been at ``device``."""

    KIND: ClassVar[str] = "help_done"
    device: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact with its place: ``seq`` in the journal, ``step`` = seq of its command's first fact."""

    seq: int
    at: datetime
    by: str
    step: int
    fact: Fact


_ALL: tuple[type[Fact], ...] = (
    PlanAdopted,
    DayOpened,
    TicketIssued,
    TicketWithdrawn,
    LeaseGranted,
    TicketCalled,
    TicketRecalled,
    ServiceStarted,
    ServiceFinished,
    TicketMissed,
    TicketParked,
    TicketReturned,
    TicketTransferred,
    TicketLeft,
    TicketExpired,
    TicketRated,
    TicketPrinted,
    FeedbackGiven,
    FeedbackAnswered,
    FeedbackClosed,
    TicketReprinted,
    CounterOpened,
    CounterPaused,
    CounterClosed,
    CounterArmed,
    SkillsChanged,
    GroupClosed,
    GroupReopened,
    MoveUndone,
    ProceduresAdopted,
    SlotBooked,
    SlotsCarried,
    SlotCancelled,
    SlotTaken,
    SlotMissed,
    HelpAsked,
    HelpAnswered,
    HelpDone,
)
KINDS: dict[str, type[Fact]] = {kind.KIND: kind for kind in _ALL}


def revive(kind: str, data: dict[str, Any]) -> Fact:
    """The fact that ``data()`` described. Raises KeyError for a kind that this version lacks."""
    return KINDS[kind](**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})
