"""What a forecast costs: the forward runs and their correction, by how many wait."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from works import Row, percentile_ms

from server.domain import policy
from server.domain.book import BEGINNER
from server.domain.forecast import predict
from server.domain.forward import Hours
from server.domain.plan import Plan
from server.domain.policy.queues import Line, post
from server.domain.policy.rule import Waiting
from server.domain.scene import LAST, Scene, busy_desk
from server.virtual.reference import reference_plan

NOW = 30_000_000
WAITING = (20, 100, 300, 500)
BOUND_AT, BOUND_MS = 100, 2.0
TIMES = 300


def speeds() -> Iterator[Row]:
    """A row for each length of the queues; counted in the processor's time of this thread."""
    plan = reference_plan()
    for rule in ("call-mark", "look-ahead"):
        for waiting in WAITING:
            took_s = list(_took(Hall(plan, rule, waiting), TIMES))
            bound = rule == "call-mark" and waiting <= BOUND_AT
            p50, p99 = (percentile_ms(took_s, share) for share in (0.5, 0.99))
            yield Row(
                f"one forecast, {rule}, {waiting} waiting, {len(plan.counters)} counters",
                f"p99 ≤ {BOUND_MS:.0f} ms" if bound else "–",
                f"p50 {p50:.2f} ms, p99 {p99:.2f} ms",
                "",
                not bound or p99 <= BOUND_MS,
            )


@dataclass
class Hall:
    """A full hall: everybody waits up to an hour, and every counter has somebody."""

    plan: Plan
    rule: str
    waiting: int

    def __post_init__(self) -> None:
        self.dice = random.Random(self.waiting)
        self.codes = list(self.plan.groups)
        self.shares = [group.share for group in self.plan.groups.values()]

    def group(self) -> str:
        """Somebody's group."""
        return self.dice.choices(self.codes, self.shares)[0]

    def scene(self) -> Scene:
        """The hall as a forecast sees it."""
        rule, times = policy.rule(self.rule), BEGINNER.times_for(self.plan)
        line = Line(rule, {code: len(able) for code, able in self.plan.able.items()})
        for i in range(self.waiting):
            at = NOW - self.dice.randint(0, 3_600_000)
            line.add(Waiting(at, i, f"t{i}", self.group(), "normal", at, at))
        desks = tuple(
            busy_desk(
                post(rule, n, seats), NOW, times, seats[0].group, self.dice.randint(0, 600_000), n
            )
            for n, seats in self.plan.seats.items()
        )
        hours = Hours([(27_000_000, 41_400_000), (48_600_000, 61_200_000)], True)
        return Scene(NOW, line, desks, hours, times, {})


def _took(hall: Hall, number: int) -> Iterator[float]:
    scene = hall.scene()
    for _ in range(number):
        newcomer = Waiting(NOW, LAST, "", hall.group(), "normal", NOW, NOW)
        began = time.thread_time()
        predict(scene, [newcomer], BEGINNER)
        yield time.thread_time() - began
