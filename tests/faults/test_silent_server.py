"""A real server that is frozen: a real kiosk goes on alone, and one touch stays one ticket."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
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


def until(condition: Callable[[], bool]) -> None:
    """As soon as it is so."""
    began_s, pause = time.monotonic(), threading.Event()
    while not condition():
        assert time.monotonic() - began_s < PATIENCE_S, "it did not come about"
        pause.wait(0.02)


def is_served(page: str) -> bool:
    """Whether the server answers the kiosk, which has numbers of its own too."""
    told = state(page)
    return bool(told["online"] and told["alone"]["can_issue"])


@contextmanager
def frozen(hall: Any, page: str) -> Iterator[None]:
    """The server stands still meanwhile; afterwards it answers again."""
    until(lambda: is_served(page))
    os.kill(hall.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(hall.pid, signal.SIGCONT)
    until(lambda: is_served(page))


def touch_alone(page: str, id: str) -> tuple[dict[str, Any], float]:
    """A ticket while nobody answers, and how long it took until that was known."""
    began_s = time.monotonic()
    told = touch(page, id)
    assert told["alone"] is True and told["wait"] is None
    until(lambda: not state(page)["online"])
    return told, time.monotonic() - began_s


def test_a_frozen_server_is_noticed_in_time_and_one_touch_stays_one_ticket(
    hall: Any, page: str
) -> None:
    ids = (f"r-{n}" for n in itertools.count())
    until(lambda: is_served(page))
    until(lambda: touch(page, next(ids))["alone"] is False)
    took_s = [PATIENCE_S]
    while min(took_s) >= NOTICED_S + 0.5:  # the paper is in it; a busy machine is late once
        assert len(took_s) < 4, took_s
        with frozen(hall, page):
            told, noticed_s = touch_alone(page, id := f"a-{len(took_s)}")
            took_s.append(noticed_s)
            assert touch(page, id)["number"] == told["number"]
            again = touch(page, f"{id}-again")
            assert again["alone"] is True and again["number"] == told["number"] + 1
    for one in (told, again):
        until(lambda one=one: kept(hall, one) == (one["number"], "waiting"))  # type: ignore[misc]
    until(lambda: touch(page, next(ids))["alone"] is False)
    touches = 2 * (len(took_s) - 1) + int(next(ids).removeprefix("r-"))
    until(lambda: waiting(hall) == touches)


def kept(hall: Any, told: dict[str, Any]) -> tuple[int, str] | None:
    """A ticket as the server knows it; None while it was not handed over."""
    try:
        found = json.loads(hall.get(f"/api/v1/tickets/{told['key']}"))
    except HTTPError as missing:
        missing.close()
        return None
    return found["number"], found["state"]


def waiting(hall: Any) -> int:
    """How many wait in group 1."""
    groups = json.loads(hall.get("/api/v1/groups"))
    number: int = next(one["waiting"] for one in groups if one["code"] == "1")
    return number
