"""The memory of the server while the whole demo runs."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def hall(*more: str) -> Iterator[Path]:
    """A demo that is ready, with ``more`` arguments; gives its folder, ends it after."""
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(
            [sys.executable, "-m", "server", "demo", "--data", folder, "--port", "0", *more],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert child.stdout is not None
            child.stdout.readline()
            yield Path(folder)
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(30)


def server_mib(seconds: float) -> float:
    """Resident memory of the demo's server after ``seconds``, in MiB."""
    with hall("--speed", "20") as folder:
        threading.Event().wait(seconds)
        log = (folder / "logs" / "server.log").read_text(encoding="utf-8")
        found = re.search(r"process (\d+)", log)
        assert found, "the demo's server did not start"
        return _rss_mib(int(found[1]))


def _rss_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024
