"""``./run bench phones``: 2,000 phones follow their tickets while counters press next."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from hall import Running, running
from works import Row, issue, next_, percentile_ms

PHONES = 2_000
COUNTERS = 8
PRESSES = 300
"""By each counter: long enough that beats of the server fall among them."""
WANTED_MS = 50


def measure() -> list[Row]:
    """One row: what a press takes with nobody listening, and with everybody."""
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as hall:
        issue(hall.port, hall.secrets.kiosk, 4, COUNTERS * PRESSES // 2)
        keys = [_issue(hall, group % COUNTERS + 1) for group in range(PHONES)]
        next_(hall.port, hall.secrets.terminal, COUNTERS, 1, what="open")
        alone = _presses(hall)
        child = _phones(hall, keys)
        load = os.getloadavg()[0]
        pressed = _presses(hall)
        heard = _end(child)
    p50, p99 = percentile_ms(pressed, 0.5), percentile_ms(pressed, 0.99)
    return [
        Row(
            f"next over HTTP, {COUNTERS} counters at once, while {PHONES:,} phones follow",
            f"p99 ≤ {WANTED_MS} ms",
            f"p50 {p50:.1f} ms, p99 {p99:.1f} ms (n = {len(pressed)}); phones heard "
            f"{heard['told']:,} messages, silent for {heard['longest_s']:.1f} s at the most",
            f"without phones p50 {percentile_ms(alone, 0.5):.1f} ms, "
            f"p99 {percentile_ms(alone, 0.99):.1f} ms; load {load:.1f} on {os.cpu_count()} cores",
            p99 <= WANTED_MS,
        )
    ]


def _issue(hall: Running, group: int) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{hall.port}/api/v1/tickets",
        json.dumps({"group": str(group)}).encode(),
        {"Authorization": f"Bearer {hall.secrets.kiosk}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        return str(json.loads(answer.read())["key"])


def _presses(hall: Running) -> list[float]:
    run, unique = next_(hall.port, hall.secrets.terminal, COUNTERS, PRESSES, what="together")
    assert unique, "somebody was called twice"
    return run.latencies_s


def _phones(hall: Running, keys: list[str]) -> subprocess.Popen[str]:
    program = str(Path(__file__).with_name("phone_sockets.py"))
    child = subprocess.Popen(
        [sys.executable, program, "127.0.0.1", str(hall.port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write("".join(f"{key}\n" for key in keys) + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "ready\n", "the phones could not connect"
    return child


def _end(child: subprocess.Popen[str]) -> dict[str, float]:
    assert child.stdin is not None and child.stdout is not None
    child.stdin.close()
    heard: dict[str, float] = json.loads(child.stdout.readline())
    child.wait(10)
    return heard
