"""Our rule against the others on ten reference centres, the same people under all."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decisions import decision_ms

from server.virtual import advice
from server.virtual.departments import department_plan
from server.virtual.estimate import Estimate, student
from server.virtual.lab import Case, Lab
from server.virtual.measures import Measures, measures
from server.virtual.reference import pooled, reference_plan, reference_scenario
from server.virtual.simulation import make_days
from server.virtual.tally import Tally

CENTRES = range(1, 11)
DAYS = 30
ADVISED = range(1, 4)
"""Centres in which the advice is asked for two authorisations a counter."""
ADVICE_DAYS = 24
PROCESSES = min(os.cpu_count() or 1, 8)


@dataclass(frozen=True)
class Bar:
    """A ratio of two figures: of whom over whom, and what is wanted."""

    text: str
    figure: str
    over: tuple[str, str]
    wanted: float


BARS = (
    Bar("mean vs fifo over skills", "mean_s", ("fifo", "mean_s"), 1.05),
    Bar("mean vs fixed teams", "mean_s", ("fixed-teams", "mean_s"), 0.75),
    Bar("mean vs own queue", "mean_s", ("own-queue", "mean_s"), 0.97),
    Bar("p95 vs fixed teams", "p95_s", ("fixed-teams", "p95_s"), 0.65),
    Bar("p95 vs own queue", "p95_s", ("own-queue", "p95_s"), 0.70),
    Bar("p95 vs static priority", "p95_s", ("priority", "p95_s"), 0.90),
    Bar("worst group's mean vs overall", "worst_group_mean_s", ("call-mark", "mean_s"), 1.6),
    Bar("longest wait of a day vs own queue", "longest_s", ("own-queue", "longest_s"), 0.45),
    Bar("priority mean vs normal", "priority_mean_s", ("call-mark", "normal_mean_s"), 0.35),
    Bar(
        "appointments (after slot) vs normal",
        "appointment_mean_s",
        ("call-mark", "normal_mean_s"),
        0.45,
    ),
    Bar("mean vs the pooled bound", "mean_s", ("pooled", "mean_s"), 1.55),
)


def cases(seed: int) -> dict[str, Case]:
    """Every rule in the hall that is its own: fixed teams have departments, the bound all skills."""
    plan = reference_plan(seed)
    return {
        **{name: Case(plan, name) for name in ("call-mark", "look-ahead", "accumulating")},
        **{name: Case(plan, name) for name in ("fifo", "priority", "alternate", "own-queue")},
        "fixed-teams": Case(department_plan(seed), "fixed-teams"),
        "pooled": Case(pooled(plan), "fifo"),
    }


def measure(seed: int) -> dict[str, list[Tally]]:
    """The days of one centre under every rule."""
    plan = reference_plan(seed)
    tried = cases(seed)
    days = make_days(plan, reference_scenario(plan), seed, DAYS)
    with Lab(days, processes=PROCESSES) as lab:
        return dict(zip(tried, lab.run(list(tried.values())), strict=True))


def advised(seed: int) -> tuple[Estimate, Estimate, int]:
    """A centre of departments over the pooled bound: as it is, and with two authorisations a
    counter, on days on which nothing was chosen; and how many there are."""
    plan = department_plan(seed)
    days = make_days(plan, reference_scenario(plan), seed, ADVICE_DAYS)
    here, there = range(0, ADVICE_DAYS, 2), range(1, ADVICE_DAYS, 2)
    search = advice.Search(2 * len(plan.counters), most=2, batch=6)
    with Lab(days, processes=PROCESSES) as lab:
        chosen = advice.find(plan, lab, here, search)
        halls = [Case(plan), Case(advice.authorised(plan, chosen)), Case(pooled(plan), "fifo")]
        before, after, bound = (measures(found)["mean_s"] for found in lab.run(halls, there))
    assert before and after and bound
    ratios = before.over(bound), after.over(bound)
    assert ratios[0] and ratios[1]
    return ratios[0], ratios[1], len(chosen)


def ratio(found: dict[str, Measures], bar: Bar) -> Estimate:
    """The bar's ratio in one centre."""
    name, figure = bar.over
    a, b = found["call-mark"][bar.figure], found[name][figure]
    assert a and b
    made = a.over(b)
    assert made
    return made


