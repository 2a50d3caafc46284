"""What stood out in the hall, who was told, who sees to it, and how the rules are set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class IncidentOpened(Fact):
    """``rule`` found ``place`` past its limit; ``about_*`` is how people call the place."""

    KIND: ClassVar[str] = "incident_opened"
    incident: str
    rule: str
    place: str
    about_vi: str
    about_en: str
    detail: str
    value: int
    limit: int


@dataclass(frozen=True, slots=True)
class IncidentEnded(Fact):
    """It is over: well again, its place is gone, or its rule was switched off."""

    KIND: ClassVar[str] = "incident_ended"
    incident: str
    rule: str
    place: str


@dataclass(frozen=True, slots=True)
class IncidentTaken(Fact):
    """Somebody sees to it; who, is in ``by``."""

    KIND: ClassVar[str] = "incident_taken"
    incident: str


@dataclass(frozen=True, slots=True)
class AlertTold(Fact):
    """This goes out by e-mail and to webhooks: it stands since ``since_ms``, or is ``over``."""

    KIND: ClassVar[str] = "alert_told"
    incident: str
    rule: str
    place: str
    about_vi: str
    about_en: str
    detail: str
    value: int
    limit: int
    since_ms: int
    over: bool


@dataclass(frozen=True, slots=True)
class AlertRuleChanged(Fact):
    """How a rule is set from now on, as JSON."""

    KIND: ClassVar[str] = "alert_rule_changed"
    rule: str
    settings: str
