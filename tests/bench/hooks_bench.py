"""Next beside a webhook that hangs: what the desk feels of a receiver that never answers."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hall import COUNTERS, Running, luot, running
from works import Row, Run, issue, next_

EACH, ROUNDS = 25, 8
MORE_MS = 5.0
"""So much may the slowest of a hundred cost more; runs on a shared machine differ as much."""


@contextmanager
def stuck() -> Iterator[str]:
    """The address of a receiver that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as sock:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/luot"


def rows() -> Iterator[Row]:
    """The same presses without a webhook, with one that hangs, and without one again."""
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as hall:
        next_(hall.port, hall.secrets.terminal, COUNTERS, 1, what="open")
        before = _pressed(hall)
        with stuck() as url:
            data = str(Path(name) / "data")
            luot("hook", "add", url, "--id", "stuck", "--data", data)
            hung = _pressed(hall)
            failing = b"luot_hooks_failing 1.0" in hall.get("/metrics")
            luot("hook", "remove", "--id", "stuck", "--data", data)
        after = _pressed(hall)
    plain = max(before.ms(0.99), after.ms(0.99))
    yield Row(
        f"next over HTTP, {COUNTERS} counters, while a webhook hangs",
        f"p99 at most {MORE_MS:.0f} ms above that without one",
        f"p50 {hung.ms(0.5):.1f} ms, p99 {hung.ms(0.99):.1f} ms (n = {len(hung.latencies_s)})",
        f"without, before and after: p50 {before.ms(0.5):.1f} and {after.ms(0.5):.1f} ms, "
        f"p99 {before.ms(0.99):.1f} and {after.ms(0.99):.1f} ms; load {os.getloadavg()[0]:.1f}",
        failing and hung.ms(0.99) <= plain + MORE_MS,
    )


def _pressed(hall: Running) -> Run:
    """Presses of all counters, each again at once, upon tickets enough for them."""
    tooks: list[float] = []
    took_s = 0.0
    for _ in range(ROUNDS):
        issue(hall.port, hall.secrets.kiosk, 4, COUNTERS * EACH // 4 + 1)
        run, unique = next_(hall.port, hall.secrets.terminal, COUNTERS, EACH)
        assert unique, "somebody was called twice"
        tooks += run.latencies_s
        took_s += run.took_s
    return Run(took_s, tooks, [])
