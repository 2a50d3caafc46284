"""A disk that forgets: what a power cut leaves of the files that the product's SQLite writes.

The library that Python's own ``sqlite3`` uses is given a VFS which notes every write, truncation
and sync of the database and its log, in order, and passes them on. From the notes the files can
be made as they would be found after a cut at any moment: of each file what its last sync made
lasting, and of what came later nothing, or any part.
"""

from __future__ import annotations

import _sqlite3
import ctypes as c
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

OK = 0
SECTOR = 512
Event = tuple[Any, ...]
"""``("write", file, offset, bytes)``, ``("truncate", file, size)``, ``("sync", file)``,
``("delete", file)`` or ``("told", anything)``."""

_OPEN = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p)
_DELETE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_char_p, c.c_int)
_WRITE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int, c.c_int64)
_TRUNCATE = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int64)
_SYNC = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_int)


class _Vfs(c.Structure):
    """``sqlite3_vfs``, version 3."""


_Vfs._fields_ = [
    ("version", c.c_int),
    ("file_size", c.c_int),
    ("longest_name", c.c_int),
    ("next", c.c_void_p),
    ("name", c.c_char_p),
    ("app_data", c.c_void_p),
    ("open", _OPEN),
    ("delete", _DELETE),
    ("others", c.c_void_p * 13),
]


class _Methods(c.Structure):
    """``sqlite3_io_methods``, version 3."""

    _fields_ = (
        ("version", c.c_int),
        ("close", c.c_void_p),
        ("read", c.c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", c.c_void_p * 13),
    )


class Recorder:
    """Notes what SQLite does to files in ``folder``, from ``start`` to ``stop``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = {path.name: path.read_bytes() for path in folder.iterdir()}
        self.events: list[Event] = []
        self._names: dict[int, str] = {}
        self._patched: dict[int, _Methods] = {}
        self._library = c.CDLL(getattr(_sqlite3, "__file__", None))  # or built into Python
        self._library.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
        self._theirs = self._library.sqlite3_vfs_find(None)
        self._ours = _Vfs.from_buffer_copy(self._theirs.contents)
        self._ours.name = b"recorder"
        self._ours.open = _OPEN(self._open)
        self._ours.delete = _DELETE(self._delete)

    def start(self) -> None:
        """From now on every new connection is recorded."""
        self._library.sqlite3_vfs_register(c.byref(self._ours), 1)

    def stop(self) -> None:
        """No new connection is recorded."""
        self._library.sqlite3_vfs_unregister(c.byref(self._ours))

    def told(self, what: Any) -> None:
        """Somebody was told this, now."""
        self.events.append(("told", what))

    def _note(self, kind: str, file: int, *more: Any) -> None:
        self.events.append((kind, self._names[file], *more))

    def _open(self, _: int, name: int, file: int, flags: int, out: int) -> int:
        done = self._theirs.contents.open(
            c.addressof(self._theirs.contents), name, file, flags, out
        )
        path = Path(c.string_at(name).decode()) if name else Path()
        if done == OK and path.parent == self.folder:
            self._names[file] = path.name
            methods = c.c_void_p.from_address(file)
            methods.value = c.addressof(self._recording(methods.value or 0))
        return done

    def _delete(self, _: int, name: bytes, sync: int) -> int:
        self.events.append(("delete", Path(name.decode()).name))
        return self._theirs.contents.delete(c.addressof(self._theirs.contents), name, sync)

    def _recording(self, theirs_at: int) -> _Methods:
        if theirs_at not in self._patched:
            theirs = _Methods.from_address(theirs_at)
            ours = _Methods.from_buffer_copy(theirs)

            def write(file: int, data: int, size: int, offset: int) -> int:
                self._note("write", file, offset, c.string_at(data, size))
                return theirs.write(file, data, size, offset)

            def truncate(file: int, size: int) -> int:
                self._note("truncate", file, size)
                return theirs.truncate(file, size)

            def sync(file: int, flags: int) -> int:
                done = theirs.sync(file, flags)
                self._note("sync", file)
                return done

            ours.write, ours.truncate, ours.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
            self._patched[theirs_at] = ours
        return self._patched[theirs_at]


class Disk:
    """Files as they were, and what was done to them since; knows what a power cut leaves."""

    def __init__(self, lasting: dict[str, bytes]) -> None:
        self._lasting = {name: bytearray(content) for name, content in lasting.items()}
        self._loose: dict[str, list[Event]] = {}

    def do(self, event: Event) -> None:
        """One more event."""
        kind, name, *_ = event
        if kind == "sync":
            file = self._lasting.setdefault(name, bytearray())
            for one in self._loose.pop(name, []):
                _apply(file, one)
        elif kind == "delete":
            self._lasting.pop(name, None)
            self._loose.pop(name, None)
        elif kind != "told":
            self._loose.setdefault(name, []).append(event)

    def cut(self, folder: Path, keeps: Callable[[Event], Event | None]) -> Path:
        """The files after a cut now; ``keeps`` says what remains of each write without a sync."""
        folder.mkdir(parents=True)
        for name in self._lasting.keys() | self._loose.keys():
            file = bytearray(self._lasting.get(name, b""))
            for event in self._loose.get(name, ()):
                if (kept := keeps(event)) is not None:
                    _apply(file, kept)
            if file or name in self._lasting:
                (folder / name).write_bytes(file)
        return folder


def _apply(file: bytearray, event: Event) -> None:
    if event[0] == "truncate":
        del file[event[2] :]
        return
    _, _, offset, data = event
    file.extend(bytes(max(offset - len(file), 0)))
    file[offset : offset + len(data)] = data


def nothing(event: Event) -> None:
    """Every write without a sync is lost."""


def everything(event: Event) -> Event:
    """Every write has reached the disk by chance."""
    return event


def any_part(dice: random.Random) -> Callable[[Event], Event | None]:
    """Some writes have reached the disk, some have not, some are torn after a sector."""

    def keeps(event: Event) -> Event | None:
        if event[0] == "truncate" or dice.random() < 0.5:
            return event if dice.random() < 0.5 else None
        sectors = dice.randint(0, len(event[3]) // SECTOR)
        return (*event[:3], event[3][: sectors * SECTOR])

    return keeps


@pytest.fixture
def recorder(founded: Path) -> Iterator[Recorder]:
    """Records everything that is opened from now on in the founded centre."""
    made = Recorder(founded)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def cut_after(recorder: Recorder) -> Callable[..., Path]:
    """``(events, folder, keeps)``: the folder as the power comes back after these events."""

    def cut(events: list[Event], folder: Path, keeps: Any) -> Path:
        disk = Disk(recorder.before)
        for event in events:
            disk.do(event)
        return disk.cut(folder, keeps)

    return cut


@pytest.fixture
def keeping() -> dict[str, Any]:
    """What may remain of writes without a sync."""
    return {"nothing": nothing, "everything": everything, "any part": any_part}
