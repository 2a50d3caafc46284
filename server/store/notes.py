"""What another process did, until the running server takes it into the journal.

Only the server writes the journal, but ``luot user`` and ``luot device`` change accounts beside it.
Triggers note every change of an account in its own transaction, whoever makes it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_NOW = "cast((julianday('now') - 2440587.5) * 86400000 as integer)"


def trigger(name: str, when: str, account: str, id: str, change: str) -> str:
    """The statement that notes a change of something that is kept like an account."""
    fact = f"json_object('account', '{account}', 'id', {id}, 'change', {change}, 'changed_ms', "
    return (
        f"create trigger noted_{account}_{name} after {when} begin insert into noted (by, kind, "
        f"data) values ('command:luot', 'account_changed', {fact}{_NOW})); end"
    )


def _triggers(account: str, id: str, secret: str, off: str) -> tuple[str, ...]:
    turned = f"case when new.{off} then 'disabled' else 'enabled' end"
    return (
        trigger("made", f"insert on {account}", account, f"new.{id}", "'created'"),
        trigger("gone", f"delete on {account}", account, f"old.{id}", "'removed'"),
        trigger("secret", f"update of {secret} on {account}", account, f"new.{id}", "'secret'"),
        trigger("turned", f"update of {off} on {account}", account, f"new.{id}", turned),
    )


STATEMENTS: tuple[str, ...] = (
    """create table noted (
        no integer primary key autoincrement,
        by text not null,
        kind text not null,
        data text not null
    ) strict""",
    *_triggers("officer", "login", "pin_hash, password_hash", "disabled"),
    trigger(
        "changed",
        "update of roles, counter, seconded_from, seconded_to on officer",
        *("officer", "new.login", "'changed'"),
    ),
    *_triggers("device", "id", "secret_hash", "revoked"),
    trigger("changed", "update of counters, zone on device", "device", "new.id", "'changed'"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to become a fact: ``no`` is never used again."""

    no: int
    by: str
    kind: str
    data: str


def put(db: sqlite3.Connection, by: str, kind: str, data: str) -> None:
    """Note it; it becomes a fact when the server next looks."""
    db.execute("insert into noted (by, kind, data) values (?, ?, ?)", (by, kind, data))


def credit(db: sqlite3.Connection, by: str | None) -> None:
    """The change that this transaction just made was of ``by``, and not of the command line."""
    if by is not None:
        db.execute("update noted set by = ? where no = (select max(no) from noted)", (by,))


def waiting(db: sqlite3.Connection) -> list[Note]:
    """The oldest first."""
    return [Note(*row) for row in db.execute("select no, by, kind, data from noted order by no")]


def forget(db: sqlite3.Connection, no: int) -> None:
    """This one is in the journal."""
    db.execute("delete from noted where no = ?", (no,))
