"""Days of a busy centre, made up: written straight into its tables, for measuring history.

Numbers, waits and stars are invented; the queue is one line a department, first come first served.
"""

from __future__ import annotations

import heapq
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from server.domain import sessions
from server.domain.facts import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    DayOpened,
    Fact,
    Recorded,
)
from server.domain.plan import Group, Plan, Session
from server.store import journal
from server.store.store import FILE

BUSY = (1.0, 2.2, 2.6, 2.0, 1.3, 0.7, 0.5, 1.0, 1.5, 1.3, 0.9, 0.4)
"""How many come in each twelfth of the opening hours, beside each other."""
Values = tuple[str | int | None, ...]
Visit = tuple[Values, Values]
"""The rows of a ticket and of its leg."""
MONDAY = (1.3, 1.05, 1.0, 0.95, 1.1, 1.0, 1.0)


@dataclass(frozen=True)
class Made:
    """How many rows there are now."""

    days: int
    tickets: int
    legs: int
    facts: int


def fill(data: Path, plan: Plan, days: int, a_day: int, before: date, seed: int = 1) -> Made:
    """``days`` weekdays with about ``a_day`` tickets each, the newest just before ``before``."""
    dice, tickets, legs, facts = random.Random(seed), 0, 0, 0
    with closing(sqlite3.connect(data / FILE, isolation_level=None)) as db:
        db.execute("pragma synchronous = off")
        columns = _columns(db)
        for day in reversed(list(weekdays(before, days))):
            db.execute("begin")
            facts += _open(db, plan, day)
            made = list(_day(dice, plan, day, round(a_day * MONDAY[day.weekday()])))
            db.executemany(columns[0], [one[0] for one in made])
            db.executemany(columns[1], [one[1] for one in made])
            db.execute("commit")
            tickets, legs = tickets + len(made), legs + len(made)
        db.execute("pragma wal_checkpoint(truncate)")
    return Made(days, tickets, legs, facts)


def _columns(db: sqlite3.Connection) -> tuple[str, str]:
    """Inserts for the tables as they are now."""
    ticket = "id day key number series priority dossiers channel lang issued_ms low_s mid_s high_s"
    leg = "ticket no grp state opened_ms mark_ms counter calls first_called_ms last_called_ms"
    names = (ticket + " rating", leg + " started_ms ended_ms")
    return _insert("ticket", names[0].split()), _insert("leg", names[1].split())


def _insert(table: str, names: list[str]) -> str:
    return f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})"


def weekdays(before: date, days: int) -> Iterator[date]:
    day = before
    for _ in range(days):
        day -= timedelta(days=1)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        yield day


def _open(db: sqlite3.Connection, plan: Plan, day: date) -> int:
    """The day's facts of counters: each opens, rests at noon, and closes."""
    held = sessions.sessions_on(plan, day) or plan.sessions
    at = [sessions.moment(plan, day, one.opens_s) for one in held]
    ends = [sessions.moment(plan, day, one.closes_s) for one in held]
    told: list[tuple[datetime, Fact]]
    told = [(sessions.moment(plan, day, 0), DayOpened(day.isoformat()))]
    told += [(at[0], CounterOpened(n, None)) for n in plan.counters]
    if len(held) > 1:
        told += [(ends[0], CounterPaused(n, "lunch")) for n in plan.counters]
        told += [(at[1], CounterOpened(n, None)) for n in plan.counters]
    told += [(ends[-1], CounterClosed(n)) for n in plan.counters]
    seq = journal.last_seq(db)
    records = [
        Recorded(seq + i, when, "bench", seq + i, fact) for i, (when, fact) in enumerate(told, 1)
    ]
    journal.append(db, records)
    return len(records)


def _day(dice: random.Random, plan: Plan, day: date, n: int) -> Iterator[Visit]:
    codes = list(plan.groups)
    weights = [plan.groups[code].share or 0.01 for code in codes]
    held = sessions.sessions_on(plan, day) or plan.sessions
    lines = {code: _line(plan, plan.groups[code]) for code in codes}
    opens, closes = held[0].opens_s, held[-1].last_ticket_s
    step = (closes - opens) / len(BUSY)
    parts = dice.choices(range(len(BUSY)), BUSY, k=n)
    comes = sorted(opens + (part + dice.random()) * step for part in parts)
    free: dict[tuple[int, ...], list[tuple[float, int]]] = {}
    midnight_ms = round(sessions.moment(plan, day, 0).timestamp() * 1000)
    for number, came in enumerate(comes, 1):
        code = dice.choices(codes, weights)[0]
        desks = free.setdefault(lines[code], [(0.0, desk) for desk in lines[code]])
        desk, times = _served(dice, plan.groups[code], came, desks, held)
        ms = [midnight_ms + round(second * 1000) for second in (came, *times)]
        yield _rows(dice, (day, number, code, desk), ms)


def _line(plan: Plan, group: Group) -> tuple[int, ...]:
    return tuple(n for n, one in plan.counters.items() if group.code in one.groups) or (1,)


def _served(
    dice: random.Random,
    group: Group,
    came: float,
    desks: list[tuple[float, int]],
    held: Sequence[Session],
) -> tuple[int, tuple[float, float, float]]:
    """The counter, and when it called, began and ended, in seconds of the day."""
    ready, desk = heapq.heappop(desks)
    called = _open_at(held, max(came, ready) + dice.uniform(2, 15))
    started = called + dice.uniform(8, 45)
    took = dice.gammavariate(1 / group.cv**2, group.mean_service_s * group.cv**2)
    heapq.heappush(desks, (started + took, desk))
    return desk, (called, started, started + took)


def _rows(dice: random.Random, who: tuple[date, int, str, int], ms: list[int]) -> Visit:
    day, number, code, desk = who
    id, priority = f"{day:%y%m%d}-{number:05d}", dice.random() < 0.06
    came, called, started, ended = ms
    away = dice.random() < 0.03
    mid_s = max((called - came) / 1000 * dice.lognormvariate(0, 0.2), 30)
    stars = dice.choices((None, 1, 2, 3, 4, 5), (78, 0.4, 0.8, 2.3, 7, 11))[0]
    ticket: Values = (id, day.isoformat(), id, number, "bench", int(priority), 1, "kiosk", "vi")
    told = (round(mid_s * 0.75 - 60), round(mid_s), round(mid_s * 1.35 + 60))
    mark = came - (1_800_000 if priority else 0)
    leg: Values = (id, 1, code, "no_show" if away else "served", came, mark, desk, 1)
    leg += (called, called, None if away else started, called + 60_000 if away else ended)
    return (*ticket, came, *told, None if away else stars), leg


def _open_at(held: Sequence[Session], second: float) -> float:
    """Nobody is called in a break."""
    for one, after in pairwise(held):
        if one.closes_s <= second < after.opens_s:
            return float(after.opens_s + (second - one.closes_s) % 60)
    return second


def today(plan: Plan) -> date:
    """The day in the centre now."""
    return sessions.today_of(plan, datetime.now(UTC))
