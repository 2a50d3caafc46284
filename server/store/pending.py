"""What the decisions of one commit made, until it is written all at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.domain.facts import Recorded
from server.domain.tickets import Ticket
from server.store import journal, projection, rev
from server.store.answered import Answered, Answers

Folded = tuple[Sequence[Recorded], Mapping[str, Ticket], Mapping[str, projection.Dated]]
"""Facts of one step, the tickets as they were after it, and tickets of earlier days."""


@dataclass(slots=True)
class Made:
    """What one decision made: facts, the tickets they changed, and the answer to keep."""

    records: list[Recorded] = field(default_factory=list)
    changed: dict[str, projection.Dated] = field(default_factory=dict)
    answer: Answered | None = None

    def add(self, folded: Folded, day: str) -> None:
        """Add a step of local ``day``."""
        records, changed, late = folded
        self.records += records
        for id, ticket in changed.items():
            self.changed[id] = (day, ticket)
        self.changed |= late


class Pending:
    """The rows of the commit that is being made."""

    def __init__(self) -> None:
        self.answers = Answers()
        self._made = Made()
        self._rev = 0
        self._link: str | None = None

    def keep(self, made: Made) -> None:
        """Take over what a decision made."""
        self._made.records += made.records
        self._made.changed |= made.changed
        if made.answer is not None:
            self.answers.keep(made.answer)

    def flush(self, db: sqlite3.Connection, at_rev: int) -> None:
        """Write it: facts, tickets, answers, revision."""
        made, self._made = self._made, Made()
        self._link = journal.append(db, made.records, self._link)
        projection.save(db, made.changed.values())
        self.answers.flush(db)
        if at_rev > self._rev:
            rev.write(db, at_rev)
            self._rev = at_rev
