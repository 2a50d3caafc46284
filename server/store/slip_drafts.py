"""Slips that administrators work on, one a login: what is not followed yet survives a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from server.store.accounts import ReadsWrites

STATEMENTS = (
    """create table slip_draft (
        login text primary key,
        base integer not null,
        document text not null,
        logo blob
    ) strict, without rowid""",
)
_KEEP = (
    "insert into slip_draft (login, base, document, logo) values (?, ?, ?, ?)"
    " on conflict (login) do update set"
    " base = excluded.base, document = excluded.document, logo = excluded.logo"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A slip that somebody works on, its own logo, and the version that it will follow."""

    base: int
    document: dict[str, Any]
    logo: bytes | None = None


class SlipDrafts(MutableMapping[str, Draft]):
    """Drafts by login. What is read is a copy: a change counts once it is put back."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def __getitem__(self, login: str) -> Draft:
        with self._store.read() as db:
            asked = "select base, document, logo from slip_draft where login = ?"
            found = db.execute(asked, (login,)).fetchone()
        if found is None:
            raise KeyError(login)
        return Draft(found[0], json.loads(found[1]), found[2])

    def __setitem__(self, login: str, draft: Draft) -> None:
        document = json.dumps(draft.document, ensure_ascii=False)
        row = (login, draft.base, document, draft.logo)
        self._store.write(lambda db: db.execute(_KEEP, row) and None)

    def __delitem__(self, login: str) -> None:
        statement = "delete from slip_draft where login = ?"
        if not self._store.write(lambda db: db.execute(statement, (login,)).rowcount):
            raise KeyError(login)

    def __iter__(self) -> Iterator[str]:
        with self._store.read() as db:
            return iter([login for (login,) in db.execute("select login from slip_draft")])

    def __len__(self) -> int:
        return sum(1 for _ in self)
