"""A list of procedures to be searched as one types, from any thread."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from broker.catalogue import index
from broker.catalogue.document import ProcedureList
from broker.catalogue.searching import Search


@dataclass(frozen=True, slots=True)
class Held:
    """Which list is searched; version 0 is none."""

    version: int = 0
    digest: str = ""
    source: str = ""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was found, all of one list."""

    held: Held
    total: int
    synonym: str | None
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What the procedures of a group commonly ask for, and the first of them."""

    documents_vi: list[str]
    documents_en: list[str]
    rows: list[dict[str, Any]]


class Finder:
    """Searches one database; safe from any thread. ``prepare`` must have made its tables."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.RLock()
        self.renew()

    def renew(self) -> None:
        """Take note that the tables hold another list."""
        with self._lock:
            self.held = self._held()
            self._searching = Search(self._db)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    def page(self, text: str, first: int, at_most: int) -> Page:
        """The same with the procedures themselves, from ``first`` on."""
        with self._one_list():
            found = self._searching.find(text)
            rows = self._rows(found.places[first : first + at_most])
            return Page(self._held(), len(found.places), found.synonym, rows)

    def group(self, code: str, at_most: int) -> GroupPage:
        """What a group needs, and its first procedures; nothing for a group that has none."""
        with self._one_list():
            row = self._db.execute(
                "select documents_vi, documents_en from shared where grp = ?", (code,)
            ).fetchone()
            found = self._db.execute(
                "select place from procedure where grp = ? order by place limit ?", (code, at_most)
            ).fetchall()
            vi, en = (json.loads(row[0]), json.loads(row[1])) if row else ([], [])
            return GroupPage(vi, en, self._rows([place for (place,) in found]))

    @contextmanager
    def _one_list(self) -> Iterator[None]:
        """Everything read inside is of one list, even when another is being put in its place."""
        with self._lock:
            self._db.execute("begin")
            try:
                yield
            finally:
                self._db.execute("rollback")

    def _held(self) -> Held:
        row = self._db.execute("select version, digest, source, total from held").fetchone()
        return Held(*row) if row else Held()

    def _rows(self, places: Sequence[int]) -> list[dict[str, Any]]:
        """The procedures at these places, without their keywords."""
        marks = ", ".join("?" * len(places))
        query = f"select place, data from procedure where place in ({marks})"
        found = dict(self._db.execute(query, list(places)).fetchall())
        return [json.loads(found[place]) for place in places if place in found]


def build(db: sqlite3.Connection, version: int, digest: str, document: ProcedureList) -> Finder:
    """A finder over a list that is filled in here."""
    index.prepare(db)
    db.execute("begin")
    index.fill(db, version, digest, document)
    db.execute("commit")
    return Finder(db)
