"""Tickets and legs as tables, made from the folded facts and from nothing else.

They can be dropped and rebuilt from the journal, bit for bit (invariant 5).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice

from sqlite_utils import Database

from server.domain.facts import DayOpened, to_ms
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.tickets import Leg, Ticket
from server.store import journal, rows
from server.store.migrations import migrate
from server.store.rows import Value

Dated = tuple[str, Ticket]
"""A ticket with the local day on which it was issued."""
_MOST_ROWS = 1_000
# Not "or replace": that would let a number given twice push the first ticket out unseen.
_CHANGES = "on conflict (id) do update set rating = excluded.rating, printed = excluded.printed"


def save(db: sqlite3.Connection, dated: Iterable[Dated]) -> None:
    """Write the tickets and all their legs as they are now.

    A second ticket with the number of another one of its day raises sqlite3.IntegrityError.
    """
    for some in _slices(dated):
        rows.insert(db, "insert into ticket", [_ticket_row(*one) for one in some], _CHANGES)
        legs = [_leg_row(ticket.id, leg) for _, ticket in some for leg in ticket.legs]
        rows.insert(db, "insert or replace into leg", legs)
        ends = [(ticket.id, len(ticket.legs)) for _, ticket in some]
        db.executemany("delete from leg where ticket = ? and no > ?", ends)  # undone ones


def rebuild(db: sqlite3.Connection) -> int:
    """Drop every projected row and fold the journal anew; returns how many facts were folded."""
    db.execute("delete from leg")
    db.execute("delete from ticket")
    return _fold(db, db)


def digest_of_journal(db: sqlite3.Connection) -> tuple[str, int]:
    """The ``digest`` that the journal alone gives, and its facts; nothing in ``db`` is changed."""
    with closing(sqlite3.connect("", isolation_level=None)) as scratch:  # on disk when it is large
        migrate(Database(scratch))
        scratch.execute("begin")
        folded = _fold(db, scratch)
        return digest(scratch), folded


def _fold(journal_of: sqlite3.Connection, into: sqlite3.Connection) -> int:
    hall, folded = Hall(), 0
    for recorded in journal.read(journal_of):
        if isinstance(recorded.fact, DayOpened):
            save(into, _dated(hall))
        apply(hall, recorded)
        folded += 1
    save(into, _dated(hall))
    return folded


def digest(db: sqlite3.Connection) -> str:
    """A fingerprint of every projected row, to compare before and after a rebuild."""
    seen = hashlib.sha256()
    for table in ("ticket order by id", "leg order by ticket, no"):
        for row in db.execute(f"select * from {table}"):
            seen.update(repr(tuple(row)).encode())
    return seen.hexdigest()


def _dated(hall: Hall) -> Iterator[Dated]:
    yield from ((hall.day, ticket) for ticket in hall.tickets.values())
    yield from hall.late.values()


def _slices(dated: Iterable[Dated]) -> Iterator[list[Dated]]:
    following = iter(dated)
    while some := list(islice(following, _MOST_ROWS)):
        yield some


def _ticket_row(day: str, t: Ticket) -> tuple[Value, ...]:
    told = (t.forecast.low_s, t.forecast.mid_s, t.forecast.high_s) if t.forecast else (None,) * 3
    return (
        t.id,
        day,
        t.key,
        t.number,
        t.series,
        int(t.priority),
        t.dossiers,
        t.channel,
        t.lang,
        to_ms(t.issued_at),
        *told,
        t.rating,
        None if t.printed is None else int(t.printed),
        _ms(t.slot_at),
    )


def _leg_row(ticket: str, leg: Leg) -> tuple[Value, ...]:
    return (
        ticket,
        leg.no,
        leg.group,
        leg.state.value,
        to_ms(leg.opened_at),
        to_ms(leg.mark),
        leg.counter,
        leg.officer,
        leg.calls,
        _ms(leg.first_called_at),
        _ms(leg.last_called_at),
        _ms(leg.started_at),
        _ms(leg.ended_at),
        leg.served_ms,
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else to_ms(at)
