"""What citizens wrote, and the answers. Rows may be purged; the journal knows only their codes."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from server.store.accounts import ReadsWrites

_COLUMNS = (
    "code, words, number, lang, state, given_ms, answer, answered_by, answered_ms, closed_by, "
    "closed_ms"
)


@dataclass(frozen=True, slots=True)
class Feedback:
    """A piece of feedback; times are epoch milliseconds, ``*_by`` logins of staff."""

    code: str
    words: str
    number: int | None
    lang: str
    state: str
    given_ms: int
    answer: str | None = None
    answered_by: str | None = None
    answered_ms: int | None = None
    closed_by: str | None = None
    closed_ms: int | None = None


class FeedbackBox:
    """The feedback of one centre."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def put(self, made: Feedback, once: str | None) -> str:
        """Keep it; a repeat of ``once`` keeps nothing. Returns the code under which it is kept."""
        row = (made.code, once, made.words, made.number, made.lang, made.state, made.given_ms)

        def insert(db: sqlite3.Connection) -> str:
            db.execute(
                "insert or ignore into feedback (code, once, words, number, lang, state, given_ms)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            kept = "select code from feedback where code = ? or once = ?"
            return str(db.execute(kept, (made.code, once)).fetchone()[0])

        return self._store.write(insert)

    def find(self, code: str) -> Feedback | None:
        """The one of this code."""
        found = self._select("where code = ?", code)
        return found[0] if found else None

    def newest(self, state: str | None, most: int) -> list[Feedback]:
        """The newest first, of one state or of all."""
        if state is None:
            return self._select("order by given_ms desc, code limit ?", most)
        return self._select("where state = ? order by given_ms desc, code limit ?", state, most)

    def counts(self) -> dict[str, int]:
        """How many are in each state."""
        with self._store.read() as db:
            rows = db.execute("select state, count(*) from feedback group by state").fetchall()
        return {str(state): int(n) for state, n in rows}

    def answer(self, code: str, words: str, by: str, at_ms: int) -> bool:
        """Answer one that is new; False when it is not."""
        return self._move(
            "update feedback set state = 'answered', answer = ?, answered_by = ?, answered_ms = ?"
            " where code = ? and state = 'new'",
            (words, by, at_ms, code),
        )

    def close(self, code: str, by: str, at_ms: int) -> bool:
        """Close one that is answered; False when it is not."""
        return self._move(
            "update feedback set state = 'closed', closed_by = ?, closed_ms = ?"
            " where code = ? and state = 'answered'",
            (by, at_ms, code),
        )

    def purge(self, before_ms: int) -> int:
        """Delete what was closed before this moment; returns how many."""
        statement = "delete from feedback where state = 'closed' and closed_ms < ?"
        return self._store.write(lambda db: db.execute(statement, (before_ms,)).rowcount)

    def _move(self, statement: str, values: tuple[object, ...]) -> bool:
        return self._store.write(lambda db: db.execute(statement, values).rowcount) == 1

    def _select(self, clause: str, *values: object) -> list[Feedback]:
        with self._store.read() as db:
            rows = db.execute(f"select {_COLUMNS} from feedback {clause}", values).fetchall()
        return [Feedback(*row) for row in rows]
