"""The facts of the journal: everything that ever happened, one small class each.

A fact holds plain JSON values only (times as epoch milliseconds UTC), so that a row written
today reads the same in ten years. Facts are never changed; a new meaning is a new class, in the
module of its theme, and is named here. Everybody imports them from here.
"""

from __future__ import annotations

from typing import Any

from server.domain.facts.audit import (
    AccountChanged,
    DataExported,
    PlanDrafted,
    ReportMade,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from server.domain.facts.base import Fact, Recorded, from_ms, to_ms
from server.domain.facts.bookings import (
    SlotBooked,
    SlotCancelled,
    SlotMissed,
    SlotsCarried,
    SlotTaken,
)
from server.domain.facts.counters import (
    CounterArmed,
    CounterClosed,
    CounterOpened,
    CounterPaused,
    SkillsBrought,
    SkillsChanged,
)
from server.domain.facts.devices import (
    AlarmCleared,
    AlarmRaised,
    AlarmTaken,
    DeviceOrdered,
    DeviceTuned,
)
from server.domain.facts.hall import (
    Announced,
    AnnouncementEnded,
    DayOpened,
    GroupClosed,
    GroupReopened,
    PlanAdopted,
    PlanScheduled,
    PlanUnscheduled,
    ProceduresAdopted,
)
from server.domain.facts.incidents import (
    AlertRuleChanged,
    AlertTold,
    IncidentEnded,
    IncidentOpened,
    IncidentTaken,
)
from server.domain.facts.layouts import SlipChanged, TextsChanged
from server.domain.facts.media import MediaAdded, MediaChanged, MediaRemoved
from server.domain.facts.people import (
    FeedbackAnswered,
    FeedbackClosed,
    FeedbackGiven,
    HelpAnswered,
    HelpAsked,
    HelpDone,
)
from server.domain.facts.tickets import (
    LeaseGranted,
    RefusalSettled,
    TicketIssued,
    TicketPrinted,
    TicketRefused,
    TicketReprinted,
    TicketWithdrawn,
)
from server.domain.facts.visits import (
    LegOpened,
    MoveUndone,
    PriorityChecked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketExpired,
    TicketLeft,
    TicketMissed,
    TicketParked,
    TicketRated,
    TicketRecalled,
    TicketReturned,
    TicketTransferred,
)

__all__ = [
    "AROUND",
    "KINDS",
    "AccountChanged",
    "AlarmCleared",
    "AlarmRaised",
    "AlarmTaken",
    "AlertRuleChanged",
    "AlertTold",
    "Announced",
    "AnnouncementEnded",
    "CounterArmed",
    "CounterClosed",
    "CounterOpened",
    "CounterPaused",
    "DataExported",
    "DayOpened",
    "DeviceOrdered",
    "DeviceTuned",
    "Fact",
    "FeedbackAnswered",
    "FeedbackClosed",
    "FeedbackGiven",
    "GroupClosed",
    "GroupReopened",
    "HelpAnswered",
    "HelpAsked",
    "HelpDone",
    "IncidentEnded",
    "IncidentOpened",
    "IncidentTaken",
    "LeaseGranted",
    "LegOpened",
    "MediaAdded",
    "MediaChanged",
    "MediaRemoved",
    "MoveUndone",
    "PlanAdopted",
    "PlanDrafted",
    "PlanScheduled",
    "PlanUnscheduled",
    "PriorityChecked",
    "ProceduresAdopted",
    "Recorded",
    "RefusalSettled",
    "ReportMade",
    "ServiceFinished",
    "ServiceStarted",
    "SignInFailed",
    "SignedIn",
    "SignedOut",
    "SkillsBrought",
    "SkillsChanged",
    "SlipChanged",
    "SlotBooked",
    "SlotCancelled",
    "SlotMissed",
    "SlotTaken",
    "SlotsCarried",
    "TextsChanged",
    "TicketCalled",
    "TicketExpired",
    "TicketIssued",
    "TicketLeft",
    "TicketMissed",
    "TicketParked",
    "TicketPrinted",
    "TicketRated",
    "TicketRecalled",
    "TicketRefused",
    "TicketReprinted",
    "TicketReturned",
    "TicketTransferred",
    "TicketWithdrawn",
    "from_ms",
    "revive",
    "to_ms",
]

AROUND: tuple[type[Fact], ...] = (
    *(SignedIn, SignInFailed, SignedOut),
    *(DataExported, PlanDrafted, ReportMade),
    AccountChanged,
    SlipChanged,
    TextsChanged,
    MediaAdded,
    MediaChanged,
    MediaRemoved,
    AlarmRaised,
    AlarmCleared,
    AlarmTaken,
    DeviceOrdered,
    DeviceTuned,
    *(IncidentOpened, IncidentEnded, IncidentTaken, AlertTold, AlertRuleChanged),
)
"""What is done around the hall, and changes nothing in it."""

_ALL: tuple[type[Fact], ...] = (
    *(PlanAdopted, PlanScheduled, PlanUnscheduled, DayOpened),
    GroupClosed,
    GroupReopened,
    Announced,
    AnnouncementEnded,
    ProceduresAdopted,
    TicketIssued,
    TicketWithdrawn,
    LeaseGranted,
    TicketRefused,
    RefusalSettled,
    TicketPrinted,
    TicketReprinted,
    TicketCalled,
    TicketRecalled,
    ServiceStarted,
    ServiceFinished,
    TicketMissed,
    TicketParked,
    TicketReturned,
    TicketTransferred,
    LegOpened,
    TicketLeft,
    PriorityChecked,
    TicketExpired,
    TicketRated,
    MoveUndone,
    CounterOpened,
    CounterPaused,
    CounterClosed,
    CounterArmed,
    SkillsBrought,
    SkillsChanged,
    SlotBooked,
    SlotsCarried,
    SlotCancelled,
    SlotTaken,
    SlotMissed,
    HelpAsked,
    HelpAnswered,
    HelpDone,
    FeedbackGiven,
    FeedbackAnswered,
    FeedbackClosed,
    *AROUND,
)

KINDS: dict[str, type[Fact]] = {kind.KIND: kind for kind in _ALL}
"""Every fact by its name in the journal."""


def revive(kind: str, data: dict[str, Any]) -> Fact:
    """The fact that ``data()`` described. Raises KeyError for a kind that this version lacks."""
    return KINDS[kind](**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})
