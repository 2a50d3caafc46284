"""What the journal and the tables know of a number on a day that is over."""

from __future__ import annotations

import sqlite3

_LENT = """
select 1 from journal
where kind = 'lease_granted'
  and seq >= coalesce((select max(seq) from journal where kind = 'day_opened' and seq < (
        select min(seq) from journal
        where kind = 'day_opened' and json_extract(data, '$.day') >= :day)), 1)
  and json_extract(data, '$.device') = :device and json_extract(data, '$.day') = :day
  and json_extract(data, '$.series') = :series
  and :number between json_extract(data, '$.first') and json_extract(data, '$.last')
limit 1
"""
_GIVEN = "select 1 from ticket where day = :day and (number = :number or id = :ticket) limit 1"


def was_lent(db: sqlite3.Connection, device: str, day: str, series: str, number: int) -> bool:
    """Whether the device held this number for that local day."""
    asked = {"device": device, "day": day, "series": series, "number": number}
    return db.execute(_LENT, asked).fetchone() is not None


def was_given(db: sqlite3.Connection, day: str, number: int, ticket: str) -> bool:
    """Whether that local day has a ticket with this number or this id."""
    asked = {"day": day, "number": number, "ticket": ticket}
    return db.execute(_GIVEN, asked).fetchone() is not None
