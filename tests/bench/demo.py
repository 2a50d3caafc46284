"""The memory of the server while the whole demo runs."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path


def server_mib(seconds: float) -> float:
    """Resident memory of the demo's server after ``seconds``, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(
            [sys.executable, "-m", "server", "demo", "--data", folder, "--speed", "20"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert child.stdout is not None
            child.stdout.readline()
            threading.Event().wait(seconds)
            log = (Path(folder) / "logs" / "server.log").read_text(encoding="utf-8")
            found = re.search(r"process (\d+)", log)
            assert found, "the demo's server did not start"
            return _rss_mib(int(found[1]))
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(30)


def _rss_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024
