"""The processes of a demo: started in order, watched, and ended in the opposite order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from server.errors import DemoFailed

END_S = 5.0
NICE = 10
"""Of processes that stand for machines of their own."""


class Processes:
    """Children of this process; each writes its own log file."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._again: dict[str, Callable[[], None]] = {}
        self._said_before: dict[str, int] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(
        self,
        name: str,
        module: str,
        arguments: Sequence[str],
        secrets: Mapping[str, str],
        *,
        yields: bool = False,
    ) -> None:
        """Run ``python -m module``; secrets go by the environment, never by the command line.

        One that ``yields`` stands for machines of its own, and waits while others need this one.
        """
        self._again[name] = lambda: self.start(name, module, arguments, secrets, yields=yields)
        with (self._logs / f"{name}.log").open("ab") as log:
            self._said_before[name] = log.tell()
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, **secrets, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )
        if yields:
            os.setpriority(os.PRIO_PROCESS, self._running[name].pid, NICE)

    def again(self, name: str) -> None:
        """Start one that has ended as it was started before."""
        self._again[name]()

    def wait_for(self, name: str, text: str, timeout_s: float) -> str:
        """The line of its log, since it was last started, that holds ``text``.

        Raises DemoFailed when the process ends or is slow.
        """
        pause = threading.Event()
        for _ in range(int(timeout_s / 0.05)):
            for line in self._said(name):
                if text in line:
                    return line
            if self._running[name].poll() is not None:
                break
            pause.wait(0.05)
        last = self._said(name)[-1:]
        raise DemoFailed(f"{name} did not start: {last[0] if last else 'it said nothing'}")

    def _said(self, name: str) -> list[str]:
        told = (self._logs / f"{name}.log").read_bytes()[self._said_before[name] :]
        return told.decode("utf-8", errors="replace").strip().splitlines()

    def has_fallen(self, name: str) -> bool:
        """Did it end by itself?"""
        return self._running[name].poll() is not None

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
