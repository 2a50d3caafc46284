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
from server.domain.policy.rule import Kind, Rule, Seat, Waiting

LEAST = 4
"""How many candidates are weighed, where so many wait."""
KINDS = 3

LIVE: dict[str, Rule] = {made.name: made for made in (CallMark(), LookAhead())}
"""Those of which a live hall may choose: marks order every group, and nothing is remembered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a queue, as a counter weighs it. ``effective`` is what is compared.

    ``delay_s`` is what a helped group counts later by, 0 for an own one; ``crowd_s`` by how much
    a crowded group is moved forward (look-ahead only).
    """

    ticket: str
    number: int
    group: str
    mark: datetime
    effective: datetime
    help: bool
    kind: Kind
    delay_s: int = 0
    crowd_s: int = 0

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
        return len(self._hall.rules.able.get(group, ()))


def candidates(hall: Hall, counter: CounterPlan) -> list[Candidate]:
    """Those that are weighed, soonest first: the first of every (group, class) of the counter.

    Where these are fewer than ``LEAST``, those who come after them, too.
    """
    heads = [head for queue in _queues(hall, counter) for head in _heads(queue)]
    if len(heads) < LEAST:
        known = {head.ticket for head in heads}
        more = (one for one in line(hall, counter, LEAST) if one.ticket not in known)
        heads += list(more)[: LEAST - len(heads)]
    return sorted(heads, key=_rank)


def _heads(queue: Iterable[Candidate]) -> list[Candidate]:
    found: dict[Kind, Candidate] = {}
    for one in queue:
        found.setdefault(one.kind, one)
        if len(found) == KINDS:
            break
    return list(found.values())


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
        crowd_s = (ticket.mark + seat.delay - int(rank[0])) // 1000
        yield Candidate(
            ticket.id,
            ticket.number,
            ticket.group,
            mark,
            effective,
            seat.helping,
            ticket.kind,
            seat.delay // 1000,
            crowd_s,
        )


def _rank(candidate: Candidate) -> tuple[datetime, bool, int]:
    return candidate.rank
