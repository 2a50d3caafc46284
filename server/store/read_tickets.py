"""Tickets read back from the projected tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from server.domain.facts import from_ms
from server.domain.tickets import Forecast, Leg, LegState, Ticket

_QUERY = """
select ticket.id, key, number, series, priority, dossiers, channel, lang, issued_ms,
       low_s, mid_s, high_s, rating, printed, slot_ms,
       leg.no, grp, state, opened_ms, mark_ms, counter, officer, calls,
       first_called_ms, last_called_ms, started_ms, ended_ms, served_ms
from ticket join leg on leg.ticket = ticket.id
where ticket.day between ? and ?
order by ticket.day, ticket.issued_ms, ticket.number, ticket.id, leg.no
"""
_TICKET_COLUMNS = 15


def read_tickets(db: sqlite3.Connection, first_day: str, last_day: str) -> Iterator[Ticket]:
    """The tickets of these local days, both included, in the order of their issue."""
    rows = (tuple(row) for row in db.execute(_QUERY, (first_day, last_day)))
    for _, same in groupby(rows, key=lambda row: row[0]):
        yield _ticket(list(same))


def _ticket(rows: list[tuple]) -> Ticket:  # type: ignore[type-arg]
    head = rows[0][:_TICKET_COLUMNS]
    id, key, number, series, priority, dossiers, channel, lang, issued, *rest = head
    low_s, mid_s, high_s, rating, printed, slot = rest
    return Ticket(
        id,
        key,
        number,
        series,
        bool(priority),
        dossiers,
        channel,
        lang,
        from_ms(issued),
        tuple(_leg(*row[_TICKET_COLUMNS:]) for row in rows),
        None if low_s is None else Forecast(low_s, mid_s, high_s),
        rating,
        None if printed is None else bool(printed),
        _at(slot),
    )


def _leg(
    no: int,
    group: str,
    state: str,
    opened: int,
    mark: int,
    counter: int | None,
    officer: str | None,
    calls: int,
    first_called: int | None,
    last_called: int | None,
    started: int | None,
    ended: int | None,
    served_ms: int,
) -> Leg:
    return Leg(
        no,
        group,
        LegState(state),
        from_ms(opened),
        from_ms(mark),
        counter=counter,
        officer=officer,
        calls=calls,
        first_called_at=_at(first_called),
        last_called_at=_at(last_called),
        started_at=_at(started),
        ended_at=_at(ended),
        served_ms=served_ms,
    )


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)
