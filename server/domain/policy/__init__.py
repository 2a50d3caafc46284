"""Whom a counter calls: the rules by name, and ours applied to the live hall."""

from __future__ import annotations

from collections.abc import Callable

from server.domain.errors import DomainError
from server.domain.policy.accumulating import Accumulating
from server.domain.policy.alternate import Alternate
from server.domain.policy.call_mark import CallMark
from server.domain.policy.fifo import Fifo
from server.domain.policy.fixed_teams import FixedTeams
from server.domain.policy.live import Candidate, candidates, line
from server.domain.policy.look_ahead import LookAhead
from server.domain.policy.mark import call_mark
from server.domain.policy.own_queue import OwnQueue
from server.domain.policy.priority import Priority
from server.domain.policy.rule import Rule

__all__ = ["RULES", "Candidate", "UnknownPolicy", "call_mark", "candidates", "line", "rule"]

RULES: dict[str, Callable[[], Rule]] = {
    made.name: made
    for made in (
        CallMark,
        LookAhead,
        Fifo,
        Priority,
        Alternate,
        Accumulating,
        OwnQueue,
        FixedTeams,
    )
}
"""Every rule by its name; each call makes one that has called nobody yet."""


class UnknownPolicy(DomainError, KeyError):
    """There is no rule of this name."""

    def __str__(self) -> str:
        return f"there is no policy {self.args[0]!r}: choose one of {', '.join(RULES)}"


def rule(name: str) -> Rule:
    """The rule of this name, with nothing remembered. Raises UnknownPolicy."""
    if name not in RULES:
        raise UnknownPolicy(name)
    return RULES[name]()
