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
    command = [sys.executable, "-P", "-m", "server", "serve", "--data", str(data)]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("LUOT_")}
    with subprocess.Popen(
        [*command, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=clean,
    ) as server:
        try:
            assert server.stdout is not None
            told = server.stdout.readline()
            assert told.startswith("Serving ")
            yield next(word.rstrip("/") for word in told.split() if word.startswith("http://"))
        finally:
            server.kill()


def issue(url: str, secret: str) -> str:
    """A ticket, as a kiosk asks for it; its id."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    asked = Request(f"{url}/api/v1/tickets", b'{"group": "a"}', headers)
    with urlopen(asked, timeout=60) as answer:
        return str(json.load(answer)["id"])


def all_heard(receiver: Any, issued: list[str]) -> bool:
    """On a busy machine also before the last issue is answered."""
    return {one["ticket"] for one in receiver.heard} >= set(issued)


def wait_for(what: Any, most_s: float = 60.0) -> None:
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
            more = len(receiver.heard) + 1
            wait_for(lambda n=more: len(receiver.heard) >= n or all_heard(receiver, issued))  # noqa: B023
    receiver.statuses = []
    with serving(founded):
        wait_for(lambda: all_heard(receiver, issued))
    once = {one["seq"]: one["ticket"] for one in receiver.heard}
    assert list(once.values()) == issued
    assert list(once) == sorted(once)
    assert all(one["id"] == f"thu-{one['seq']}" for one in receiver.heard)
