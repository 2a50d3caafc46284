"""Versions of the list of procedures. A version is never changed; going back makes a new one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from server.domain.facts import from_ms, to_ms

STATEMENTS: tuple[str, ...] = (
    """create table procedure_list (
        digest text primary key,
        packed blob not null
    ) strict""",
    """create table procedure_version (
        no integer primary key,
        at_ms integer not null,
        by text not null,
        about text not null,
        digest text not null references procedure_list (digest),
        count integer not null,
        refused integer not null,
        followed integer not null default 0
    ) strict""",
)
"""``followed`` is 1 once the journal says that the hall follows the version."""
_COLUMNS = "no, at_ms, by, about, digest, count, refused"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version; ``about`` says where it is from."""

    no: int
    at: datetime
    by: str
    about: str
    digest: str
    count: int
    refused: int


def add(db: sqlite3.Connection, edition: Edition, packed: bytes) -> Edition:
    """Keep a version; its number becomes the next one."""
    db.execute(
        "insert or ignore into procedure_list (digest, packed) values (?, ?)",
        (edition.digest, packed),
    )
    no = db.execute("select coalesce(max(no), 0) + 1 from procedure_version").fetchone()[0]
    made = Edition(
        no, edition.at, edition.by, edition.about, edition.digest, edition.count, edition.refused
    )
    db.execute(
        f"insert into procedure_version ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)",
        (no, to_ms(made.at), made.by, made.about, made.digest, made.count, made.refused),
    )
    return made


def editions(db: sqlite3.Connection) -> list[Edition]:
    """Every version, the newest first."""
    found = db.execute(f"select {_COLUMNS} from procedure_version order by no desc")
    return [_edition(row) for row in found]


def newest(db: sqlite3.Connection) -> Edition | None:
    """The version in force."""
    row = db.execute(
        f"select {_COLUMNS} from procedure_version order by no desc limit 1"
    ).fetchone()
    return _edition(row) if row else None


def unfollowed(db: sqlite3.Connection) -> list[Edition]:
    """Versions of which the journal does not know yet, oldest first."""
    found = db.execute(f"select {_COLUMNS} from procedure_version where followed = 0 order by no")
    return [_edition(row) for row in found]


def follow(db: sqlite3.Connection, no: int) -> None:
    """The journal knows of this version."""
    db.execute("update procedure_version set followed = 1 where no = ?", (no,))


def packed(db: sqlite3.Connection, digest: str) -> bytes:
    """The compressed list. Raises KeyError when there is none."""
    row = db.execute("select packed from procedure_list where digest = ?", (digest,)).fetchone()
    if row is None:
        raise KeyError(digest)
    return bytes(row[0])


def _edition(row: tuple[int, int, str, str, str, int, int]) -> Edition:
    no, at_ms, by, about, digest, count, refused = row
    return Edition(no, from_ms(at_ms), by, about, digest, count, refused)
