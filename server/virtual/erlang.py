"""What queueing theory knows in closed form: yardsticks for the simulator, first guesses for staff.

Erlang 1917; Cobham 1954; Kella & Yechiali 1985; Kleinrock 1964. ``load`` is offered work in
counters (arrival rate times mean service); times come out in the unit of ``service``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def erlang_b(counters: int, load: float) -> float:
    """Which share is turned away where nobody may wait (M/G/c/c)."""
    blocked = 1.0
    for n in range(1, counters + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_b_load(counters: int, blocked: float) -> float:
    """The load at which ``erlang_b`` gives this share: the tables of telephone engineers."""
    low, high = 0.0, counters / (1 - blocked)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if erlang_b(counters, middle) < blocked else (low, middle)
    return (low + high) / 2


def erlang_c(counters: int, load: float) -> float:
    """Which share has to wait at all (M/M/c); 1 where the counters cannot keep up."""
    if load >= counters:
        return 1.0
    blocked = erlang_b(counters, load)
    return blocked / (1 - load / counters * (1 - blocked))


def mean_wait(counters: int, load: float, service: float) -> float:
    """Of everybody, first come first served (M/M/c); infinite where they cannot keep up."""
    if load >= counters:
        return math.inf
    return erlang_c(counters, load) * service / (counters - load)


def share_within(counters: int, load: float, service: float, target: float) -> float:
    """Which share waits no longer than ``target`` (M/M/c)."""
    if load >= counters:
        return 0.0
    if not service:
        return 1.0
    return 1 - erlang_c(counters, load) * math.exp(-(counters - load) * target / service)


def class_waits(counters: int, loads: Sequence[float], service: float) -> list[float]:
    """Mean waits under strict priority without interruption, the most favoured class first.

    All classes need the same exponential service (Kella & Yechiali; Cobham for one counter).
    """
    work = erlang_c(counters, math.fsum(loads)) * service / counters
    used = [math.fsum(loads[: k + 1]) / counters for k in range(len(loads))]
    before = [0.0, *used[:-1]]
    return [work / ((1 - a) * (1 - b)) for a, b in zip(before, used, strict=True)]


def accumulated_waits(
    counters: int, loads: tuple[float, float], service: float, weights: tuple[float, float]
) -> tuple[float, float]:
    """Mean waits of (favoured, other) when the greatest waited times weight goes first."""
    total = math.fsum(loads)
    shared = erlang_c(counters, total) * service / (counters - total)
    favoured, other = (load / counters for load in loads)
    low = shared / (1 - favoured * (1 - weights[1] / weights[0]))
    return (shared * (favoured + other) - other * low) / favoured, low


def one_counter_wait(load: float, service: float, cv: float) -> float:
    """Of everybody at one counter with any service law of this ``cv`` (Pollaczek & Khinchine)."""
    return load * service * (1 + cv * cv) / (2 * (1 - load))
