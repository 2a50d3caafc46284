"""The queues of a hall under one rule, and the choice of a counter among their heads."""

from __future__ import annotations

from bisect import insort
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from server.domain.policy.rule import Rank, Rule, Seat, Waiting, lane_of

Place = tuple[int, int, Waiting]
"""(order in the lane, number, ticket): lanes are sorted by it."""
_KINDS = ("normal", "priority", "appointment")


class Weighed(NamedTuple):
    """A head of a lane as a counter weighs it; sorted, the soonest is first."""

    rank: Rank
    number: int
    ticket: Waiting
    seat: Seat


class Choice(NamedTuple):
    """Whom a counter would call: ``(rank, number)`` that won, the ticket, and its lane."""

    best: tuple[Rank, int]
    ticket: Waiting
    lane: Hashable


class Post(NamedTuple):
    """A counter as a rule sees it: its number, and the lanes from which it may call."""

    counter: int
    seats: tuple[tuple[Hashable, Seat], ...]


def post(rule: Rule, counter: int, seats: Iterable[Seat]) -> Post:
    """The lanes of a counter under ``rule``."""
    lanes: list[tuple[Hashable, Seat]] = []
    for seat in seats:
        kinds = [(seat.group, kind) for kind in _KINDS] if rule.by_kind else [seat.group]
        lanes += [(lane, seat) for lane in kinds]
    return Post(counter, tuple(lanes))


class Line:
    """Everybody who waits. ``able`` says how many counters may serve each group."""

    def __init__(self, rule: Rule, able: Mapping[str, int]) -> None:
        self.rule = rule
        self._able = able
        self.lanes: dict[Hashable, list[Place]] = {}

    def __len__(self) -> int:
        return sum(map(len, self.lanes.values()))

    def copy(self) -> Line:
        """The same queues, to be played forward."""
        made = Line(self.rule.copy(), self._able)
        made.lanes = {lane: places.copy() for lane, places in self.lanes.items() if places}
        return made

    def add(self, ticket: Waiting) -> None:
        """The ticket waits."""
        lane = self.lanes.setdefault(lane_of(self.rule, ticket), [])
        insort(lane, (self.rule.order(ticket), ticket.number, ticket))

    def call(self, at: Post, now: int) -> Waiting | None:
        """The counter calls whomever the rule says: they wait no more. None when nobody waits."""
        choice = self.pick(at, now)
        if choice is None:
            return None
        self.pop(choice, at.counter)
        return choice.ticket

    def pop(self, choice: Choice, counter: int) -> None:
        """Carry out what ``pick`` found."""
        del self.lanes[choice.lane][0]
        self.rule.called(choice.ticket, counter)

    def drop(self, ticket: Waiting) -> None:
        """The ticket gives up."""
        place = (self.rule.order(ticket), ticket.number, ticket)
        self.lanes[lane_of(self.rule, ticket)].remove(place)

    def waiting(self, group: str) -> int:
        """How many wait in the group."""
        if not self.rule.by_kind:
            return len(self.lanes.get(group, ()))
        return sum(len(self.lanes.get((group, kind), ())) for kind in _KINDS)

    def able(self, group: str) -> int:
        """How many counters may serve the group."""
        return self._able.get(group, 0)

    def pick(self, at: Post, now: int) -> Choice | None:
        """Whom the counter would call now; nobody is called by this."""
        best: tuple[Rank, int] | None = None
        found: Choice | None = None
        lanes, rank_of, counter = self.lanes, self.rule.rank, at.counter
        for lane, seat in at.seats:
            places = lanes.get(lane)
            if places:
                ticket = places[0][2]
                rank = rank_of(ticket, seat, counter, now, self)
                if rank is not None and (best is None or (rank, ticket.number) < best):
                    best = (rank, ticket.number)
                    found = Choice(best, ticket, lane)
        return found

    def weigh(self, at: Post, now: int) -> list[Weighed]:
        """Every head that the counter may call, soonest first."""
        heads = []
        for lane, seat in at.seats:
            if places := self.lanes.get(lane):
                ticket = places[0][2]
                rank = self.rule.rank(ticket, seat, at.counter, now, self)
                if rank is not None:
                    heads.append(Weighed(rank, ticket.number, ticket, seat))
        return sorted(heads)
