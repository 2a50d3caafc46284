"""One favoured ticket, then two normal ones, at each counter; oldest first inside both streams.

Qmatic's counted calling rules and Brazil's common 2:1. A stream that has nobody is passed over.
Priority and due appointments are the favoured stream.
"""

from __future__ import annotations

from collections import defaultdict

from server.domain.policy.rule import Backlog, Plain, Rank, Seat, Waiting, favour

NORMALS = 2
"""How many normal tickets follow a favoured one."""


class Alternate(Plain):
    """Each counter remembers how many normals it has called since its last favoured ticket."""

    name = "alternate"
    by_kind = True

    def __init__(self) -> None:
        self._normals: defaultdict[int, int] = defaultdict(lambda: NORMALS)
        self._now = 0

    def order(self, ticket: Waiting) -> int:
        """By the start of the wait."""
        return ticket.since

    def rank(
        self, ticket: Waiting, seat: Seat, counter: int, now: int, backlog: Backlog
    ) -> Rank | None:
        """The stream whose turn it is, then age."""
        self._now = now
        favoured = favour(ticket, now) < 2
        turn = self._normals[counter] >= NORMALS
        return favoured is not turn, ticket.since

    def called(self, ticket: Waiting, counter: int) -> None:
        """Count the streams, as they were when the counter chose."""
        favoured = favour(ticket, self._now) < 2
        self._normals[counter] = 0 if favoured else self._normals[counter] + 1

    def copy(self) -> Alternate:
        """One with the same counts."""
        made = Alternate()
        made._normals.update(self._normals)
        return made
