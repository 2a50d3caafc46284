"""Counters: who works where, and for which groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class CounterOpened(Fact):
    """A counter works, or works again."""

    KIND: ClassVar[str] = "counter_opened"
    counter: int
    officer: str | None


@dataclass(frozen=True, slots=True)
class CounterPaused(Fact):
    """A counter rests for a reason; about ``back_ms`` it will work again, if that is known."""

    KIND: ClassVar[str] = "counter_paused"
    counter: int
    reason: str
    back_ms: int | None = None


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
    """For the rest of the day the counter serves these groups, and helps those.

    ``learnt`` is what ``SkillsBrought`` says now; only old journals have it.
    """

    KIND: ClassVar[str] = "skills_changed"
    counter: int
    groups: tuple[str, ...]
    help: tuple[str, ...]
    learnt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillsBrought(Fact):
    """``login`` sits at the counter and has learnt ``groups``: it calls no others.

    Without ``groups`` nothing limits who sits there; without ``login`` nobody does.
    """

    KIND: ClassVar[str] = "skills_brought"
    counter: int
    login: str | None
    groups: tuple[str, ...] | None
