"""Lists that were uploaded and wait to be adopted: in memory, a few at most."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from broker.catalogue.document import ProcedureList
from server.domain.plan import Plan
from server.errors import ProceduresRefused
from server.procedures import importing, keeping, starter, tables
from server.procedures.told import Wrong
from server.store import procedures
from server.store.accounts import ReadsWrites

MOST = 8
"""Drafts that are kept; the oldest goes first."""
FEWER = 2
"""A list that has not even this part of the one in force must be meant."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked file of one person, and what adopting it would change of version ``base``."""

    id: str
    login: str
    name: str
    base: int
    document: ProcedureList
    wrong: tuple[Wrong, ...]
    refused: int
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_few(self) -> bool:
        """Would it replace more than twice as many?"""
        good = len(self.document.procedures)
        return good * FEWER < good - len(self.new) + len(self.removed)


class Drafts:
    """The drafts of a running server."""

    def __init__(self) -> None:
        self._kept: dict[str, Draft] = {}

    def keep(self, draft: Draft) -> None:
        """Keep one; a person's earlier draft, and the oldest beyond ``MOST``, go."""
        for id, one in list(self._kept.items()):
            if one.login == draft.login:
                del self._kept[id]
        self._kept[draft.id] = draft
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]

    def of(self, id: str, login: str) -> Draft | None:
        """A draft of this person; nobody sees another's."""
        found = self._kept.get(id)
        return found if found is not None and found.login == login else None

    def drop(self, id: str) -> None:
        """Forget it."""
        self._kept.pop(id, None)


def read(store: ReadsWrites, plan: Plan, path: Path, login: str, name: str) -> Draft:
    """Check a file against the plan and the list in force. Slow: not for the loop.

    Raises ProceduresRefused when no row can be taken over.
    """
    taken = importing.check(tables.read(path), plan)
    if not taken.procedures and not taken.wrong:
        raise ProceduresRefused("no rows")
    newest, held = in_force(store)
    synonyms = held.synonyms if newest else starter.synonyms()
    document = importing.make(taken.procedures, synonyms, plan, held.source)
    return make(login, name, newest, held, document, taken)


def in_force(store: ReadsWrites) -> tuple[int, ProcedureList]:
    """The newest version and its list; 0 and an empty one when there is none."""
    with store.read() as db:
        newest = procedures.newest(db)
        return (newest.no, keeping.document_of(db, newest)) if newest else (0, ProcedureList())


def make(
    login: str,
    name: str,
    base: int,
    held: ProcedureList,
    document: ProcedureList,
    taken: importing.Taken | None = None,
) -> Draft:
    """A draft, and what it would change of the list that is ``held``."""
    before = {one.code: one for one in held.procedures}
    after = {one.code: one for one in document.procedures}
    return Draft(
        secrets.token_urlsafe(12),
        login,
        name,
        base,
        document,
        taken.wrong if taken else (),
        taken.refused if taken else 0,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(c for c in after.keys() & before.keys() if after[c] != before[c])),
        tuple(sorted(before.keys() - after.keys())),
    )
