"""How far off a forecast must be: many random runs that know the true law of service."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forecast_days import Centre, nights

from server.domain import policy
from server.domain.book import LearnedBook
from server.domain.forecast import predict
from server.domain.forward import play
from server.domain.learning_lad import lad
from server.domain.policy.rule import Waiting
from server.domain.scene import Scene, usual_times
from server.domain.tickets import Forecast
from server.domain.times import Times
from server.virtual.day import Day
from server.virtual.floor import Floor
from server.virtual.people import Visit
from server.virtual.seer import scene_of
from server.virtual.workload import make_day

RUNS = 24
SHARE = 0.1
"""Of those who come, so many are told by random runs, too."""


@dataclass
class Gambler:
    """Tells a share of newcomers by the book, and by random runs."""

    book: LearnedBook
    known: Times
    truth: Times
    dice: random.Random = field(default_factory=lambda: random.Random(1))
    found: dict[str, tuple[float, float]] = field(default_factory=dict)

    def tell(self, floor: Floor, newcomer: Waiting, visit: Visit) -> Forecast | None:
        if self.dice.random() > SHARE or newcomer.kind == "appointment":
            return None
        told = predict(scene_of(floor, self.known), [newcomer], self.book)[0]
        if told is None or not told.signals.forward_s:
            return None
        scene = scene_of(floor, self.truth)
        waits = [self._run(scene, floor, newcomer) for _ in range(RUNS)]
        self.found[newcomer.id] = (float(told.told.mid_s), statistics.fmean(waits))
        return None

    def hear(self, visit: Visit) -> None:
        """Nothing to learn: it knows."""

    def _run(self, scene: Scene, floor: Floor, newcomer: Waiting) -> float:
        free = []
        for desk in scene.desks:
            busy = floor.busy.get(desk.post.counter)
            left = 0 if busy is None else self._left(busy.group, floor.now - busy.called_at)
            free.append((max(floor.now + left, scene.hours.opening(floor.now) or 0), desk.post))
        run = play(scene.line.copy(), free, self._hold, scene.hours, [newcomer], everybody=False)
        return scene.wait_ms(newcomer.since, max(run.probes[0], newcomer.since)) / 1000

    def _hold(self, counter: int, ticket: Waiting) -> int:
        if self.dice.random() > self.truth.shows:
            return self.truth.no_show_ms
        return self.truth.walk_ms + self._service(ticket.group)

    def _service(self, group: str) -> int:
        sigma = math.sqrt(math.log1p(self.truth.cv[group] ** 2))
        return int(self.truth.mean_ms[group] * self.dice.lognormvariate(-sigma * sigma / 2, sigma))

    def _left(self, group: str, ago: int) -> int:
        """A service that is longer than what is over, less that."""
        over = ago - self.truth.walk_ms
        for _ in range(50):
            service = self._service(group)
            if service > over:
                return service - over
        return max(over, 0) // 3


def floor_of(centre: Centre, training: Sequence[int], days: Sequence[int]) -> tuple[float, float]:
    """MAE in seconds of what is told, and of the random runs at their best scale, on a share."""
    book = nights(centre, training)
    truth = replace(usual_times(centre.plan), shows=1 - centre.scenario.no_show)
    rows: list[tuple[float, float, float]] = []
    for seed in days:
        day = make_day(centre.plan, centre.scenario, seed)
        gambler = Gambler(book, book.times_for(centre.known), truth)
        hall = Day(centre.plan, policy.rule("call-mark"), seer=gambler)
        visits = {visit.citizen.ticket: visit for visit in hall.run(day.citizens)}
        rows += [
            (visits[ticket].wait_s or 0.0, told, drawn)
            for ticket, (told, drawn) in gambler.found.items()
            if visits[ticket].wait_s
        ]
    scale = lad([(drawn,) for _, _, drawn in rows], [wait for wait, _, _ in rows])[0]
    told_s = statistics.fmean(abs(wait - told) for wait, told, _ in rows)
    return told_s, statistics.fmean(abs(wait - scale * drawn) for wait, _, drawn in rows)
