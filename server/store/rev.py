"""The revision of the hall: rises with every change, over restarts too."""

from __future__ import annotations

import sqlite3


def read(db: sqlite3.Connection) -> int:
    """The newest committed revision."""
    return int(db.execute("select value from meta where name = 'rev'").fetchone()[0])


def write(db: sqlite3.Connection, rev: int) -> None:
    """Take ``rev`` in this transaction."""
    db.execute("update meta set value = ? where name = 'rev'", (rev,))
