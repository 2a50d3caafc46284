"""How many will wait in the next two hours, if counters stay as they are: a range for each step.

Groups that share counters make one part of the hall. In each of many runs people come as they
usually do at this time of this weekday, as busy as today is so far, and are served as fast as the
part's counters can, at the pace of the last hour; the range is what eight runs in ten end in. Pure:
luck is handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from server.domain import sessions
from server.domain.hall import Hall
from server.domain.statistics import percentile
from server.domain.tickets import Leg
from server.domain.times import Times

STEP_S = 600
STEPS = 12
RUNS = 200
LOW, HIGH = 0.1, 0.9
_SPREAD = 0.8
"""Of service times over their mean, in a part of the hall."""
_DAY_SPREAD = 0.15
"""How far a day's arrivals stray from the pace of its morning."""
_LEAN_S, _LONGEST_S = 4000.0, 3600.0
"""Some ten calls are as good as what was known before; longer than an hour was a break."""
Luck = Callable[[], float]
"""Deals standard normal deviates."""
WORKS = frozenset({"open", "paused"})
"""Counters in these states are counted on: a pause is short."""
LOOKS_BACK = timedelta(hours=1)
RIPE = timedelta(minutes=20)
"""A call so old is over, or is a long one."""
SETTLES = timedelta(minutes=10)
"""So long around the end of a session counters close, and open again after it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Groups and the counters that serve them: who waits, calls a second, who will come.

    ``coming`` has the mean number for each step; ``rate`` is that of all ``counters`` at work, of
    which ``busy`` have somebody now.
    """

    waiting: int
    rate: float
    coming: tuple[float, ...]
    counters: int = 1
    busy: int = 1


@dataclass(frozen=True, slots=True)
class Ahead:
    """People who wait at the end of a step: whole numbers, rounded outward."""

    low: int
    mid: int
    high: int


def slowness(hall: Hall, times: Times, now: datetime) -> float:
    """How long calls held the counters, over what ``times`` expect; above 1 is slower.

    Up to the next call where somebody waited, else up to the end. Of the calls of an hour, up to
    ``RIPE`` ago: of newer ones only the short would be over. Few calls say little: it leans on 1.
    """
    called: dict[int, list[tuple[datetime, Leg]]] = {}
    for leg in (leg for ticket in hall.tickets.values() for leg in ticket.legs):
        at, counter = leg.first_called_at, leg.counter
        known = leg.group in times.mean_ms and counter in hall.rules.counters
        if counter is not None and at is not None and at >= now - RIPE - LOOKS_BACK and known:
            called.setdefault(counter, []).append((at, leg))
    took = usual = _LEAN_S
    for number, found in called.items():
        found.sort(key=lambda one: one[0])
        for (begun, leg), (next_at, after) in pairwise(found):
            if leg.ended_at is None or begun > now - RIPE:
                continue
            waited = after.opened_at <= leg.ended_at
            passed = ((next_at if waited else leg.ended_at) - begun).total_seconds()
            if passed < _LONGEST_S:
                took += passed
                gap_ms = 0 if waited else times.gap_ms
                usual += (times.hold_ms(number, leg.group) - gap_ms) / 1000
        begun, leg = found[-1]
        if leg.ended_at is None and begun <= now - RIPE:
            took += (now - begun).total_seconds()
            usual += times.hold_ms(number, leg.group) / 1000
    return min(max(took / usual, 0.5), 4.0)


def counted_on(hall: Hall, now: datetime) -> set[int]:
    """The counters that work, or will after the break: those that closed when it began.

    Just after an opening those that are not open yet are waited for.
    """
    plan = hall.rules
    works = {n for n in plan.counters if hall.counter(n).state in WORKS}
    held = [(sessions.moment(plan, day, one.opens_s), sessions.moment(plan, day, one.closes_s))
            for day in [sessions.local_day(now, sessions.zone_of(plan))]
            for one in sessions.sessions_on(plan, day)]  # fmt: skip
    begun = [opens for opens, _ in held if opens <= now]
    over = [closes for _, closes in held if closes <= now]
    settled = bool(begun) and max(begun) + SETTLES <= now
    if settled and (not over or max(over) < max(begun)):
        return works
    if not over:
        return set(plan.counters)
    since = {n: hall.counter(n).since for n in plan.counters}
    return works | {n for n, at in since.items() if at and at >= max(over) - SETTLES}


