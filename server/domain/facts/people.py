"""Calls for staff, and feedback."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


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
