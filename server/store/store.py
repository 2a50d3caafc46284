"""The database of a centre: opening it safely, writing through one thread, reading beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from server.store.errors import StoreCorrupt, StoreExists, StoreMissing
from server.store.lock import CentreLock
from server.store.migrations import migrate
from server.store.writer import Hooks, Tally, Threads, Writer

T = TypeVar("T")
FILE = "luot.db"
RESTORE_SKIPS = 10_000
"""More starts than a centre makes between two backups."""
_APPLICATION_ID = 0x4C554F54  # "LUOT"


def create(data: Path) -> Path:
    """Make a new, empty database in ``data``. Raises StoreExists rather than touch an old one."""
    path = data / FILE
    if path.exists():
        raise StoreExists(
            f"{path} exists: choose an empty --data folder, or use this centre as it is"
        )
    data.mkdir(parents=True, exist_ok=True)
    connection = _connect(path)
    connection.execute(f"pragma application_id = {_APPLICATION_ID}")
    with closing(connection):
        migrate(Database(connection))
    return path


class Store:
    """One open centre. ``ep`` is this start's epoch: one more than at the last start."""

    def __init__(
        self, data: Path, threads: Threads, *, starts: bool = True, alone: bool = False
    ) -> None:
        """Open; a command that only looks or changes accounts is no start of the server.

        A start, and a command that changes what a server holds in memory, is ``alone`` until
        ``close``. Raises StoreBusy when another process is, StoreMissing or StoreCorrupt.
        """
        self.path = data / FILE
        verify(self.path)
        with ExitStack() as opening:
            if starts or alone:
                opening.enter_context(CentreLock(data))
            connection = _connect(self.path)
            migrate(Database(connection))
            self.ep = _next_epoch(connection) if starts else _epoch(connection)
            self._held = opening.pop_all()
        self._writer = Writer(connection, threads)

    def write(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Run in a transaction on the writer thread; returns after the commit."""
        return self._writer.write(run)

    def decide(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Like ``write``, for what changes nothing itself but leaves its rows to ``flush``."""
        return self._writer.write(run, in_savepoint=False)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection that sees what is committed."""
        connection = sqlite3.connect(
            f"file:{self.path}?mode=ro", uri=True, check_same_thread=False, isolation_level=None
        )
        with closing(connection):
            connection.row_factory = sqlite3.Row
            yield connection

    @property
    def tally(self) -> Tally:
        """What the writer did since the start."""
        return self._writer.tally

    def follow(self, hooks: Hooks) -> None:
        """Have ``hooks`` called around every commit, in the writer thread."""
        self._writer.hooks = hooks

    def close(self) -> None:
        """Finish what is queued, close, and let others have the centre."""
        self._writer.close()
        self._held.close()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma busy_timeout = 5000")
    return connection


def verify(path: Path) -> None:
    """Raises StoreMissing or StoreCorrupt, with what to do, unless ``path`` is a sound centre."""
    if not path.exists():
        raise StoreMissing(
            f"no database at {path}: make a centre with `luot init --plan FILE --data "
            f"{path.parent}`, or bring one back with `luot restore`"
        )
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("pragma application_id").fetchone()[0]
            checked = connection.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreCorrupt(_damaged(path, str(error))) from error
    if found != _APPLICATION_ID:
        raise StoreCorrupt(f"{path} is not a Lượt database: point --data at the right folder")
    if checked != "ok":
        raise StoreCorrupt(_damaged(path, checked))


def skip_epochs(path: Path) -> None:
    """After a restore: devices have seen later starts than the copy knows of (invariant 6)."""
    with closing(_connect(path)) as connection:
        connection.execute("update meta set value = value + ? where name = 'ep'", (RESTORE_SKIPS,))


def _damaged(path: Path, what: str) -> str:
    found = " ".join(what.split())
    return (
        f"{path} is damaged ({found}): keep it, move it aside, and bring the last backup back "
        "with `luot restore`; nothing was started or overwritten"
    )


def _next_epoch(connection: sqlite3.Connection) -> int:
    connection.execute("begin immediate")
    connection.execute("update meta set value = value + 1 where name = 'ep'")
    ep = _epoch(connection)
    connection.execute("commit")
    return ep


def _epoch(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select value from meta where name = 'ep'").fetchone()[0])
