"""Tokens of other systems: what each may read, until when. Only hashes of secrets are kept."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.permissions import OF_TOKENS, role_of_scope
from server.store.account_rows import digest
from server.store.accounts import AccountRefused, ReadsWrites
from server.store.notes import credit, trigger

PREFIX = "luot-"
"""Every secret begins so: whoever finds one in a file knows what it is."""
STATEMENTS: tuple[str, ...] = (
    """create table token (
        id text primary key,
        secret_hash text not null unique,
        scopes text not null,
        last_day text,
        revoked integer not null default 0
    ) strict, without rowid""",
    trigger("made", "insert on token", "token", "new.id", "'created'"),
    trigger("turned", "update of revoked on token", "token", "new.id", "'disabled'"),
)
LAST_USE = "alter table token add column used_ms integer"
USE_EVERY_MS = 60_000
"""The last use is written at most this often, for reading must not cost a write each time."""


@dataclass(frozen=True, slots=True)
class Token:
    """One system's key: its scopes, and the last local day on which it is good.

    ``used_ms``: when it last opened something, to the minute; None: never.
    """

    id: str
    scopes: frozenset[str]
    last_day: str | None
    revoked: bool
    used_ms: int | None = None

    @property
    def roles(self) -> frozenset[str]:
        """What it acts as, one for each scope."""
        return frozenset(role_of_scope(scope) for scope in self.scopes)

    def is_good(self, day: str) -> bool:
        """Whether it opens anything on this local day."""
        return not self.revoked and (self.last_day is None or day <= self.last_day)


class Tokens:
    """The tokens of one centre."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store

    def add(
        self, id: str, scopes: Sequence[str], last_day: str | None, by: str | None = None
    ) -> str:
        """A new token; returns its secret, once. Raises AccountRefused: taken, or no such scope.

        ``by`` is who makes it, the command line when left out.
        """
        if unknown := sorted(set(scopes) - set(OF_TOKENS)):
            raise AccountRefused(f"scope {unknown[0]!r}: use one of {sorted(OF_TOKENS)}")
        secret = PREFIX + secrets.token_urlsafe(32)
        row = (id, digest(secret), json.dumps(sorted(set(scopes))), last_day)
        statement = "insert into token (id, secret_hash, scopes, last_day) values (?, ?, ?, ?)"

        def insert(db: sqlite3.Connection) -> None:
            db.execute(statement, row)
            credit(db, by)

        try:
            self._store.write(insert)
        except sqlite3.IntegrityError as error:
            raise AccountRefused(f"token {id} exists: choose another name") from error
        return secret

    def verify(self, secret: str, day: str) -> Token | None:
        """The token with this secret, if it is good on this local day.

        Hashes are compared: there is no timing to learn from.
        """
        found = self._select("where secret_hash = ?", digest(secret))
        return next((one for one in found if one.is_good(day)), None)

    def note_use(self, token: Token, at_ms: int) -> None:
        """Remember that it was used just now, unless that was written a moment ago."""
        if token.used_ms is None or at_ms - token.used_ms >= USE_EVERY_MS:
            statement, row = "update token set used_ms = ? where id = ?", (at_ms, token.id)
            self._store.write(lambda db: db.execute(statement, row) and None)

    def all(self) -> list[Token]:
        """Every token by its name, revoked ones too."""
        return self._select("order by id")

    def revoke(self, id: str, by: str | None = None) -> None:
        """It opens nothing more. Raises AccountRefused when there is none."""

        def update(db: sqlite3.Connection) -> bool:
            found = db.execute("update token set revoked = 1 where id = ?", (id,)).rowcount == 1
            credit(db, by if found else None)
            return found

        if not self._store.write(update):
            raise AccountRefused(f"no token {id}: see `luot token list`")

    def _select(self, clause: str, *values: object) -> list[Token]:
        columns = "select id, scopes, last_day, revoked, used_ms from token"
        with self._store.read() as db:
            rows = db.execute(f"{columns} {clause}", values).fetchall()
        return [
            Token(id, frozenset(json.loads(scopes)), day, bool(gone), used)
            for id, scopes, day, gone, used in rows
        ]
