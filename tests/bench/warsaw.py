"""Real waits: Warsaw's offices, learnt on the first half of each office's days, told on the rest.

There are no skills in it, so that the forward run of one queue is what is left: those ahead times
minutes per place, as learnt and as calls came lately, blended with the last and the head's wait by
the code that blends forecasts of the hall. Each office aims its ranges by itself, as a centre does.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from server.domain.aim import START, Aim
from server.domain.learning_lad import Vector
from server.domain.teaching import Teaching, teach, whole_minutes
from server.domain.tickets import Forecast

OPENS_MIN = 480
LEARNT_WORTH_MIN = 20
"""Learnt minutes per place count as if they had been watched for so long today."""
RECENT_MIN = 30


@dataclass(frozen=True)
class Wait:
    """A ticket with somebody ahead; minutes, and calls a minute."""

    office: str
    queue: str
    date: str
    issued: float
    wait: float
    places: int
    open: float
    last: float
    head: float
    recent_rate: float
    day_rate: float


@dataclass(frozen=True)
class Result:
    """How it went on the later half; minutes and shares."""

    n: int
    mae: float
    naive: float
    naive_by_medians: float
    last: float
    head: float
    coverage: float
    late: float
    width: float


def read(path: Path) -> tuple[list[Wait], set[tuple[str, str]]]:
    """Tickets with somebody ahead; and every day of every office."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    waits = [
        Wait(
            row["office"],
            row["group"],
            row["date"],
            *(float(row[name]) for name in ("issued", "wait")),
            int(float(row["ahead"])) + 1,
            max(float(row["open"]), 1.0),
            *(float(row[name]) for name in ("les", "hol", "r30", "rday")),
        )
        for row in rows
        if float(row["ahead"]) > 0
    ]
    return waits, {(row["office"], row["date"]) for row in rows}


def measure(path: Path) -> Result:
    """Learn and tell."""
    rows, days = read(path)
    first, later = _halves(rows, days)
    place = _by_queue(first, lambda some: median(one.wait / one.places for one in some))
    books = {
        office: teach([_vector(one, place) for one in some], [one.wait * 60 for one in some])
        for office, some in _parts(first, lambda one: one.office).items()
    }
    told = list(_told(later, place, books))
    return _result(first, later, told)


def _halves(rows: list[Wait], days: Iterable[tuple[str, str]]) -> tuple[list[Wait], list[Wait]]:
    dates: defaultdict[str, list[str]] = defaultdict(list)
    for office, date in sorted(days):
        dates[office].append(date)
    early = {office: set(known[: len(known) // 2]) for office, known in dates.items()}
    first = [one for one in rows if one.date in early[one.office]]
    return first, [one for one in rows if one.date not in early[one.office]]


def _parts(rows: Iterable[Wait], key: Callable[[Wait], str]) -> dict[str, list[Wait]]:
    parts: defaultdict[str, list[Wait]] = defaultdict(list)
    for one in rows:
        parts[key(one)].append(one)
    return parts


def _by_queue(rows: list[Wait], figure: Callable[[list[Wait]], float]) -> Callable[[Wait], float]:
    """A figure for each queue; of all rows where a queue was never seen."""
    parts = _parts(rows, lambda one: f"{one.office} {one.queue}")
    known, usual = {key: figure(some) for key, some in parts.items()}, figure(rows)
    return lambda one: known.get(f"{one.office} {one.queue}", usual)


def _vector(one: Wait, place: Callable[[Wait], float]) -> Vector:
    usual = max(place(one), 0.3)
    today = max(one.issued - OPENS_MIN, 5.0)
    return tuple(
        60 * minutes
        for minutes in (
            one.places * _minutes(usual, one.recent_rate, RECENT_MIN),
            one.places * _minutes(usual, one.day_rate, today),
            one.last,
            one.head,
        )
    )


def _minutes(usual: float, rate: float, watched: float) -> float:
    """Minutes per place: as learnt, and as calls came while they were watched."""
    return (watched + LEARNT_WORTH_MIN) / (rate * watched + LEARNT_WORTH_MIN / usual)


def _told(
    rows: list[Wait], place: Callable[[Wait], float], books: dict[str, Teaching]
) -> Iterator[tuple[Wait, Forecast]]:
    """What everybody was told, ranges aiming by the calls that had been seen by then."""
    events = [(one.date, one.issued, 1, i) for i, one in enumerate(rows)]
    events += [(one.date, one.issued + one.wait, 0, i) for i, one in enumerate(rows) if one.wait]
    aims: defaultdict[str, Aim] = defaultdict(lambda: START)
    told: dict[int, Forecast] = {}
    for _, _, issued, i in sorted(events):
        one = rows[i]
        if issued:
            found = books[one.office].range(_vector(one, place), aims[one.office])
            told[i] = Forecast(*whole_minutes(found))
        else:
            aims[one.office] = aims[one.office].after(told[i], one.wait * 60)
    return ((one, told[i]) for i, one in enumerate(rows))


def _result(first: list[Wait], rows: list[Wait], told: list[tuple[Wait, Forecast]]) -> Result:
    def off(formula: Callable[[Wait], float]) -> float:
        return sum(abs(one.wait - formula(one)) for one in rows) / len(rows)

    def service(some: list[Wait]) -> float:
        return sum(one.wait * one.open for one in some) / sum(one.places for one in some)

    learnt = _by_queue(first, service)
    medians = _by_queue(first, lambda some: median(o.wait * o.open / o.places for o in some))
    n = len(told)
    return Result(
        n,
        sum(abs(one.wait - f.mid_s / 60) for one, f in told) / n,
        off(lambda one: one.places * learnt(one) / one.open),
        off(lambda one: one.places * medians(one) / one.open),
        off(lambda one: one.last),
        off(lambda one: one.head),
        sum(f.low_s <= one.wait * 60 <= f.high_s for one, f in told) / n,
        sum(one.wait * 60 > f.high_s for one, f in told) / n,
        sum(f.high_s - f.low_s for _, f in told) / n / 60,
    )
