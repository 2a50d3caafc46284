"""The list that the running server follows: looked up in the database, searched in memory.

``luot procedures import`` writes a version while the server runs, as ``luot user`` writes an
account. The server looks every two seconds, makes the new list ready beside the old one, puts it
in its place at once, and tells the journal: only the server appends facts.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from broker.catalogue import document as d
from broker.catalogue.finder import Finder, build
from server.domain.facts import Fact, ProceduresAdopted
from server.domain.hall import Hall
from server.errors import ProceduresRefused
from server.ledger import SYSTEM, Actor, Ledger
from server.procedures import keeping
from server.runtime import Runtime
from server.store import procedures
from server.store.errors import StoreError
from server.store.procedures import Edition
from server.store.store import Store

LOOK_S = 2.0
log = logging.getLogger(__name__)


class Shelf:
    """``finder`` searches the newest version; ``packed`` is what kiosks get of it."""

    def __init__(self, store: Store, ledger: Ledger, runtime: Runtime) -> None:
        self._store, self._ledger, self._runtime = store, ledger, runtime
        self._listeners: list[Callable[[], None]] = []
        self._failed = 0
        self._before: Finder | None = None
        self.edition: Edition | None = None
        self.packed = b""
        self.finder = finder_of(0, "", d.ProcedureList())

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` whenever another version is followed."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Search no more."""
        self.finder.close()
        if self._before is not None:
            self._before.close()

    def look(self) -> None:
        """Follow the newest version. One that cannot be read is told once, and not followed."""
        try:
            with self._store.read() as db:
                newest = procedures.newest(db)
            if newest is None or newest == self.edition or newest.no == self._failed:
                return
            packed, finder = self._runtime.offload(self._open, newest)
            self._tell_journal()
        except ProceduresRefused as error:
            self._failed = newest.no if newest else 0
            log.error("the newest list of procedures is not followed: %s", error)
            return
        except (StoreError, sqlite3.Error) as error:
            log.error("the newest list of procedures is not followed yet: %s", error)
            return
        self._failed = 0
        if self._before is not None:
            self._before.close()
        self._before = self.finder  # somebody may be searching in it at this moment
        self.edition, self.packed, self.finder = newest, packed, finder
        for listener in self._listeners:
            listener()

    def _open(self, edition: Edition) -> tuple[bytes, Finder]:
        with self._store.read() as db:
            document = keeping.document_of(db, edition)
            packed = procedures.packed(db, edition.digest)
        return packed, finder_of(edition.no, edition.digest, document)

    def _tell_journal(self) -> None:
        with self._store.read() as db:
            news = procedures.unfollowed(db)
        for one in news:
            self._record(one)

    def _record(self, one: Edition) -> None:
        fact = ProceduresAdopted(one.no, one.digest, one.count, one.by)

        def decide(
            hall: Hall, now: datetime
        ) -> tuple[Sequence[Fact], Callable[[Hall], dict[str, Any]]]:
            return [fact], lambda _: {"version": one.no}

        kind, _, id = one.by.partition(":")
        by = Actor(kind, id) if kind == "officer" else SYSTEM
        self._ledger.run(by, f"procedures-{one.no}", {"version": one.no}, decide)
        self._store.write(lambda db: procedures.follow(db, one.no))


def finder_of(no: int, digest: str, document: d.ProcedureList) -> Finder:
    """A finder over a version, in memory."""
    db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    return build(db, no, digest, document)
