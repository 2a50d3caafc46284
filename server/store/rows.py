"""Many rows by one statement.

``executemany`` gives the interpreter lock away for each row; one statement does it once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

Value = str | int | None


def insert(
    db: sqlite3.Connection, statement: str, rows: Sequence[Sequence[Value]], conflict: str = ""
) -> None:
    """Insert equally long ``rows``; ``statement`` and ``conflict`` stand around the values."""
    if rows:
        columns = ", ".join(f"value ->> {i}" for i in range(len(rows[0])))
        # where true: else SQLite reads an upsert's "on" as a join's.
        db.execute(
            f"{statement} select {columns} from json_each(?) where true {conflict}", (_text(rows),)
        )


def _text(rows: Sequence[Sequence[Value]]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
