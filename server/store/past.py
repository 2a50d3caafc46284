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
_GIVEN = "select id from ticket where day = ? and number = ?"


def was_lent(db: sqlite3.Connection, device: str, day: str, series: str, number: int) -> bool:
    """Whether the device held this number for that local day."""
    asked = {"device": device, "day": day, "series": series, "number": number}
    return db.execute(_LENT, asked).fetchone() is not None


def given_as(db: sqlite3.Connection, day: str, number: int) -> str | None:
    """The ticket that has this number on that local day."""
    row = db.execute(_GIVEN, (day, number)).fetchone()
    return None if row is None else str(row[0])
