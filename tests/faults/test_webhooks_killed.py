"""A server that is killed between two deliveries tells every event, in order, under one id each."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from broker.daemon import free_port
from server.cli import main

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "receiver.py"))
ROUNDS, TICKETS = 3, 12


@pytest.fixture
def receiver() -> Iterator[Any]:
    made = TOOL["Receiver"]()
    yield made
    made.stop()


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """``luot serve`` on gevent, as in a hall; killed at the end. Yields its address."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "server", "serve", "--data", str(data)]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("LUOT_")}
    with subprocess.Popen(
        [*command, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=clean,
    ) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline().startswith("Serving ")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def issue(url: str, secret: str) -> str:
    """A ticket, as a kiosk asks for it; its id."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    asked = Request(f"{url}/api/v1/tickets", b'{"group": "a"}', headers)
    with urlopen(asked, timeout=20) as answer:
        return str(json.load(answer)["id"])


def wait_for(what: Any, most_s: float = 30.0) -> None:
    pause = threading.Event()
    for _ in range(int(most_s / 0.02)):
        if what():
            return
        pause.wait(0.02)
    raise AssertionError("it did not come true in time")


def test_every_event_is_told_in_order_over_kill_9(
    founded: Path, receiver: Any, capsys: Any
) -> None:
    at = ["--data", str(founded)]
    assert main(["device", "add", "kiosk-9", "--role", "kiosk", *at]) == 0
    secret = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert main(["hook", "add", receiver.url, "--id", "x", "--event", "issued", *at]) == 0
    issued: list[str] = []
    for round_ in range(ROUNDS):
        receiver.statuses = [200] * (round_ + 2) + [503]
        with serving(founded) as url:
            issued += [issue(url, secret) for _ in range(TICKETS)]
            told = len(receiver.heard)
            wait_for(lambda told=told: len(receiver.heard) > told)
    receiver.statuses = []
    with serving(founded):
        wait_for(lambda: {one["ticket"] for one in receiver.heard} >= set(issued))
    once = {one["seq"]: one["ticket"] for one in receiver.heard}
    assert list(once.values()) == issued
    assert list(once) == sorted(once)
    assert all(one["id"] == f"thu-{one['seq']}" for one in receiver.heard)