def summed(found: Sequence[Estimate]) -> str:
    """The mean over centres with its 95 % interval, and the range with the mean daily interval."""
    values = [one.value for one in found]
    mean, n = sum(values) / len(values), len(values)
    deviation = (sum((value - mean) ** 2 for value in values) / (n - 1)) ** 0.5
    half = student(n - 1) * deviation / n**0.5
    days = sum(one.half or 0.0 for one in found) / n
    return (
        f"{mean:.3f} ±{half:.3f} over {n} centres "
        f"({min(values):.2f}–{max(values):.2f}, each ±{days:.2f} by days)"
    )


Found = dict[int, dict[str, Measures]]
"""By centre, by rule."""


def rows(found: Found, passed: int, tickets: int) -> Iterator[tuple[str, str, str, bool]]:
    """(figure, wanted, measured, met)."""
    yield "overtakes inside (group, class)", "0", f"{passed} among {tickets:,}", passed == 0
    for bar in BARS:
        ratios = [ratio(rules, bar) for rules in found.values()]
        mean = sum(one.value for one in ratios) / len(ratios)
        yield bar.text, f"≤ {bar.wanted:.2f}", summed(ratios), mean <= bar.wanted
    before, after, numbers = zip(*map(advised, ADVISED), strict=True)
    mean = sum(one.value for one in after) / len(after)
    yield (
        "departments with the advice's two authorisations a counter: mean vs the pooled bound",
        "≤ 1.25 (try 1.20)",
        f"{summed(after)}; before {summed(before)}; {'/'.join(map(str, numbers))} authorisations",
        mean <= 1.25,
    )
    for text, (p50_ms, p99_ms) in decision_ms().items():
        yield text, "≤ 5 ms", f"p50 {p50_ms:.2f} ms, p99 {p99_ms:.2f} ms", p99_ms <= 5


def levels(found: Found) -> Iterator[str]:
    """The figures of every rule themselves, in minutes, as means over the centres."""
    names = ("mean_s", "p95_s", "longest_s", "worst_group_mean_s", "priority_mean_s")
    yield "| rule | mean | p95 | longest of a day | worst group | priority |"
    yield "|---|---|---|---|---|---|"
    for rule in cases(1):
        means = []
        for name in names:
            values = [one.value for one in (rules[rule][name] for rules in found.values()) if one]
            means.append(f"{sum(values) / len(values) / 60:.1f}")
        yield f"| {rule} | {' | '.join(means)} |"


def main() -> str:
    """Measure everything; the text of the tables."""
    started = time.monotonic()
    tallies = {seed: measure(seed) for seed in CENTRES}
    found = {
        seed: {name: measures(days) for name, days in rules.items()}
        for seed, rules in tallies.items()
    }
    ours = [day for rules in tallies.values() for day in rules["call-mark"]]
    passed, tickets = sum(day.overtakes for day in ours), sum(day.tickets for day in ours)
    lines = [
        f"| {text} | {wanted} | {measured} | {'yes' if met else '**no**'} |"
        for text, wanted, measured, met in rows(found, passed, tickets)
    ]
    took_s = time.monotonic() - started
    head = (
        f"`./run bench policy`, {time.strftime('%Y-%m-%d')}: {len(CENTRES)} reference centres × "
        f"{DAYS} days, {tickets:,} tickets, the same people under every rule, "
        f"{platform.machine()}, {PROCESSES} processes, {took_s:.0f} s. ± is half of a 95 % interval."
    )
    table = ["| figure | wanted | measured | met |", "|---|---|---|---|", *lines]
    return "\n".join([head, "", *table, "", "Minutes, means over the centres:", "", *levels(found)])
