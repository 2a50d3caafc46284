"""The rule of the centre applied to the live hall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from server.domain.facts import from_ms
from server.domain.hall import Hall
from server.domain.plan import CounterPlan
from server.domain.policy.call_mark import CallMark
from server.domain.policy.look_ahead import LookAhead
from server.domain.policy.rule import Rule, Seat, Waiting

LIVE: dict[str, Rule] = {made.name: made for made in (CallMark(), LookAhead())}
"""Those of which a live hall may choose: marks order every group, and nothing is remembered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a queue, as a counter weighs it. ``effective`` is what is compared.

    ``delay_s`` is what a helped group counts later by, 0 for an own one.
    """

    ticket: str
    number: int
    group: str
    mark: datetime
    effective: datetime
    help: bool
    delay_s: int = 0

    @property
    def rank(self) -> tuple[datetime, bool, int]:
        """Smaller is sooner."""
        return self.effective, self.help, self.number


class _Backlog:
    """The live queues as a rule may know them."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def waiting(self, group: str) -> int:
        return len(self._hall.waiting.get(group, ()))

    def able(self, group: str) -> int:
        able = self._hall.rules.able.get(group, ())
        return sum(self._hall.counter(number).state == "open" for number in able)


def candidates(hall: Hall, counter: CounterPlan) -> list[Candidate]:
    """The head of every queue that the counter may serve, soonest first."""
    heads = [next(queue, None) for queue in _queues(hall, counter)]
    return sorted((head for head in heads if head), key=_rank)


def line(hall: Hall, counter: CounterPlan, limit: int) -> list[Candidate]:
    """The first whom the counter may serve, in the order in which it would call them now."""
    return list(islice(merge(*_queues(hall, counter), key=_rank), limit))


def _queues(hall: Hall, counter: CounterPlan) -> list[Iterator[Candidate]]:
    rule, backlog = LIVE[hall.rules.centre.policy], _Backlog(hall)
    bound = hall.bound.get(counter.number, ())
    queues = [(bound, Seat("", -1, False, 0))]
    queues += [
        (hall.waiting.get(seat.group, ()), seat) for seat in hall.rules.seats[counter.number]
    ]
    return [_queue(rule, backlog, counter.number, *one) for one in queues]


def _queue(
    rule: Rule,
    backlog: _Backlog,
    counter: int,
    waiting: Iterable[Waiting],
    seat: Seat,
) -> Iterator[Candidate]:
    for ticket in waiting:
        rank: Any = rule.rank(ticket, seat, counter, 0, backlog)
        mark, effective = from_ms(ticket.mark), from_ms(int(rank[0]))
        delay_s = seat.delay // 1000
        yield Candidate(
            ticket.id, ticket.number, ticket.group, mark, effective, seat.helping, delay_s
        )


def _rank(candidate: Candidate) -> tuple[datetime, bool, int]:
    return candidate.rank
