"""``./run bench forecast``: forecasts against usual formulas, on virtual days and on real waits."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import warsaw
from forecast_days import FORMULAS, Centre, Seen, ignorant, nights, play
from forecast_floor import RUNS, SHARE, floor_of
from forecast_speed import speeds
from works import Row

from server.domain.book import BEGINNER
from server.virtual.reference import reference_plan, reference_scenario
from server.virtual.shipping import as_module, ship

CENTRES = (1, 2, 3, 4, 5, 6)
TRAINING, TEST = 16, 16
HARD_TRAINING, HARD_TEST = 10, 12
HARD_LOAD, OFFICER_CV, PAUSE = 0.85, 0.2, 0.03
NEW_DAYS = 4
TEST_FROM = 1_001
"""Seeds of the unseen days."""
SHIPPED_FROM, SHIPPED_DAYS = (11, 12, 13, 14), 4
"""The centres and days of which the shipped teaching is made: others than those measured here."""


def main(arguments: list[str]) -> None:
    """Measure and print; or write the shipped teaching anew."""
    parser = argparse.ArgumentParser(prog="./run bench forecast", description=__doc__)
    parser.add_argument("--warsaw", type=Path, help="warsaw_waits.csv.gz: also tell real waits")
    parser.add_argument("--centres", type=int, default=len(CENTRES), help="reference centres; 6")
    parser.add_argument("--ship", type=Path, help="only write the shipped teaching to this file")
    wanted = parser.parse_args(arguments)
    if wanted.ship:
        wanted.ship.write_text(as_module(ship(SHIPPED_FROM, SHIPPED_DAYS)), encoding="utf-8")
        return
    rows = chain(
        _reference(CENTRES[: wanted.centres]),
        _new_centre(CENTRES[: wanted.centres]),
        _floor(),
        _hard(CENTRES[: wanted.centres]),
        _warsaw(wanted.warsaw),
        speeds(),
    )
    print("| work | wanted | measured | beside | met |\n|---|---|---|---|---|")
    for row in rows:
        met = "yes" if row.met else "**no**"
        print(f"| {row.work} | {row.wanted} | {row.measured} | {row.floor} | {met} |", flush=True)


def _reference(centres: Iterable[int]) -> Iterator[Row]:
    made = [reference_plan(seed) for seed in centres]
    found = {
        plan.centre.id: _told(Centre(plan, plan, reference_scenario(plan)), TRAINING, TEST)
        for plan in made
    }
    yield from _rows("reference, load 0.90", found, 0.45)


def _hard(centres: Iterable[int]) -> Iterator[Row]:
    found = {}
    for seed in centres:
        plan = reference_plan(seed)
        scenario = reference_scenario(plan, HARD_LOAD, pause=PAUSE)
        centre = Centre(plan, ignorant(plan), scenario, _officers(seed, len(plan.counters)))
        found[plan.centre.id] = _told(centre, HARD_TRAINING, HARD_TEST)
    yield from _rows("harder: officers differ, pauses, means learnt in ten days", found, 0.55)


def _new_centre(centres: Iterable[int]) -> Iterator[Row]:
    """By the shipped teaching alone, which was learnt in other centres."""
    whole: list[Seen] = []
    for seed in centres:
        plan = reference_plan(seed)
        centre = Centre(plan, plan, reference_scenario(plan))
        for day in range(TEST_FROM, TEST_FROM + NEW_DAYS):
            whole += play(centre, BEGINNER, day)[1]
    held = sum(one.told.low_s <= one.wait_s <= one.told.high_s for one in whole) / len(whole)
    yield Row(
        f"reference, a new centre that has learnt nothing, {len(whole):,} walk-ins",
        "–",
        f"{_ratio(whole):.3f} of the best formula, range holds {held:.1%}",
        "",
        True,
    )


def _floor() -> Iterator[Row]:
    plan = reference_plan(CENTRES[0])
    centre = Centre(plan, plan, reference_scenario(plan))
    days = range(TEST_FROM, TEST_FROM + TEST)
    told_s, drawn_s = floor_of(centre, range(1, 1 + TRAINING), days)
    yield Row(
        f"reference, centre 1: MAE vs {RUNS} random runs that know the law of service",
        "≤ 1.15",
        f"{told_s / drawn_s:.3f} ({told_s / 60:.2f} of {drawn_s / 60:.2f} min)",
        f"a share of {SHARE:.0%} of the walk-ins",
        told_s <= 1.15 * drawn_s,
    )


def _officers(seed: int, number: int) -> dict[str, float]:
    dice = random.Random(seed * 77)
    sigma = OFFICER_CV
    return {f"o{i:02d}": dice.lognormvariate(-sigma * sigma / 2, sigma) for i in range(number)}


def _told(centre: Centre, training: int, test: int) -> list[Seen]:
    book = nights(centre, range(1, 1 + training))
    return [
        seen for day in range(TEST_FROM, TEST_FROM + test) for seen in play(centre, book, day)[1]
    ]


def _rows(what: str, found: dict[str, list[Seen]], wanted: float) -> Iterator[Row]:
    whole = [seen for some in found.values() for seen in some]
    each = ", ".join(f"{_ratio(some):.3f}" for some in found.values())
    name, naive_s = _best(whole)
    mae_s = _mae(whole, lambda seen: seen.told.mid_s)
    others = "; ".join(f"{one} {off_s / 60:.1f}" for one, off_s in _formulas(whole).items())
    yield Row(
        f"{what}: MAE vs the best formula ({name}), {len(whole):,} walk-ins that waited",
        f"≤ {wanted}",
        f"{mae_s / naive_s:.3f} ({mae_s / 60:.2f} of {naive_s / 60:.2f} min); by centre {each}",
        f"formulas, min: {others}",
        mae_s <= wanted * naive_s,
    )
    held = sum(one.told.low_s <= one.wait_s <= one.told.high_s for one in whole) / len(whole)
    width_s = statistics.fmean(one.told.high_s - one.told.low_s for one in whole)
    yield Row(
        f"{what}: the range that was told holds the wait",
        "77–83 %",
        f"{held:.1%}, mean width {width_s / 60:.1f} min",
        "",
        0.77 <= held <= 0.83,
    )
    late = sum(one.wait_s > one.told.high_s for one in whole) / len(whole)
    yield Row(f"{what}: waited longer than told", "≤ 13 %", f"{late:.1%}", "", late <= 0.13)


def _ratio(some: list[Seen]) -> float:
    return _mae(some, lambda seen: seen.told.mid_s) / _best(some)[1]


def _best(some: list[Seen]) -> tuple[str, float]:
    found = _formulas(some)
    name = min(found, key=found.__getitem__)
    return name, found[name]


def _formulas(some: list[Seen]) -> dict[str, float]:
    return {
        name: statistics.fmean(abs(one.wait_s - one.formulas[i]) for one in some)
        for i, name in enumerate(FORMULAS)
    }


def _mae(some: list[Seen], told: Callable[[Seen], float]) -> float:
    return statistics.fmean(abs(one.wait_s - told(one)) for one in some)


def _warsaw(path: Path | None) -> Iterator[Row]:
    if path is None or not path.exists():
        print("Warsaw: skipped; give --warsaw PATH of warsaw_waits.csv.gz to tell real waits\n")
        return
    began = time.perf_counter()
    found = warsaw.measure(path)
    took_s = time.perf_counter() - began
    what = f"Warsaw, {found.n:,} real waits of later days"
    for name, off, wanted in (("naive", found.naive, 0.55), ("the last wait", found.last, 0.80)):
        yield Row(
            f"{what}: MAE vs {name}",
            f"≤ {wanted}",
            f"{found.mae / off:.3f} ({found.mae:.2f} of {off:.2f} min)",
            f"head {found.head:.1f}; naive by medians {found.naive_by_medians:.1f}; "
            f"took {took_s:.0f} s",
            found.mae <= wanted * off,
        )
    yield Row(
        f"{what}: the range holds the wait",
        "77–82 %",
        f"{found.coverage:.1%}, late {found.late:.1%}, mean width {found.width:.1f} min",
        "",
        0.77 <= found.coverage <= 0.82,
    )
