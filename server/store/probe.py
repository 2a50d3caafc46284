"""Whether the database of the centre works now."""

from __future__ import annotations

import sqlite3

from server.store.errors import StoreUnavailable
from server.store.keys import Writes


def takes_write(store: Writes) -> bool:
    """True when a write that changes nothing is committed. Raises StoreUnavailable else."""
    try:
        store.write(lambda db: db.execute("update officer set login = login where 0"))
    except sqlite3.Error as error:
        raise StoreUnavailable(f"the database takes no write: {error}") from error
    return True
