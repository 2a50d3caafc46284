"""Visits of a dossier: what the case system may know of them, also of days long past."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

INDEX = (
    "create index journal_cases on journal (data ->> '$.case', seq)"
    " where kind = 'service_finished' and data ->> '$.case' is not null"
)
_TOLD = "kind = 'service_finished' and data ->> '$.case' is not null"
# A finish that was undone is no served leg that ended then; of two in one millisecond the last is.
_QUERY = f"""
select max(journal.seq), data ->> '$.case', ticket.number, leg.grp, leg.counter, ticket.issued_ms,
       leg.first_called_ms, leg.started_ms, leg.ended_ms, data ->> '$.procedure',
       data ->> '$.outcome', data ->> '$.dossiers'
from journal join ticket on ticket.id = data ->> '$.ticket'
join leg on leg.ticket = ticket.id and leg.state = 'served' and leg.ended_ms = journal.at_ms
where {_TOLD}
"""
_ONCE = "group by ticket.id, leg.no order by 1"


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit for a dossier; ``seq`` orders them, times are epoch milliseconds."""

    seq: int
    case: str
    number: int
    group: str
    counter: int | None
    issued_ms: int
    called_ms: int | None
    started_ms: int | None
    ended_ms: int
    procedure: str | None
    outcome: str | None
    dossiers: int | None


def of_case(db: sqlite3.Connection, case: str) -> list[Visit]:
    """The visits for this dossier, the oldest first."""
    asked = f"{_QUERY} and data ->> '$.case' = ? {_ONCE}"
    return [Visit(*row) for row in db.execute(asked, (case,))]


def after(db: sqlite3.Connection, seq: int, most: int) -> list[Visit]:
    """The first visits with a dossier after this place in the journal."""
    asked = f"{_QUERY} and journal.seq > ? {_ONCE} limit ?"
    return [Visit(*row) for row in db.execute(asked, (seq, most))]
