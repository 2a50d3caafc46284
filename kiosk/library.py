"""The list of procedures in the kiosk's own folder: searched, and exchanged all at once.

The parts of a new list gather beside the one in use, over restarts. When all are there and their
digest is right, one transaction puts the new list in the old one's place.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from broker.catalogue import document as d
from broker.catalogue import index
from broker.catalogue.finder import Finder, Held
from broker.errors import MessageRefused
from broker.messages import ProceduresInForce
from kiosk.database import open_database
from kiosk.errors import BadSetting

log = logging.getLogger(__name__)
_PARTS = """create table if not exists part (
    digest text not null, part integer not null, data text not null, primary key (digest, part)
)"""


class Library:
    """One file. ``finder`` may be used from any thread, everything else from one.

    Raises BadSetting when the file cannot be used. A damaged one is made anew: it is a copy.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._db = _open(path)
            except sqlite3.DatabaseError as error:
                log.warning("%s is damaged (%s); it is fetched anew", path, error)
                _remove(path)
                self._db = _open(path)
            self.finder = Finder(open_database(path, "normal"))
        except (OSError, sqlite3.Error) as error:
            raise BadSetting(f"--data: cannot use {path}: {error}") from error

    @property
    def held(self) -> Held:
        """The list in use; version 0 is none."""
        return self.finder.held

    def close(self) -> None:
        """Close the file."""
        self.finder.close()
        self._db.close()

    def missing(self, told: ProceduresInForce) -> int | None:
        """The first part that is not here yet."""
        rows = self._db.execute("select part from part where digest = ?", (told.digest,))
        here = {part for (part,) in rows}
        return next((part for part in range(told.parts) if part not in here), None)

    def put(self, told: ProceduresInForce, part: int, data: str) -> None:
        """Keep a part; those of other lists are not needed any more."""
        self._db.execute("delete from part where digest != ?", (told.digest,))
        self._db.execute("insert or replace into part values (?, ?, ?)", (told.digest, part, data))

    def forget_parts(self) -> None:
        """Begin anew."""
        self._db.execute("delete from part")

    def take(self, told: ProceduresInForce) -> None:
        """Use the list whose parts are all here. Raises MessageRefused for one that is damaged."""
        rows = self._db.execute(
            "select data from part where digest = ? order by part", (told.digest,)
        ).fetchall()
        text = d.unpack(d.join([data for (data,) in rows]))
        if (found := d.digest(text)) != told.digest:
            raise MessageRefused(f"list of procedures {told.version}: its digest is {found}")
        self._use(told.version, told.digest, d.from_bytes(text))

    def rename(self, version: int) -> None:
        """The list in use has another number now: the hall went back to it."""
        self._db.execute("update held set version = ?", (version,))
        self.finder.renew()

    def empty(self) -> None:
        """The hall has no list."""
        self._use(0, "", d.ProcedureList())

    def _use(self, version: int, digest: str, document: d.ProcedureList) -> None:
        self._db.execute("begin immediate")
        try:
            index.fill(self._db, version, digest, document)
            self._db.execute("delete from part")
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")
        self.finder.renew()


def _open(path: Path) -> sqlite3.Connection:
    """Ready for lists. Raises sqlite3.DatabaseError for a file that is damaged."""
    db = open_database(path, "normal")
    try:
        if (found := db.execute("pragma quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
        index.prepare(db)
        db.execute(_PARTS)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
