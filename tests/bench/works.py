"""The figures that were promised, each measured on a real server process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    work: str
    wanted: str
    measured: str
    floor: str
    met: bool


def percentile_ms(values_s: Sequence[float], share: float) -> float:
    """The value that ``share`` of them do not pass, in milliseconds."""
    ordered = sorted(values_s)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


@dataclass(frozen=True)
class Run:
    """What a client process measured."""

    took_s: float
    latencies_s: list[float]
    answers: list[object]

    @property
    def per_s(self) -> float:
        """Requests a second."""
        return len(self.latencies_s) / self.took_s

    def ms(self, share: float) -> float:
        """A percentile of the latencies, in milliseconds."""
        return percentile_ms(self.latencies_s, share)

    def __str__(self) -> str:
        return f"{self.per_s:.0f}/s, p50 {self.ms(0.5):.1f} ms, p99 {self.ms(0.99):.1f} ms"


def clients(port: int, secret: str, connections: int, each: int, what: str) -> Run:
    """Run ``client.py`` and read what it measured."""
    done = subprocess.run(
        [
            sys.executable,
            str(HERE / "client.py"),
            *("127.0.0.1", str(port), secret, str(connections), str(each), what),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return Run(**json.loads(done.stdout))


def issue(port: int, kiosk: str, connections: int, each: int, group: str = "") -> tuple[Run, bool]:
    """Issue tickets; also whether every answer was a number that nobody else got."""
    run = clients(port, kiosk, connections, each, f"issue:{group}" if group else "issue")
    good = all(isinstance(number, int) for number in run.answers)
    return run, good and len(set(map(str, run.answers))) == len(run.answers)


def next_(
    port: int, terminal: str, counters: int, each: int, what: str = "next"
) -> tuple[Run, bool]:
    """Press next at every counter at once; also whether every call was of somebody new."""
    run = clients(port, terminal, counters, each, what)
    good = all(isinstance(number, int) for number in run.answers)
    return run, good and len(set(map(str, run.answers))) == len(run.answers)
