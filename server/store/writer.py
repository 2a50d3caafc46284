"""One native thread that writes, with group commit.

Jobs that wait together are committed together: BEGIN IMMEDIATE, the jobs, one COMMIT with
synchronous=FULL, and only then the answers. A failing job is rolled back alone.
Connections that write from many threads starve each other for seconds; one writer never does.

Each statement gives the interpreter lock away and must win it back from a busy loop. So the
desk's jobs decide in memory and leave their rows to ``flush``, which writes those of the whole
commit with a handful of statements.
"""

from __future__ import annotations

import sqlite3
import time
from _queue import SimpleQueue  # the C queue blocks a native thread even when gevent has patched
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from server.store.errors import StoreUnavailable

T = TypeVar("T")
MOST_JOBS = 64
"""How many jobs share one commit at the most."""


class Promise(Protocol):
    """A value that comes later, from another thread."""

    def resolve(self, value: Any) -> None: ...
    def fail(self, error: BaseException) -> None: ...
    def wait(self) -> Any: ...


class Threads(Protocol):
    """What the writer needs of the runtime: native threads, and promises across them."""

    def promise(self) -> Promise: ...
    def start_native(self, target: Callable[[], None]) -> None: ...


@dataclass(slots=True)
class _Job:
    run: Callable[[sqlite3.Connection], Any]
    promise: Promise
    in_savepoint: bool
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Hooks:
    """What follows the commits, in the writer thread.

    ``flush`` writes what jobs left for the end of their commit; ``committed`` is called after it,
    before the answers; ``rolled_back`` when a whole commit was lost, or one of the others failed,
    so that state in memory can be made anew.
    """

    flush: Callable[[sqlite3.Connection], None] = lambda _: None
    committed: Callable[[], None] = lambda: None
    rolled_back: Callable[[], None] = lambda: None


class Tally:
    """What the writer did since the start; ``busy_s`` is the time in commits, in seconds."""

    def __init__(self, waiting: Callable[[], int]) -> None:
        self.waiting = waiting
        self.commits = self.jobs = self.lost = 0
        self.busy_s = 0.0


class Writer:
    """Owns the only connection that writes."""

    def __init__(self, connection: sqlite3.Connection, threads: Threads) -> None:
        self._db = connection
        self._threads = threads
        self.hooks = Hooks()
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self.tally = Tally(self._jobs.qsize)
        self._done = threads.promise()
        self._closed = False
        threads.start_native(self._work)

    def write(self, run: Callable[[sqlite3.Connection], T], *, in_savepoint: bool = True) -> T:
        """Run in a transaction; returns after the commit.

        Without a savepoint ``run`` must not change the database itself. Raises what ``run``
        raised, or StoreUnavailable when the commit failed.
        """
        if self._closed:
            raise StoreUnavailable("the database is closing; nothing was written")
        job = _Job(run, self._threads.promise(), in_savepoint)
        self._jobs.put(job)
        value: T = job.promise.wait()
        return value

    def close(self) -> None:
        """Finish what is queued, then close the connection."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            self._done.wait()

    def _work(self) -> None:
        while (first := self._jobs.get()) is not None:
            batch, last = self._gather(first)
            began_s = time.perf_counter()
            self._commit(batch)
            self.tally.commits += 1
            self.tally.jobs += len(batch)
            self.tally.busy_s += time.perf_counter() - began_s
            if last:
                break
        self._db.close()
        self._done.resolve(None)

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        batch = [first]
        while len(batch) < MOST_JOBS and not self._jobs.empty():
            job = self._jobs.get()
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _commit(self, batch: list[_Job]) -> None:
        try:
            self._db.execute("begin immediate")
            for job in batch:
                self._run(job)
            self.hooks.flush(self._db)
            self._db.execute("commit")
            self.hooks.committed()
        except BaseException as error:  # noqa: BLE001 - handed to the callers, who wait for it
            self._lose(batch, error)
            return
        for job in batch:
            if job.error is not None:
                job.promise.fail(job.error)
            else:
                job.promise.resolve(job.value)

    def _run(self, job: _Job) -> None:
        if not job.in_savepoint:
            self._decide(job)
            return
        self._db.execute("savepoint job")
        try:
            job.value = job.run(self._db)
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
            job.error = error
            self._db.execute("rollback to job")
        self._db.execute("release job")

    def _decide(self, job: _Job) -> None:
        try:
            job.value = job.run(self._db)
        except sqlite3.Error:
            raise  # it may have been writing what its neighbours left: none of them can be kept
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
            job.error = error

    def _lose(self, batch: list[_Job], error: BaseException) -> None:
        if self._db.in_transaction:
            self._db.execute("rollback")
        self.tally.lost += 1
        self.hooks.rolled_back()
        for job in batch:
            if isinstance(error, sqlite3.Error):
                job.promise.fail(StoreUnavailable(f"nothing was written: {error}; check the disk"))
            else:
                job.promise.fail(error)
