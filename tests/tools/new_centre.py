"""New databases by the hundred: one is made by all migrations, the others are copies of it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from server.store import store


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return store.create(Path(folder)).read_bytes()


def create(data: Path) -> Path:
    """As ``store.create``, in a folder that is not there yet; returns the folder."""
    data.mkdir(parents=True)
    (data / store.FILE).write_bytes(_empty())
    return data
