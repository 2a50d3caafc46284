"""Plans that administrators work on, one a login: what is not adopted yet survives a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any

from server.store.accounts import ReadsWrites

STATEMENTS = (
    """create table plan_draft (
        login text primary key,
        base text not null,
        document text not null
    ) strict, without rowid""",
)
NOTED = "alter table plan_draft add column note text not null default ''"
_KEEP = (
    "insert into plan_draft (login, base, document, note) values (?, ?, ?, ?)"
    " on conflict (login) do update set base = excluded.base, document = excluded.document,"
    " note = excluded.note"
)


@dataclass(slots=True)
class Draft:
    """A plan that somebody works on, the version that it will replace, and why, if they said so."""

    base: str
    document: dict[str, Any]
    note: str = ""


class PlanDrafts(MutableMapping[str, Draft]):
    """Drafts by login. What is read is a copy: a change counts once it is put back."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def __getitem__(self, login: str) -> Draft:
        with self._store.read() as db:
            asked = "select base, document, note from plan_draft where login = ?"
            found = db.execute(asked, (login,)).fetchone()
        if found is None:
            raise KeyError(login)
        return Draft(found[0], json.loads(found[1]), found[2])

    def __setitem__(self, login: str, draft: Draft) -> None:
        row = (login, draft.base, json.dumps(draft.document, ensure_ascii=False), draft.note)
        self._store.write(lambda db: db.execute(_KEEP, row) and None)

    def __delitem__(self, login: str) -> None:
        statement = "delete from plan_draft where login = ?"
        if not self._store.write(lambda db: db.execute(statement, (login,)).rowcount):
            raise KeyError(login)

    def __iter__(self) -> Iterator[str]:
        with self._store.read() as db:
            return iter([login for (login,) in db.execute("select login from plan_draft")])

    def __len__(self) -> int:
        return sum(1 for _ in self)
