"""``forward.play`` for the call mark, where nothing but the mark, the seat and the number counts.

A ticket's rank at a counter is then one whole number, known beforehand, so that a run costs a few
comparisons a call. It finds what ``play`` finds, to the millisecond (a test holds it to that).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heapreplace

from server.domain.forward import Forward, Hours
from server.domain.luck import deal
from server.domain.policy.queues import Line, Post
from server.domain.policy.rule import Seat, Waiting
from server.domain.times import Times

_NUMBER_BITS = 32
_NOBODY = 1 << 120
"""Ranks behind every ticket."""


class Marks:
    """The queues of a call-mark hall, made ready for several runs."""

    def __init__(
        self, line: Line, posts: Iterable[Post], times: Times, probes: Sequence[Waiting]
    ) -> None:
        self._tickets = [[place[2] for place in places] for places in line.lanes.values()]
        self._keys = [[*map(_key, tickets), _NOBODY] for tickets in self._tickets]
        self._deals = [[deal(one.number) for one in tickets] for tickets in self._tickets]
        self._number = sum(map(len, self._tickets))
        self._probes = [(probe.group, _key(probe)) for probe in probes]
        index = {lane: i for i, (lane, places) in enumerate(line.lanes.items()) if places}
        asked = {probe.group for probe in probes}
        self._times = times
        self._lanes: dict[int, list[tuple[int, int]]] = {}
        self._asked: dict[int, list[tuple[str, int]]] = {}
        for one in posts:
            seats = [(lane, seat, _late(seat)) for lane, seat in one.seats]
            self._lanes[one.counter] = [(index[a], late) for a, _, late in seats if a in index]
            self._asked[one.counter] = [(s.group, late) for _, s, late in seats if s.group in asked]

    def play(
        self, free: Iterable[tuple[int, Post]], part: int, hours: Hours, *, everybody: bool
    ) -> Forward:
        """One run, in which everybody takes their part of this number; queues stay as they are."""
        found, opens, closes, left = Forward(), 1, 0, self._number
        heads, turns = [keys[0] for keys in self._keys], [0] * len(self._keys)
        open_probes, hold_parts = self._open_probes(), self._times.hold_parts
        heap = [(free_at, post.counter) for free_at, post in free]
        heapify(heap)
        while heap and (open_probes or (everybody and left)):
            at, counter = heap[0]
            if not opens <= at < closes:
                opened = hours.next_call(at)
                if opened is None:
                    heappop(heap)
                    continue
                opens, closes = _calling_from(hours, opened)
                if opened > at:
                    heapreplace(heap, (opened, counter))
                    continue
            best, lane = _NOBODY, -1
            for i, late in self._lanes[counter]:
                if heads[i] + late < best:
                    best, lane = heads[i] + late, i
            if open_probes and self._asked[counter]:
                self._answer(found, open_probes, counter, best, at)
            if lane < 0:
                heappop(heap)
                continue
            turn = turns[lane]
            ticket = self._tickets[lane][turn]
            turns[lane] = turn + 1
            heads[lane] = self._keys[lane][turn + 1]
            found.calls[ticket.id] = at
            left -= 1
            held = hold_parts(counter, ticket.group)[self._deals[lane][turn][part]]
            heapreplace(heap, (at + held, counter))
        return found

    def _open_probes(self) -> dict[str, dict[int, int]]:
        made: dict[str, dict[int, int]] = {}
        for i, (group, key) in enumerate(self._probes):
            made.setdefault(group, {})[i] = key
        return made

    def _answer(
        self, found: Forward, probes: dict[str, dict[int, int]], counter: int, best: int, at: int
    ) -> None:
        for group, late in self._asked[counter]:
            asking = probes.get(group)
            if asking is None:
                continue
            for i in [i for i, key in asking.items() if key + late < best]:
                found.probes[i] = at
                del asking[i]
            if not asking:
                del probes[group]


def _key(ticket: Waiting) -> int:
    """Orders tickets by mark, then by number; one bit between is for who only helps."""
    return (ticket.mark << _NUMBER_BITS + 1) + ticket.number


def _late(seat: Seat) -> int:
    return (seat.delay << _NUMBER_BITS + 1) + (seat.helping << _NUMBER_BITS)


def _calling_from(hours: Hours, at: int) -> tuple[int, int]:
    """The stretch from ``at`` on in which calls may be made at once."""
    if hours.overtime:
        return at, _NOBODY
    return hours.session_of(at) or (at, at)
