"""A centre's database for a process that only looks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path


def reader(path: Path) -> Callable[[], AbstractContextManager[sqlite3.Connection]]:
    """A read-only connection to the file, each time it is called."""

    @contextmanager
    def read() -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        with closing(connection):
            yield connection

    return read
