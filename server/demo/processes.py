"""The processes of a demo: started in order, watched, and ended in the opposite order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from server.errors import DemoFailed

END_S = 5.0


class Processes:
    """Children of this process; each writes its own log file."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(
        self, name: str, module: str, arguments: Sequence[str], secrets: Mapping[str, str]
    ) -> None:
        """Run ``python -m module``; secrets go by the environment, never by the command line."""
        with (self._logs / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **secrets, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )

    def wait_for(self, name: str, text: str, timeout_s: float) -> str:
        """The log line that holds ``text``. Raises DemoFailed when the process ends or is slow."""
        pause = threading.Event()
        log = self._logs / f"{name}.log"
        for _ in range(int(timeout_s / 0.05)):
            for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
                if text in line:
                    return line
            if self._running[name].poll() is not None:
                break
            pause.wait(0.05)
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise DemoFailed(f"{name} did not start: {last[0] if last else 'it said nothing'}")

    def fallen(self) -> str | None:
        """The name of a process that ended by itself."""
        ended = (name for name, child in self._running.items() if child.poll() is not None)
        return next(ended, None)

    def stop(self) -> None:
        """End all, the last started first; whoever does not listen is killed."""
        for child in reversed(self._running.values()):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        for child in reversed(self._running.values()):
            try:
                child.wait(END_S)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self._running.clear()
