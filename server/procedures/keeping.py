"""Versions in and out of the database: what the command writes and a running server follows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from broker.catalogue import document as d
from broker.errors import MessageRefused
from server.errors import ProceduresRefused
from server.store import procedures
from server.store.accounts import ReadsWrites
from server.store.procedures import Edition


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence a version comes: who took it over, from what, when, and how many rows were refused."""

    by: str
    about: str
    at: datetime
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """A list as it is kept."""

    digest: str
    body: bytes
    count: int


def pack(document: d.ProcedureList) -> Packed:
    """The list made ready. Some tenths of a second for a long one: not for the server's loop."""
    text = d.to_bytes(document)
    return Packed(d.digest(text), d.pack(text), len(document.procedures))


def keep(store: ReadsWrites, document: d.ProcedureList, origin: Origin) -> tuple[Edition, bool]:
    """Make it the newest version; False when the newest is the same list already."""
    return keep_packed(store, pack(document), origin)


def keep_packed(store: ReadsWrites, packed: Packed, origin: Origin) -> tuple[Edition, bool]:
    """The same of a list that is ready."""
    digest = packed.digest
    made = Edition(0, origin.at, origin.by, origin.about, digest, packed.count, origin.refused)

    def write(db: sqlite3.Connection) -> tuple[Edition, bool]:
        before = procedures.newest(db)
        if before is not None and before.digest == digest:
            return before, False
        return procedures.add(db, made, packed.body), True

    return store.write(write)


def document_of(db: sqlite3.Connection, edition: Edition) -> d.ProcedureList:
    """The list of a version. Raises ProceduresRefused when it cannot be read any more."""
    try:
        text = d.unpack(procedures.packed(db, edition.digest))
        if d.digest(text) != edition.digest:
            raise MessageRefused("it is not what was kept")
        return d.from_bytes(text)
    except (KeyError, MessageRefused) as error:
        raise ProceduresRefused(
            f"version {edition.no} cannot be read ({error}): import its file again, or restore "
            "another version"
        ) from error


def edition(db: sqlite3.Connection, no: int | None) -> Edition:
    """A version, the newest for None. Raises ProceduresRefused when there is none."""
    every = procedures.editions(db)
    found = next((one for one in every if no in (None, one.no)), None)
    if found is None and not every:
        raise ProceduresRefused(
            "this centre has no procedures yet: luot procedures import FILE --data DIR"
        )
    if found is None:
        there = ", ".join(str(one.no) for one in every[:20])
        raise ProceduresRefused(f"there is no version {no}: use one of {there}")
    return found
