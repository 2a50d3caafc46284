"""What a rule is: the order of a queue, and which of several queues a counter calls from.

A rule sees tickets as ``Waiting``, numbers only, so that the live desk, a replay of yesterday and
a simulated day run the very same code. Adding a rule is one file and its name in ``__init__``.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Protocol, TypeVar

from server.domain.waiting import Kind, Seat, Waiting

__all__ = ["Backlog", "Kind", "Plain", "Rank", "Rule", "Seat", "Waiting", "favour", "lane_of"]

R = TypeVar("R")
Rank = Any
"""Anything that compares with the other ranks of the same rule; smaller is sooner."""


class Backlog(Protocol):
    """What a rule may know of the queues beside the heads that it compares."""

    def waiting(self, group: str) -> int:
        """How many wait in the group."""

    def able(self, group: str) -> int:
        """How many counters may serve the group."""


class Rule(Protocol):
    """A calling rule. One object serves one hall for one day, and may remember what it called."""

    name: str
    by_kind: bool
    """Do priority tickets and appointments queue in lanes of their own inside a group?"""

    def order(self, ticket: Waiting) -> int:
        """Where the ticket stands in its lane; never changes while it waits."""

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """How soon the counter calls this head of a lane; None when it never does."""

    def called(self, ticket: Waiting, counter: int) -> None:
        """The counter has called the ticket."""

    def copy(self) -> Rule:
        """One that remembers the same, for calls that are only imagined."""


class Plain:
    """A rule that remembers nothing."""

    by_kind = False

    def called(self, ticket: Waiting, counter: int) -> None:
        """Nothing to remember."""

    def copy(self: R) -> R:
        """Itself: there is nothing that an imagined call could change."""
        return self


def lane_of(rule: Rule, ticket: Waiting) -> Hashable:
    """The lane in which the ticket waits under this rule."""
    return (ticket.group, ticket.kind) if rule.by_kind else ticket.group


def favour(ticket: Waiting, now: int) -> int:
    """Strict classes: 0 priority, 1 an appointment that is due, 2 everybody else."""
    if ticket.kind == "priority":
        return 0
    return 1 if ticket.kind == "appointment" and ticket.since <= now else 2
