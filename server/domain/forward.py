"""Running the rule forward: when would everybody be called if all took their mean time?

One deterministic run from the hall as it is answers for all who wait, and for newcomers
(``probes``) who would join now: a probe is called at the first moment at which a counter prefers
it to everybody else that it may call. Later arrivals are not foreseen; what that and the luck of
service times make wrong is learnt from earlier days (``server.domain.learning``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heapreplace

from server.domain.policy.queues import Choice, Line, Post
from server.domain.policy.rule import Waiting

Hold = Callable[[int, str], int]
"""(counter, group) → for how many milliseconds one call holds the counter."""
HoldOf = Callable[[int, Waiting], int]
"""The same for one ticket."""


@dataclass(frozen=True, slots=True)
class Desk:
    """An open counter, and when it is free for its next call: in the mean, and in equal parts.

    ``parts`` has one moment for each of the runs of ``server.domain.runs``; without it they all
    take ``free_at``.
    """

    post: Post
    free_at: int
    parts: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """When calls may be made: intervals of one day, ``[opens, closes)``, in order.

    With ``overtime`` counters go on after the close until nobody waits.
    """

    intervals: Sequence[tuple[int, int]]
    overtime: bool = False

    def next_call(self, at: int) -> int | None:
        """The first moment from ``at`` at which a call may be made; None when not today."""
        if self.overtime and self.intervals:
            return max(at, self.intervals[0][0])
        return self.opening(at)

    def opening(self, at: int) -> int | None:
        """``at`` if it is in a session, else the next opening; None after the last close."""
        return next((max(at, opens) for opens, closes in self.intervals if at < closes), None)

    def session_of(self, at: int) -> tuple[int, int] | None:
        """The interval that goes on at ``at``, or None."""
        return next(((a, b) for a, b in self.intervals if a <= at < b), None)

    def before_close(self, at: int, open_ms: int) -> bool:
        """Do ``open_ms`` of opening hours go by before the session of ``at`` closes?"""
        session = self.session_of(at)
        return session is None or self.after(at, open_ms) < session[1]

    def closed_between(self, a: int, b: int) -> int:
        """Milliseconds from ``a`` to ``b`` outside every interval; none of it with overtime."""
        if self.overtime or b <= a:
            return 0
        opened = sum(max(min(b, end) - max(a, start), 0) for start, end in self.intervals)
        return b - a - opened

    def after(self, at: int, open_ms: int) -> int:
        """The moment when ``open_ms`` of opening hours have gone by since ``at``.

        What is left after the last close is simply added.
        """
        if self.overtime:
            return at + open_ms
        for opens, closes in self.intervals:
            start = max(at, opens)
            if start < closes:
                if open_ms <= closes - start:
                    return start + open_ms
                open_ms -= closes - start
                at = closes
        return at + open_ms


@dataclass(slots=True)
class Forward:
    """When each ticket, and each probe by its place in the list, is called; missing: not today."""

    calls: dict[str, int] = field(default_factory=dict)
    probes: dict[int, int] = field(default_factory=dict)


def run(
    line: Line,
    desks: Iterable[Desk],
    hold: Hold,
    hours: Hours,
    probes: Sequence[Waiting] = (),
    *,
    everybody: bool = True,
) -> Forward:
    """Play the queues in ``line`` (a copy: it is used up) until all is known.

    Without ``everybody`` it ends as soon as the probes are answered.
    """
    free = [(desk.free_at, desk.post) for desk in desks]
    of_ticket = lambda counter, ticket: hold(counter, ticket.group)  # noqa: E731
    return play(line, free, of_ticket, hours, probes, everybody=everybody)


def play(
    line: Line,
    free: Iterable[tuple[int, Post]],
    hold: HoldOf,
    hours: Hours,
    probes: Sequence[Waiting],
    *,
    everybody: bool,
) -> Forward:
    """``run`` for any rule, with a time for each ticket; ``free`` is when counters may call."""
    found = Forward()
    open_probes: dict[str, dict[int, Waiting]] = {}
    for i, probe in enumerate(probes):
        open_probes.setdefault(probe.group, {})[i] = probe
    heap = [(free_at, post.counter, post) for free_at, post in free]
    heapify(heap)
    left = len(line)
    while heap and (open_probes or (everybody and left)):
        free_at, counter, post = heap[0]
        at = hours.next_call(free_at)
        if at is None:
            heappop(heap)
            continue
        if at > free_at:
            heapreplace(heap, (at, counter, post))
            continue
        picked = line.pick(post, at)
        if open_probes:
            _answer(found, open_probes, line, post, picked, at)
        if picked is None:
            heappop(heap)
            continue
        line.pop(picked, counter)
        found.calls[picked.ticket.id] = at
        left -= 1
        heapreplace(heap, (at + hold(counter, picked.ticket), counter, post))
    return found


def _answer(
    found: Forward,
    probes: dict[str, dict[int, Waiting]],
    line: Line,
    post: Post,
    picked: Choice | None,
    at: int,
) -> None:
    """Whichever probe this counter would call before ``picked`` is called now."""
    for _, seat in post.seats:
        asking = probes.get(seat.group)
        if asking is None:
            continue
        for i, probe in list(asking.items()):
            rank = line.rule.rank(probe, seat, post.counter, at, line)
            if rank is not None and (picked is None or (rank, probe.number) < picked.best):
                found.probes[i] = at
                del asking[i]
        if not asking:
            del probes[seat.group]
