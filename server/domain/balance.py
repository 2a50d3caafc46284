"""What would ease the hall now: small changes, each tried by forward runs of the real rule.

A change is another group for an open counter, or another counter at work. First every likely one
is tried with mean times; the best are then run with many draws of luck, the same for "before" and
"after", so that the difference is the change's and not the luck's.
"""

from __future__ import annotations

import math
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from server.domain import forward, skilled
from server.domain.forecast import Book
from server.domain.forward import Desk
from server.domain.hall import Hall
from server.domain.policy.queues import Post
from server.domain.scene import Scene, of_hall, post_of
from server.domain.statistics import percentile
from server.domain.times import Times
from server.domain.waiting import Seat

GROUPS, COUNTERS = 6, 8
"""How many crowded groups and calm counters are tried with each other."""
SHOWN = 3
DRAWS = 24
STRANDED_S = 3600
LEAST_GAIN_S = 120
"""A change that shortens the longest wait by less is not worth a sentence."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Of those who wait now: the longest and the mean wait from issue to call, in seconds, and
    how many nobody would call today (they are in neither)."""

    longest_s: float
    mean_s: float
    stranded: float

    @property
    def burden_s(self) -> float:
        """What is compared: somebody whom nobody calls weighs like an hour."""
        return self.longest_s + self.stranded * STRANDED_S


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change with its effect. ``gain_low_s`` to ``gain_high_s`` holds the gain on the longest
    wait in eight of ten draws; ``cross`` says that another department's group is helped."""

    kind: str
    counter: int
    group: str | None
    before: Effect
    after: Effect
    gain_low_s: float
    gain_high_s: float
    cross: bool

    @property
    def worth_it(self) -> bool:
        """Does it help in nine of ten draws?"""
        return self.gain_low_s > 0 or self.after.stranded < self.before.stranded


Change = tuple[str, int, str | None]
Luck = Callable[[int, str], int]


def suggestions(hall: Hall, now: datetime, book: Book) -> list[Suggestion]:
    """At most three changes, the most helpful first; none when nothing helps much."""
    scene = of_hall(hall, now, book.times_for(hall.rules))
    if not len(scene.line):
        return []
    before = effect(scene, scene.times.hold_ms)
    tried = [(change, _after(hall, scene, change)) for change in _changes(hall, scene)]
    gains = [(before.burden_s - after.burden_s, change) for change, after in tried]
    best = sorted((g for g in gains if g[0] >= LEAST_GAIN_S), key=lambda g: -g[0])
    made = (_judged(hall, scene, change) for _, change in _distinct(best))
    return [one for one in made if one.worth_it][:SHOWN]


def effect(scene: Scene, hold: Luck) -> Effect:
    """The waits of everybody who waits now, if nothing else happened."""
    waiting = [place[2] for places in scene.line.lanes.values() for place in places]
    found = forward.run(scene.line.copy(), scene.desks, hold, scene.hours)
    waits_s = [
        scene.wait_ms(one.since, found.calls[one.id]) / 1000
        for one in waiting
        if one.id in found.calls
    ]
    mean_s = sum(waits_s) / len(waits_s) if waits_s else 0.0
    return Effect(max(waits_s, default=0.0), mean_s, len(waiting) - len(waits_s))


def _judged(hall: Hall, scene: Scene, change: Change) -> Suggestion:
    changed = _changed(hall, scene, change)
    pairs = [
        (effect(scene, luck(scene.times, i)), effect(changed, luck(scene.times, i)))
        for i in range(DRAWS)
    ]
    gains = sorted(b.longest_s - a.longest_s for b, a in pairs)
    kind, counter, group = change
    return Suggestion(
        kind,
        counter,
        group,
        _mean([before for before, _ in pairs]),
        _mean([after for _, after in pairs]),
        percentile(gains, 0.1),
        percentile(gains, 0.9),
        cross=group is not None
        and hall.rules.counters[counter].department != hall.rules.groups[group].department,
    )


def luck(times: Times, draw: int) -> Luck:
    """Log-normal service times, the same for the n-th call of a group in every run of a draw."""
    called: Tally[str] = Tally()

    def hold(counter: int, group: str) -> int:
        called[group] += 1
        z = _normal(f"{draw}/{group}/{called[group]}")
        sigma = math.sqrt(math.log1p(times.cv[group] ** 2))
        return int(times.hold_ms(counter, group) * math.exp(sigma * z - sigma * sigma / 2))

    return hold


def _normal(name: str) -> float:
    """A standard normal number that depends on the name alone (Box and Muller 1958)."""
    u = (crc32(name.encode()) + 0.5) / 2**32
    v = crc32(name[::-1].encode(), 0x9E3779B9) / 2**32
    return math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v)


def _changes(hall: Hall, scene: Scene) -> Iterator[Change]:
    for counter in hall.rules.counters.values():
        if hall.counter(counter.number).state != "open":
            yield "open", counter.number, None
    crowded = sorted(hall.waiting, key=lambda code: -_work_ms(scene, code))[:GROUPS]
    calm = sorted(scene.desks, key=lambda desk: _before(scene, desk))[:COUNTERS]
    for group in crowded:
        for desk in calm:
            known = skilled.knows(hall, desk.post.counter, group)
            if known and scene.line.waiting(group) and not _serves(desk, group):
                yield "help", desk.post.counter, group


def _after(hall: Hall, scene: Scene, change: Change) -> Effect:
    return effect(_changed(hall, scene, change), scene.times.hold_ms)


def _changed(hall: Hall, scene: Scene, change: Change) -> Scene:
    kind, counter, group = change
    if kind == "open":
        opened = Desk(post_of(hall, counter), scene.now)
        return replace(scene, desks=(*scene.desks, opened))
    assert group is not None
    delay = hall.rules.terms[group].help_delay_s * 1000
    more = (group, Seat(group, 99, True, delay))
    desks = tuple(
        Desk(Post(counter, (*desk.post.seats, more)), desk.free_at)
        if desk.post.counter == counter
        else desk
        for desk in scene.desks
    )
    return replace(scene, desks=desks)


def _distinct(ranked: list[tuple[float, Change]]) -> Iterator[tuple[float, Change]]:
    """Not three times the same group or the same counter."""
    seen: set[object] = set()
    for gain, change in ranked:
        _, counter, group = change
        if counter not in seen and (group is None or group not in seen):
            seen |= {counter, group}
            yield gain, change


def _serves(desk: Desk, group: str) -> bool:
    return any(seat.group == group for _, seat in desk.post.seats)


def _work_ms(scene: Scene, group: str) -> float:
    return scene.line.waiting(group) * scene.times.mean_ms[group]


def _before(scene: Scene, desk: Desk) -> float:
    """The work that waits before a counter, and what it has."""
    groups = {seat.group for _, seat in desk.post.seats if seat.group in scene.times.mean_ms}
    return desk.free_at - scene.now + sum(_work_ms(scene, group) for group in groups)


def _mean(effects: list[Effect]) -> Effect:
    n = len(effects)
    return Effect(
        sum(e.longest_s for e in effects) / n,
        sum(e.mean_s for e in effects) / n,
        sum(e.stranded for e in effects) / n,
    )
