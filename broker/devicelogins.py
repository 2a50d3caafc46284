"""The logins that the server keeps for the broker: devices that were added, renewed or revoked.

A TOML file beside the one that an operator writes, in the same shape. What stands here wins; a
table with ``revoked = true`` shuts out a device that stands in the other file.
"""

from __future__ import annotations

import fcntl
import json
import os
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from broker.errors import BadSetting
from broker.files import write_private

FILE = "device-logins.toml"
"""Its name in the folder of a centre."""
_HEAD = "# Kept by Lượt: devices as they were added, renewed and revoked.\n"


def table(id: str, role: str, counters: Iterable[int], password: str) -> str:
    """A login as it stands in either file."""
    made: dict[str, Any] = {"role": role, "counters": sorted(counters), "password": password}
    return _text(id, made if made["counters"] else {"role": role, "password": password})


def admit(path: Path, id: str, role: str, counters: Iterable[int], password: str) -> None:
    """Let this device in, with this password only. Raises OSError, BadSetting."""
    told = tomllib.loads(table(id, role, counters, password))
    with _changing(path) as tables:
        tables.update(told)


def shut_out(path: Path, id: str, role: str) -> None:
    """Let this device in no more. Raises OSError, BadSetting."""
    with _changing(path) as tables:
        tables[id] = {"role": role, "revoked": True}


def read_tables(text: str) -> dict[str, Any]:
    """The tables of a file, by id. Raises BadSetting."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"the logins are not TOML: {error}") from error


@contextmanager
def _changing(path: Path) -> Iterator[dict[str, Any]]:
    """The tables, and then the file made of them; the command and the server may both write."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        tables = read_tables(path.read_text("utf-8")) if path.exists() else {}
        yield tables
        write_private(path, _HEAD + "".join(_text(id, one) for id, one in tables.items()))
        if os.geteuid() == 0:  # a command of root: the server must be able to write it again
            os.chown(path, os.fstat(folder).st_uid, os.fstat(folder).st_gid)
    finally:
        os.close(folder)


def _text(id: str, entry: dict[str, Any]) -> str:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return "\n".join((f"\n[{id}]", *lines)) + "\n"
