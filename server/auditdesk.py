"""What is done around the hall becomes facts too; a mixin of the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from server import auditing
from server.domain import facts as f
from server.domain.hall import Hall
from server.ledger import Actor, Answer, Ledger
from server.store import audit, notes
from server.store.store import Store


class AuditVerbs:
    """Facts that change nothing in the hall, but must be found by whoever audits it."""

    _ledger: Ledger
    _store: Store

    def keep_fact(self, by: Actor, fact: f.Fact, key: str | None = None) -> None:
        """Keep that ``by`` did this; a repeat of ``key`` keeps nothing more."""

        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            return [fact], lambda _: {}

        self._ledger.run(by, key, {"verb": "note"}, decide)

    def audit_rows(self, asked: audit.Search, most: int) -> list[dict[str, Any]]:
        """What was found, the newest first."""
        plan = self._ledger.snapshot.hall.rules
        with self._store.read() as db:
            return list(auditing.told(plan, audit.find(db, asked, most)))

    def audit_file(self, asked: audit.Search, form: str) -> str:
        """All that was found, as ``csv`` or ``jsonl``."""
        plan = self._ledger.snapshot.hall.rules
        with self._store.read() as db:
            return "".join(auditing.lines(auditing.told(plan, audit.find(db, asked, None)), form))

    def take_notes(self) -> None:
        """Take into the journal what other processes noted, each thing once."""
        with self._store.read() as db:
            waiting = notes.waiting(db)
        for one in waiting:
            kind, _, id = one.by.partition(":")
            fact = f.revive(one.kind, json.loads(one.data))
            self.keep_fact(Actor(kind, id), fact, f"note-{one.no}")
            self._store.write(partial(notes.forget, no=one.no))