def parts(
    hall: Hall,
    times: Times,
    coming: Mapping[str, Sequence[float]],
    working: Collection[int],
    slow: float = 1.0,
) -> list[Part]:
    """The hall in parts that do not help each other; ``coming`` is by group.

    ``working`` are the counters that are counted on, ``slow`` how much longer a call holds one
    than ``times`` say.
    """
    counters = [c for c in hall.rules.counters.values() if c.number in working]
    part_of = {code: code for code in hall.rules.groups}

    def root(code: str) -> str:
        while part_of[code] != code:
            code = part_of[code]
        return code

    for counter in counters:
        known = [code for code in counter.groups if code in part_of]
        for code in known[1:]:
            part_of[root(code)] = root(known[0])
    members: dict[str, list[str]] = {}
    for code in hall.rules.groups:
        members.setdefault(root(code), []).append(code)
    found = [_part(hall, times, codes, coming, working) for codes in members.values()]
    return [replace(one, rate=one.rate / slow) for one in found]


def _part(
    hall: Hall,
    times: Times,
    codes: Sequence[str],
    coming: Mapping[str, Sequence[float]],
    working: Collection[int],
) -> Part:
    waiting = {code: len(hall.waiting.get(code, ())) for code in codes}
    arrivals = {code: coming.get(code, (0.0,) * STEPS) for code in codes}
    weight = {code: waiting[code] + sum(arrivals[code]) for code in codes}
    rate, counters, busy = 0.0, 0, 0
    for number, planned in hall.rules.counters.items():
        own = [code for code in planned.groups if code in weight]
        if own and number in working:
            counters += 1
            busy += hall.counter(number).ticket is not None
            total = sum(weight[code] for code in own)
            holds = [(times.hold_ms(number, c) / 1000, weight[c] if total else 1.0) for c in own]
            share = sum(w for _, w in holds)
            rate += share / sum(hold_s * w for hold_s, w in holds)
    sums = tuple(math.fsum(arrivals[code][i] for code in codes) for i in range(STEPS))
    return Part(sum(waiting.values()), rate, sums, counters, busy)


def run(
    found: Sequence[Part], open_s: Sequence[float], normal: Luck, runs: int = RUNS
) -> list[Ahead]:
    """A range for the end of each step, of which ``open_s`` seconds are open."""
    ends: list[list[float]] = [[] for _ in open_s]
    for _ in range(runs):
        pace = math.exp(_DAY_SPREAD * normal() - _DAY_SPREAD**2 / 2)
        now = [(float(part.waiting), float(part.busy)) for part in found]
        for step, seconds in enumerate(open_s):
            for i, part in enumerate(found):
                now[i] = _step(part, *now[i], part.coming[step] * pace, seconds, normal)
            ends[step].append(sum(waiting for waiting, _ in now))
    return [_range(sorted(one)) for one in ends]


def _step(
    part: Part, waiting: float, busy: float, coming: float, open_s: float, normal: Luck
) -> tuple[float, float]:
    """How many wait in a part at the end of a step, and how many counters have somebody.

    A counter that has nobody takes the next at once; in closed hours nobody is at any.
    """
    come = _some(coming, 1.0, normal)
    if not open_s:
        return waiting + come, 0.0
    inside = waiting + busy
    at_work = min(inside + come / 2, part.counters) / part.counters if part.counters else 0.0
    done = _some(part.rate * at_work * open_s, _SPREAD, normal)
    inside = max(inside + come - done, 0.0)
    return max(inside - part.counters, 0.0), min(inside, part.counters)


def _some(mean: float, spread: float, normal: Luck) -> float:
    """A count around ``mean``: its variance is the mean times the spread's square."""
    return max(mean + spread * math.sqrt(mean) * normal(), 0.0) if mean > 0 else 0.0


def _range(ordered: Sequence[float]) -> Ahead:
    low, mid, high = (percentile(ordered, share) for share in (LOW, 0.5, HIGH))
    return Ahead(math.floor(low), round(mid), math.ceil(high))
