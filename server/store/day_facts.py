"""One past day of the journal."""

from __future__ import annotations

import sqlite3

from server.domain.facts import Recorded
from server.store import journal

_INDEXED = "kind in ('day_opened', 'plan_adopted')"
"""What the index of the journal holds; said in each query, or SQLite reads the whole journal."""
_DAYS = (
    f"select json_extract(data, '$.day'), seq from journal where {_INDEXED}"
    " and kind = 'day_opened' order by seq"
)
_PLAN = f"select max(seq) from journal where {_INDEXED} and kind = 'plan_adopted' and seq < ?"


def days(db: sqlite3.Connection) -> list[str]:
    """Every local day that was opened, oldest first."""
    return [str(day) for day, _ in db.execute(_DAYS)]


def facts_of(db: sqlite3.Connection, day: str) -> list[Recorded]:
    """The plan with which the local day began, and everything that happened on it, in order.

    Nothing when the journal does not know the day.
    """
    opened = [(str(name), int(seq)) for name, seq in db.execute(_DAYS)]
    starts = [seq for name, seq in opened if name == day]
    if not starts:
        return []
    first, end = starts[0], min((seq for _, seq in opened if seq > starts[-1]), default=None)
    plan = db.execute(_PLAN, (first,)).fetchone()[0]
    found = [next(journal.read(db, plan))] if plan is not None else []
    for recorded in journal.read(db, first):
        if end is not None and recorded.seq >= end:
            break
        found.append(recorded)
    return found


_COUNTERS = """
with span as (
    select seq, kind, step, data from journal where seq between :first and :last and kind in (
        'counter_opened', 'counter_paused', 'counter_closed', 'ticket_called', 'ticket_recalled',
        'service_started', 'ticket_missed', 'ticket_parked', 'move_undone')
), let_go as materialized (
    select data ->> 'ticket' from span where kind in ('ticket_missed', 'ticket_parked')
), undone as materialized (
    select data ->> 'undone' from span where kind = 'move_undone'
)
select seq from span where kind like 'counter_%' or (
    kind <> 'move_undone' and data ->> 'ticket' in let_go and step not in undone
) order by seq"""


def counter_facts(db: sqlite3.Connection, day: str) -> list[Recorded]:
    """What was said of counters on the local day, in order; and the calls, starts and ends of
    tickets that a counter let go, by no-show or to park them, but for moves that were undone."""
    opened = [(str(name), int(seq)) for name, seq in db.execute(_DAYS)]
    starts = [seq for name, seq in opened if name == day]
    if not starts:
        return []
    end = min((seq for _, seq in opened if seq > starts[-1]), default=1 << 62)
    found = db.execute(_COUNTERS, {"first": starts[0], "last": end - 1}).fetchall()
    return [next(journal.read(db, seq)) for (seq,) in found]
