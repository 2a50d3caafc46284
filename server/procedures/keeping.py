"""Versions in and out of the database: what the command writes and a running server follows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from broker.catalogue import document as d
from broker.errors import MessageRefused
from server.errors import ProceduresRefused
from server.store import procedures
from server.store.procedures import Edition
from server.store.store import Store


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence a version comes: who took it over, from what, when, and how many rows were refused."""

    by: str
    about: str
    at: datetime
    refused: int = 0


def keep(store: Store, document: d.ProcedureList, origin: Origin) -> tuple[Edition, bool]:
    """Make it the newest version; False when the newest is the same list already."""
    text = d.to_bytes(document)
    digest, packed = d.digest(text), d.pack(text)
    made = Edition(
        0, origin.at, origin.by, origin.about, digest, len(document.procedures), origin.refused
    )

    def write(db: sqlite3.Connection) -> tuple[Edition, bool]:
        before = procedures.newest(db)
        if before is not None and before.digest == digest:
            return before, False
        return procedures.add(db, made, packed), True

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
