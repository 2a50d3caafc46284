"""The hall as a whole: its plan, its days, its groups, its list of procedures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class PlanAdopted(Fact):
    """From now on the hall follows this plan (the whole document); ``note`` says why, ``network``
    from where it was asked."""

    KIND: ClassVar[str] = "plan_adopted"
    document: dict[str, Any]
    note: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class PlanScheduled(Fact):
    """The hall shall follow this plan from the next day on; ``by`` asked for it."""

    KIND: ClassVar[str] = "plan_scheduled"
    document: dict[str, Any]
    by: str
    note: str = ""
    network: str = ""


@dataclass(frozen=True, slots=True)
class PlanUnscheduled(Fact):
    """The plan for the next day was taken back; ``reason`` when it no longer fitted."""

    KIND: ClassVar[str] = "plan_unscheduled"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayOpened(Fact):
    """A day began in the centre's time zone: series and queues start afresh."""

    KIND: ClassVar[str] = "day_opened"
    day: str


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
class Announced(Fact):
    """Boards of ``place`` (a zone, or all) say this today, or until ``until_ms``."""

    KIND: ClassVar[str] = "announced"
    place: str
    vi: str
    en: str
    until_ms: int | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementEnded(Fact):
    """Boards of ``place`` say it no more."""

    KIND: ClassVar[str] = "announcement_ended"
    place: str


@dataclass(frozen=True, slots=True)
class ProceduresAdopted(Fact):
    """From now on the hall follows this version of the list of procedures; ``by`` took it over."""

    KIND: ClassVar[str] = "procedures_adopted"
    version: int
    digest: str
    count: int
    by: str
