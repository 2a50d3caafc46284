"""What ``luot replay`` replays: a trace and a plan, or a day of a centre's journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from server.commands.plan import read_plan
from server.domain.facts import Recorded
from server.domain.plan import Plan
from server.errors import NoSuchDay
from server.runtime import ThreadRuntime
from server.store import day_facts
from server.store.store import Store
from server.virtual.journal_day import RealDay, real_day
from server.virtual.people import Change, Citizen, Visit
from server.virtual.trace import read_trace


@dataclass(frozen=True, slots=True)
class Material:
    """A hall, who came, what its counters did by themselves, and how it went if it was real.

    ``unfinished`` is how many still wait or are being served on a day that is not over.
    """

    plan: Plan
    citizens: list[Citizen]
    changes: Sequence[Change] = ()
    happened: Sequence[Visit] | None = None
    unfinished: int = 0


def from_trace(trace: Path, plan: Path) -> Material:
    """Everybody in the trace; all counters are always open. Raises DomainError, ServerError."""
    centre = read_plan(plan)
    return Material(centre, read_trace(trace, centre))


def from_journal(data: Path, day: date) -> Material:
    """What the centre in ``data`` wrote down on this local day. Raises NoSuchDay, StoreError."""
    found = journal_day(data, day)
    return Material(found.plan, found.citizens, found.changes, found.happened, found.unfinished)


def journal_day(data: Path, day: date) -> RealDay:
    """The same as it is made of facts."""
    return real_day(facts_of(data, day))


def facts_of(data: Path, day: date) -> list[Recorded]:
    """The facts of a local day, its plan first. Raises NoSuchDay, StoreError."""
    store = Store(data, ThreadRuntime(), starts=False)
    try:
        with store.read() as db:
            records = day_facts.facts_of(db, day.isoformat())
            known = day_facts.days(db)
    finally:
        store.close()
    if not records:
        days = f"from {known[0]} to {known[-1]}" if known else "of no day"
        raise NoSuchDay(f"the journal knows nothing of {day}: it has facts {days}")
    return records
