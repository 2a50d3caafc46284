"""What forecasts were made of, read back from the facts of tickets that were issued."""

from __future__ import annotations

import json
import sqlite3

from server.domain.forecast import Signals


def read_signals(db: sqlite3.Connection, first_day: str) -> dict[str, Signals]:
    """By ticket, from this local day on; tickets to which nothing was told are missing."""
    start = db.execute(
        "select min(seq) from journal where kind = 'day_opened' and data ->> 'day' >= ?",
        (first_day,),
    ).fetchone()[0]
    rows = db.execute(
        """select data ->> 'ticket', data ->> 'signals' from journal
        where seq >= ? and kind = 'ticket_issued'""",
        (start or 0,),
    )
    return {ticket: _signals(told) for ticket, told in rows if told is not None}


def _signals(told: str) -> Signals:
    return Signals(*json.loads(told)[: len(Signals._fields)])
