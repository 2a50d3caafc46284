"""From a touch at a kiosk to its slip at the printer, over Mosquitto; and what a kiosk weighs."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hall import Running, running
from works import Row, percentile_ms

ROUNDS, WARM_UP = 200, 5
P50_MS, P99_MS, MOST_MIB = 150.0, 400.0, 80.0
ONLINE_S = 20.0
RASTER, ASKS_STATUS, ASKS_PROCESS = b"\x1dv0", b"\x10\x04", b"\x1d(H"


class Sink:
    """A printer in this process that answers at once; notes when the first dots of a slip came."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._came_at_s: float | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def took_s(self, began_s: float) -> float:
        """Seconds until the slip that was asked for then began to come."""
        assert self._came_at_s is not None, "no slip has come"
        took_s, self._came_at_s = self._came_at_s - began_s, None
        return took_s

    def _listen(self) -> None:
        while True:
            peer, _ = self._listener.accept()
            with peer:
                self._serve(peer)

    def _serve(self, peer: socket.socket) -> None:
        job = b""
        while got := peer.recv(65_536):
            now_s, job = time.perf_counter(), (job + got)[-65_536:]
            if RASTER in got and self._came_at_s is None:
                self._came_at_s = now_s
            if ASKS_PROCESS in got:
                at = job.index(ASKS_PROCESS)
                peer.sendall(b"\x37\x22" + job[at + 7 : at + 11] + b"\x00")
            if got[-3:-1] == ASKS_STATUS:
                peer.sendall(b"\x12")


def rows() -> Iterator[Row]:
    """Measure on a hall, a broker and a kiosk in processes of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder) as hall:
            sink = Sink()
            with kiosk(hall, folder, sink.url) as (pid, page):
                idle_mib = rss_mib(pid)
                took = [_touch(page, sink) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
                yield _speed(took)
                yield _weight(idle_mib, rss_mib(pid))


def _speed(took: list[float]) -> Row:
    p50, p99 = (percentile_ms(took, share) for share in (0.5, 0.99))
    return Row(
        "touch → slip's bytes at the printer, Mosquitto, printer on TCP",
        f"p50 ≤ {P50_MS:.0f} ms, p99 ≤ {P99_MS:.0f} ms",
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms of {len(took)} touches",
        "",
        p50 <= P50_MS and p99 <= P99_MS,
    )


def _weight(idle_mib: float, mib: float) -> Row:
    return Row(
        f"kiosk's RSS after {WARM_UP + ROUNDS} slips",
        f"≤ {MOST_MIB:.0f} MiB",
        f"{mib:.0f} MiB; {idle_mib:.0f} MiB before the first",
        "",
        mib <= MOST_MIB,
    )


def _touch(page: str, sink: Sink) -> float:
    body = json.dumps({"id": secrets.token_hex(8), "group": "1"}).encode()
    asked = urllib.request.Request(
        f"{page}touch", body, {"Content-Type": "application/json"}, method="POST"
    )
    began_s = time.perf_counter()
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)["on_paper"], "a slip did not come out"
    return sink.took_s(began_s)


@contextmanager
def kiosk(hall: Running, folder: Path, printer: str) -> Iterator[tuple[int, str]]:
    """A kiosk process that hears its server: its pid and the address of its page."""
    words = ["--id", "kiosk-1", "--centre", "bench", "--mqtt", hall.mqtt, "--port", "0"]
    words += ["--printer", printer, "--data", str(folder / "kiosk")]
    login = {"LUOT_MQTT_USER": hall.mqtt_user, "LUOT_MQTT_PASSWORD": hall.mqtt_password}
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", *words],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **login},
    )
    try:
        assert child.stdout is not None
        page = child.stdout.readline().split()[-1].rstrip("/") + "/"
        _wait_online(page)
        yield child.pid, page
    finally:
        child.terminate()
        child.wait(15)


def _wait_online(page: str) -> None:
    version, ends_s = -1, time.monotonic() + ONLINE_S
    while time.monotonic() < ends_s:
        with urllib.request.urlopen(f"{page}state?after={version}") as answer:
            state = json.load(answer)
        version = state["version"]
        if state["online"] and state["zones"] and state["paper"] == "ok":
            return
    raise TimeoutError("the kiosk does not hear its server")


def rss_mib(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024
