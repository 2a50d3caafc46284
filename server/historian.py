"""Past days for history: from their columns where they are kept, else from the tickets themselves.

A day is kept once it is over and nobody of it is left; columns that were made under other hours,
holidays, groups, counters or targets, or by another version of this, are made again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any

from server import figures, history_pack
from server.domain import history_rows
from server.domain.fairness import Turn, passed_in
from server.domain.history_counters import counter_day
from server.domain.history_rows import NONE, Row
from server.domain.plan import Group, Plan, parse_plan, plan_to_document
from server.history_pack import PACKED, Packed
from server.store import day_facts, history_days, journal
from server.store.history_days import Made
from server.store.read_tickets import read_tickets

Read = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Historian:
    """The legs of any days; slow only the first time that a day is asked for. It only reads.

    ``made`` are columns of days that are over; whoever may write keeps them.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[str, bytes] = {}
        self._rules = ""
        self._plan: tuple[int, Plan] | None = None
        self.made: list[Made] = []

    def plan(self) -> Plan:
        """The newest plan that was adopted."""
        with self._read() as db:
            seq = journal.newest_plan(db)
            if self._plan is None or self._plan[0] != seq:
                self._plan = seq, parse_plan(journal.plan_at(db, seq))
        return self._plan[1]

    def names(self, first: date, last: date) -> list[str]:
        """The local days in which numbers were given."""
        with self._read() as db:
            return history_days.days(db, first.isoformat(), last.isoformat())

    def days(self, first: date, last: date, now: datetime, today: str) -> Packed:
        """Every leg of tickets issued on these local days, both included, day by day."""
        plan, ends = self.plan(), (first.isoformat(), last.isoformat())
        with self._reading() as (db, seq):
            days, there = history_days.days(db, *ends), self._names(db, plan)
            if any(day in there and day not in self._kept for day in days):
                self._kept = history_days.kept(db, *ends, self._rules)
            missing = [day for day in days if day not in self._kept]
            found = {day: _pack(db, plan, day, now) for day in missing}
            left = history_days.unfinished(db, *ends) if found else set()
        self._keep(found, [day for day in missing if day < today and day not in left], seq)
        return history_pack.read([found.get(day) or self._kept[day] for day in days])

    def prepare(self, now: datetime, today: str, most: int) -> int:
        """Make columns of past days that have none, ``most`` at once; how many are left to make."""
        plan = self.plan()
        with self._reading() as (db, seq):
            days, there = history_days.days(db, "", today), self._names(db, plan)
            done = there | {today}
            if missing := [day for day in days if day not in done]:
                left = history_days.unfinished(db, "", today)
                missing = [day for day in missing if day not in left]
            found = {day: _pack(db, plan, day, now) for day in missing[:most]}
        self._keep(found, found, seq)
        return len(missing) - len(found)

    def take(self, most: int) -> list[Made]:
        """Some of ``made``, which are then kept no longer here."""
        taken, self.made = self.made[:most], self.made[most:]
        return taken

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """One picture of the centre, and the number of its newest fact."""
        with self._read() as db:
            db.execute("begin")
            yield db, journal.last_seq(db)

    def _names(self, db: sqlite3.Connection, plan: Plan) -> set[str]:
        """The days whose columns are kept; others are no longer held here either."""
        rules = rules_of(plan)
        there = history_days.names(db, rules)
        same = rules == self._rules
        self._kept = {day: one for day, one in self._kept.items() if same and day in there}
        self._rules = rules
        return there

    def _keep(self, found: dict[str, bytes], over: Iterable[str], seq: int) -> None:
        self.made += [Made(day, self._rules, found[day], seq) for day in over]


def rules_of(plan: Plan) -> str:
    """A digest of what the figures of a past day depend on besides its facts."""
    document = plan_to_document(plan)
    told: dict[str, Any] = {name: document.get(name) for name in ("session", "holiday")}
    told |= {"timezone": plan.centre.timezone, "weekdays": plan.centre.weekdays, "packed": PACKED}
    told["groups"] = {
        code: (group.department, group.zone, group.target_wait_s, group.mean_service_s)
        for code, group in sorted(plan.groups.items())
    }
    told["counters"] = {n: one.groups for n, one in sorted(plan.counters.items())}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def rows_of(db: sqlite3.Connection, plan: Plan, day: date) -> list[Row]:
    """Every leg of the tickets of a local day, each with who passed it, in the order of waits:
    many days are then many runs, which are put in order much faster."""
    tickets = list(read_tickets(db, day.isoformat(), day.isoformat()))
    known = all(leg.group in plan.groups for ticket in tickets for leg in ticket.legs)
    gone: dict[str, Group] = {} if known else figures.groups_ever(db)
    rows = [row for ticket in tickets for row in history_rows.rows(plan, day, ticket, gone)]
    return sorted(with_passed(rows), key=lambda row: row.wait_ms)


def with_passed(rows: list[Row]) -> list[Row]:
    """The rows of a day, each with how many of its group were called before it out of turn."""
    marks = passed_in((r.group, Turn(r.came_ms, r.due_ms, _called(r))) for r in rows)
    came = passed_in((r.group, Turn(r.came_ms, r.came_ms, _called(r))) for r in rows)
    return [
        row._replace(passed=a, passed_came=b) for row, a, b in zip(rows, marks, came, strict=True)
    ]


def _called(row: Row) -> float | None:
    return None if row.called_ms == NONE else row.called_ms


def _pack(db: sqlite3.Connection, plan: Plan, day: str, now: datetime) -> bytes:
    that = date.fromisoformat(day)
    rows = rows_of(db, plan, that)
    facts = [(one.at, one.fact) for one in day_facts.counter_facts(db, day)]
    return history_pack.pack(rows, counter_day(plan, that, facts, rows, now))
