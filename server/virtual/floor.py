"""The hall at one moment of a virtual day, and who makes forecasts from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from server.domain.aim import START, Aim
from server.domain.forward import Hours
from server.domain.policy.queues import Line, Post
from server.domain.policy.rule import Waiting
from server.domain.tickets import Forecast
from server.virtual.people import Visit


@dataclass(slots=True)
class Busy:
    """Whom a counter has: since when, in which group, and their number."""

    called_at: int
    group: str
    number: int = 0


@dataclass(slots=True)
class Floor:
    """Everything that a desk sees, in milliseconds: queues, and what every open counter does.

    ``early`` came while the centre was closed, and queue from the next opening on. ``aim`` is where
    today's forecasts have come to aim.
    """

    now: int
    line: Line
    posts: dict[int, Post]
    busy: dict[int, Busy]
    open: set[int]
    hours: Hours
    early: list[Waiting] = field(default_factory=list)
    last_wait_ms: dict[str, int] = field(default_factory=dict)
    aim: Aim = START

    def ahead(self, group: str) -> int:
        """How many hold a number of the group and have not been called."""
        return self.line.waiting(group) + sum(one.group == group for one in self.early)

    def may_call(self) -> bool:
        """Are calls made now? With overtime also after a close, for who came before it."""
        return self.hours.overtime or self.hours.session_of(self.now) is not None


class Seer(Protocol):
    """Makes forecasts from the floor, and hears how they turned out."""

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        """What the newcomer, who is not in the queue yet, is told."""

    def hear(self, visit: Visit) -> None:
        """Somebody was called."""
