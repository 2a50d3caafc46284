"""Synthetic days of a plan. The same seed gives the same people, whatever the rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from server.domain.plan import Group, Plan, Session
from server.virtual.people import Change, Citizen
from server.virtual.scenario import HALF_HOUR_S, Scenario

PEAK = 1.4
"""How much busier the first third of a morning is than the rest."""


Window = tuple[float, float, float]
"""(start, end, weight) in which numbers are taken."""


class _Row(NamedTuple):
    at_s: int
    lot: float
    group: str
    service_s: float
    slot_s: float | None
    shows: bool


@dataclass(frozen=True, slots=True)
class VirtualDay:
    """Who comes, how fast the officers are today, and the seed of their pauses.

    ``changes`` are counters that open or stop; without any, all are open all day.
    """

    citizens: list[Citizen]
    speeds: dict[int, float] = field(default_factory=dict)
    seed: int = 0
    changes: Sequence[Change] = ()


def capacity(plan: Plan) -> float:
    """How many citizens the counters can serve in the day's sessions at the plan's mean times."""
    open_s = sum(s.closes_s - s.opens_s for s in plan.sessions)
    return len(plan.counters) * open_s / mean_hold_s(plan)


def mean_hold_s(plan: Plan) -> float:
    """For how long a call holds a counter, over the mix of groups."""
    weights = _shares(plan)
    mean_s = sum(w * g.mean_service_s for w, g in zip(weights, plan.groups.values(), strict=True))
    return plan.centre.walk_s + mean_s


def at_load(plan: Plan, scenario: Scenario, load: float) -> float:
    """How many a day keep all counters busy for this share of the sessions."""
    missed = scenario.no_show * plan.centre.no_show_s / mean_hold_s(plan)
    return load * capacity(plan) / (1 - scenario.no_show + missed)


def make_day(plan: Plan, scenario: Scenario, seed: int) -> VirtualDay:
    """One day of ``plan``; groups that have no share are as likely as the mean of the others.

    Every group has its own busy and quiet days, so the whole day is busy or quiet, too.
    """
    random = Random(seed)
    windows = _windows(plan, scenario)
    rows = []
    for share, group in zip(_shares(plan), plan.groups.values(), strict=True):
        today = scenario.per_day * share * _lognormal(random, 1.0, scenario.day_cv)
        for _ in range(_poisson(random, today)):
            rows.append(_person(random, plan, scenario, windows, group))
    rows.sort(key=lambda row: (row.at_s, row.lot))
    citizens = [
        Citizen(
            f"{i:04d}",
            i,
            row.at_s,
            row.group,
            row.service_s,
            row.lot < scenario.priority,
            row.slot_s,
            row.shows,
        )
        for i, row in enumerate(rows, 1)
    ]
    speeds = {n: _lognormal(random, 1.0, scenario.officer_cv) for n in plan.counters}
    return VirtualDay(citizens, speeds if scenario.officer_cv else {}, seed)


def resting(scenario: Scenario, day: VirtualDay) -> Callable[[int, int], int] | None:
    """For ``Day(on_free=…)``: for how many ms a counter rests after a call, or None."""
    if not scenario.pause:
        return None
    random = Random(day.seed * 7919 + 1)
    low_s, high_s = scenario.pause_s

    def rest(counter: int, at_ms: int) -> int:
        rests, takes_s = random.random() < scenario.pause, random.uniform(low_s, high_s)
        return int(takes_s * 1000) if rests else 0

    return rest


def _shares(plan: Plan) -> list[float]:
    given = [group.share for group in plan.groups.values()]
    known = [share for share in given if share > 0]
    usual = sum(known) / len(known) if known else 1.0
    filled = [share if share > 0 else usual for share in given]
    return [share / sum(filled) for share in filled]


def ticket_hours(plan: Plan) -> list[tuple[float, float]]:
    """When numbers are given, session by session: from a little before each opening."""
    early_s = plan.centre.issue_early_s
    return [(max(s.opens_s - early_s, 0), s.last_ticket_s) for s in plan.sessions]


def _windows(plan: Plan, scenario: Scenario) -> list[Window]:
    """When people come. A half-hour of the profile shrinks to where numbers are given."""
    found: list[Window] = []
    for i, (start, end) in enumerate(ticket_hours(plan)):
        if scenario.profile is None:
            third = start + (end - start) / 3
            peak = PEAK if i == 0 else 1.0
            found += [(start, third, peak * (third - start)), (third, end, end - third)]
            continue
        for at, weight in sorted(scenario.profile.items()):
            low, high = max(at, start), min(at + HALF_HOUR_S, end)
            if low < high and weight > 0:
                found.append((low, high, weight))
    return found


def _moment(random: Random, windows: list[Window]) -> float:
    start, end, _ = random.choices(windows, [w for *_, w in windows])[0]
    return random.uniform(start, end)


def _person(
    random: Random, plan: Plan, scenario: Scenario, windows: list[Window], group: Group
) -> _Row:
    service_s = _lognormal(random, group.mean_service_s, group.cv)
    lot, shows = random.random(), random.random() >= scenario.no_show
    at_s, slot_s = _moment(random, windows), None
    if scenario.priority <= lot < scenario.priority + scenario.appointment:
        slot_s, at_s = _booked(random, plan, scenario, at_s)
    return _Row(round(at_s), lot, group.code, round(service_s, 1), slot_s, shows)


def _booked(random: Random, plan: Plan, scenario: Scenario, wish_s: float) -> tuple[float, float]:
    """The slot at or before ``wish_s``, and when the person checks in."""
    session = min(plan.sessions, key=lambda one: _apart(one, wish_s))
    slot = max(wish_s - session.opens_s, 0) // scenario.slot_s
    slot_s = session.opens_s + slot * scenario.slot_s
    mean_s, sd_s = scenario.early_s
    earliest, latest = ticket_hours(plan)[plan.sessions.index(session)]
    at_s = min(max(slot_s - random.gauss(mean_s, sd_s), earliest), latest)
    return slot_s, at_s


def _apart(session: Session, at_s: float) -> float:
    """How far a moment is from a session."""
    return max(session.opens_s - at_s, at_s - session.closes_s, 0)


def _lognormal(random: Random, mean: float, cv: float) -> float:
    if cv <= 0:
        return mean
    variance = math.log1p(cv * cv)
    return random.lognormvariate(math.log(mean) - variance / 2, math.sqrt(variance))


def _poisson(random: Random, mean: float) -> int:
    """Arrivals of a Poisson process of rate ``mean`` in one unit of time."""
    n, at = 0, random.expovariate(1.0)
    while at < mean:
        n, at = n + 1, at + random.expovariate(1.0)
    return n
