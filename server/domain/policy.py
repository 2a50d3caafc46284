"""Whom a counter calls: the call mark.

A ticket's mark is its issue time less the credit of its class and never changes while it waits.
A counter calls the earliest mark among the groups that it may serve; groups that it only helps
count ``help_delay_s`` later. Ties go to the smaller number. (Jackson's dynamic priority, known
as earliest due date or affine accumulating priority: Jackson 1960, Goldberg 1977.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from server.domain.facts import from_ms
from server.domain.hall import Hall, Place
from server.domain.plan import Centre, CounterPlan


@dataclass(frozen=True, slots=True)
class Candidate:
    """The first of a queue, as a counter weighs it. ``effective`` is what is compared."""

    ticket: str
    number: int
    group: str
    mark: datetime
    effective: datetime
    help: bool

    @property
    def rank(self) -> tuple[datetime, int]:
        """Smaller is sooner."""
        return self.effective, self.number


def call_mark(centre: Centre, issued_at: datetime, priority: bool) -> datetime:
    """The mark of a walk-in: issue time, less the priority credit."""
    credit_s = centre.priority_credit_s if priority else 0
    return issued_at - timedelta(seconds=credit_s)


def candidates(hall: Hall, counter: CounterPlan) -> list[Candidate]:
    """The head of every queue that the counter may serve, soonest first."""
    heads = [next(queue, None) for queue in _queues(hall, counter)]
    return sorted((head for head in heads if head), key=_rank)


def line(hall: Hall, counter: CounterPlan, limit: int) -> list[Candidate]:
    """The first whom the counter may serve, in the order in which it would call them now."""
    return list(islice(merge(*_queues(hall, counter), key=_rank), limit))


def _queues(hall: Hall, counter: CounterPlan) -> list[Iterator[Candidate]]:
    help_s = hall.rules.centre.help_delay_s
    queues = [_queue(hall, hall.bound.get(counter.number, ()), None)]
    queues += [_queue(hall, hall.waiting.get(group, ()), None) for group in counter.groups]
    queues += [_queue(hall, hall.waiting.get(group, ()), help_s) for group in counter.help]
    return queues


def _queue(hall: Hall, places: Iterable[Place], help_s: int | None) -> Iterator[Candidate]:
    return (_of(hall, place, help_s) for place in places)


def _rank(candidate: Candidate) -> tuple[datetime, int]:
    return candidate.rank


def _of(hall: Hall, place: Place, help_s: int | None) -> Candidate:
    mark = from_ms(place[0])
    group = hall.tickets[place[2]].leg.group
    effective = mark if help_s is None else mark + timedelta(seconds=help_s)
    return Candidate(place[2], place[1], group, mark, effective, help_s is not None)
