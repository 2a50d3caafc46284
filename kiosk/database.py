"""How the kiosk's SQLite files are opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal


def open_database(
    path: Path, sync: Literal["full", "normal"], schema: str = ""
) -> sqlite3.Connection:
    """A connection that commits each statement by itself; ``full`` syncs each commit to the disk.

    Raises sqlite3.Error, with the file closed again.
    """
    db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute(f"pragma synchronous = {sync}")
        db.executescript(schema)
    except sqlite3.Error:
        db.close()
        raise
    return db
