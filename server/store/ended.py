"""Sessions that were ended before their time, so that a copied cookie ends with them."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from server.store.keys import Writes


class EndedSessions:
    """Session ids that are no longer good. ``life_s`` is how long any cookie may live."""

    def __init__(self, store: Writes, life_s: int, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._life_s = life_s
        self._clock = clock
        self._ended = frozenset(store.write(_all))

    def __contains__(self, sid: object) -> bool:
        return sid in self._ended

    def end(self, sid: str) -> None:
        """Refuse ``sid`` from now on, also after a restart; forget what has run out anyway."""
        now_s = int(self._clock())

        def keep(db: sqlite3.Connection) -> list[str]:
            db.execute("delete from ended_session where at_s < ?", (now_s - self._life_s,))
            db.execute("insert or ignore into ended_session values (?, ?)", (sid, now_s))
            return _all(db)

        self._ended = frozenset(self._store.write(keep))


def _all(db: sqlite3.Connection) -> list[str]:
    return [str(row[0]) for row in db.execute("select sid from ended_session")]
