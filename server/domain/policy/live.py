"""The rule of the centre applied to the live hall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    queues = [(_heads(waiting), seat) for waiting, seat in _seated(hall, counter)]
    heads = [head for queue in _weighed(hall, counter, queues) for head in queue]
    if len(heads) < LEAST:
        known = {head.ticket for head in heads}
        more = (one for one in line(hall, counter, LEAST) if one.ticket not in known)
        heads += list(more)[: LEAST - len(heads)]
    return sorted(heads, key=_rank)


def _heads(waiting: Iterable[Waiting]) -> list[Waiting]:
    """The first of each class; a long queue is scanned only as far as it takes."""
    found: dict[Kind, Waiting] = {}
    for one in waiting:
        if one.kind not in found:
            found[one.kind] = one
            if len(found) == KINDS:
                break
    return list(found.values())


def line(hall: Hall, counter: CounterPlan, limit: int) -> list[Candidate]:
    """The first whom the counter may serve, in the order in which it would call them now."""
    return list(islice(merge(*_weighed(hall, counter, _seated(hall, counter)), key=_rank), limit))


Seated = tuple[Sequence[Waiting], Seat]
"""A queue, and how the counter stands to it."""


def _seated(hall: Hall, counter: CounterPlan) -> list[Seated]:
    bound = hall.bound.get(counter.number, ())
    seats = hall.rules.seats[counter.number]
    found: list[Seated] = [(bound, Seat("", -1, False, 0))]
    found += [(hall.waiting.get(seat.group, ()), seat) for seat in seats]
    return found


def _weighed(
    hall: Hall, counter: CounterPlan, queues: Sequence[Seated]
) -> list[Iterator[Candidate]]:
    rule, backlog = LIVE[hall.rules.centre.policy], _Backlog(hall)
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
