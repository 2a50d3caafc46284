"""A real server that is frozen: a real kiosk goes on alone, and one touch stays one ticket."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

HALL = Path(__file__).parents[1] / "bench" / "hall.py"
PATIENCE_S = 60.0
NOTICED_S = 1.5


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Any]:
    """``luot serve`` on the embedded broker."""
    spec = importlib.util.spec_from_file_location("bench_hall", HALL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["bench_hall"] = tool
    spec.loader.exec_module(tool)
    with tool.running(tmp_path, broker="embedded") as running:
        yield running


@pytest.fixture
def page(hall: Any, tmp_path: Path) -> Iterator[str]:
    """``luot-kiosk``; where its page is."""
    command = [sys.executable, "-m", "kiosk.cli", "--id", "kiosk-1", "--centre", "bench"]
    command += ["--mqtt", hall.mqtt, "--port", "0", "--data", str(tmp_path / "kiosk")]
    secret = {"LUOT_MQTT_USER": hall.mqtt_user, "LUOT_MQTT_PASSWORD": hall.mqtt_password}
    with ExitStack() as held:
        child = subprocess.Popen(
            command, env={**os.environ, **secret}, stdout=subprocess.PIPE, text=True
        )
        held.enter_context(child)
        held.callback(child.kill)
        assert child.stdout is not None
        yield child.stdout.readline().split(": ")[1].strip()


def state(page: str, after: int = -1) -> dict[str, Any]:
    """What the kiosk's page shows; with ``after`` once that has changed."""
    with urlopen(f"{page}/state?after={after}", timeout=PATIENCE_S) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def touch(page: str, id: str) -> dict[str, Any]:
    """A touch for group 1."""
    body = json.dumps({"id": id, "group": "1"}).encode()
    with urlopen(
        Request(f"{page}/touch", body, {"Content-Type": "application/json"}), timeout=PATIENCE_S
    ) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def until(condition: Callable[[], bool]) -> float:
    """Seconds until it is so."""
    began_s, pause = time.monotonic(), threading.Event()
    while not condition():
        assert time.monotonic() - began_s < PATIENCE_S, "it did not come about"
        pause.wait(0.02)
    return time.monotonic() - began_s


def test_a_frozen_server_is_noticed_in_time_and_one_touch_stays_one_ticket(
    hall: Any, page: str
) -> None:
    until(lambda: state(page)["online"] and state(page)["alone"]["can_issue"])
    assert touch(page, "r-1")["alone"] is False
    os.kill(hall.pid, signal.SIGSTOP)
    try:
        began_s = time.monotonic()
        told = touch(page, "r-2")
        assert told["alone"] is True and told["wait"] is None
        until(lambda: not state(page)["online"])
        assert time.monotonic() - began_s < NOTICED_S + 0.5  # the paper of r-2 is in it
        assert touch(page, "r-2")["number"] == told["number"]
        again = touch(page, "r-3")
        assert again["alone"] is True and again["number"] == told["number"] + 1
    finally:
        os.kill(hall.pid, signal.SIGCONT)
    until(lambda: bool(state(page)["online"]))
    until(lambda: waiting(hall) == 3)
    for one in (told, again):
        kept = json.loads(hall.get(f"/api/v1/tickets/{one['key']}"))
        assert (kept["number"], kept["state"]) == (one["number"], "waiting")
    until(lambda: touch(page, "r-4")["alone"] is False)
    until(lambda: waiting(hall) == 4)


def waiting(hall: Any) -> int:
    """How many wait in group 1."""
    groups = json.loads(hall.get("/api/v1/groups"))
    number: int = next(one["waiting"] for one in groups if one["code"] == "1")
    return number
