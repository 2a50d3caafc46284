"""One process decides for a centre: an operating system's lock on a file in its folder.

Two servers on one folder would each decide against a hall of its own, and the journal would take
what one of them says and refuse the other at every turn. The lock lives and ends with the process,
however that ends: nothing stale is left by ``kill -9`` or a power cut. The file itself stays;
removing it would let two processes lock two files of the same name.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from server.store.errors import StoreBusy

FILE = "luot.lock"


class CentreLock:
    """Held from when it is made until ``release``. Raises StoreBusy when somebody else holds it."""

    def __init__(self, data: Path) -> None:
        self._file = os.open(data / FILE, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _holder(self._file)
            self.release()
            raise StoreBusy(
                f"{data} is in use by {holder}: stop that first (sudo systemctl stop luot-server, "
                "or end the process), or choose another --data folder"
            ) from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def __enter__(self) -> CentreLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let others decide; once is enough, and twice does no harm."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _holder(file: int) -> str:
    pid = os.pread(file, 32, 0).decode("ascii", "replace").strip()
    return f"process {pid}" if pid.isdigit() else "another process"
