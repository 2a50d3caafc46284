"""A kiosk as its own process on the real embedded broker: touch to paper, over a power cut."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import Request, urlopen

import pytest

from broker import messages as m
from broker import topics
from kiosk.outbox import Outbox

Made = Callable[..., m.TicketReply]
ROOM = "luot/v1/thu/kiosk/kiosk-1"
STATUS = "luot/v1/thu/device/kiosk-1/status"
END_S = 60.0


class Process:
    """``luot-kiosk`` that prints into a file; may be killed and started again."""

    def __init__(self, wire: Any, data: Path) -> None:
        self.paper = data / "roll.bin"
        self._command = [sys.executable, "-m", "kiosk.cli", "--id", "kiosk-1", "--centre", "thu"]
        self._command += ["--mqtt", wire.url, "--port", "0", "--data", str(data / "kiosk")]
        self._command += ["--printer", f"file:{self.paper}"]
        self._secret = {"LUOT_MQTT_PASSWORD": wire.passwords["kiosk-1"]}
        self.started: list[subprocess.Popen[str]] = []
        self.page = ""

    def start(self) -> None:
        """Returns when it says where its page is."""
        child = subprocess.Popen(
            self._command,
            env={**os.environ, **self._secret},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(child)
        assert child.stdout is not None
        self.page = child.stdout.readline().split(": ")[1].strip()

    def end(self, number: int) -> int:
        """Its exit code after a signal."""
        child = self.started[-1]
        child.send_signal(number)
        return child.wait(END_S)

    def touch(self, id: str) -> dict[str, Any]:
        """What the page is told after a touch."""
        body = json.dumps({"id": id, "group": "LX1", "priority": True}).encode()
        asked = Request(f"{self.page}/touch", body, {"Content-Type": "application/json"})
        with urlopen(asked, timeout=END_S) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def state(self, after: int = -1) -> dict[str, Any]:
        """What the page knows."""
        with urlopen(f"{self.page}/state?after={after}", timeout=END_S) as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def wait_online(self) -> None:
        """Until the kiosk has heard the server."""
        told = self.state()
        while not told["online"]:
            told = self.state(told["version"])


@pytest.fixture
def process(hall_wire: Any, tmp_path: Path) -> Any:
    """A kiosk that is not started yet."""
    with ExitStack() as held:
        made = Process(hall_wire, tmp_path)
        yield made
        for child in made.started:
            held.enter_context(child)
            child.kill()


def answer_requests(hall_wire: Any, make_ticket: Made) -> Any:
    """A server's link that gives every request a ticket; a repeat gets the first one."""
    server = hall_wire.connect("server", STATUS, f"{ROOM}/printed")
    issued: dict[str, m.TicketReply] = {}

    def answer(received: Any) -> None:
        asked = m.decode(m.KioskRequest, received.payload)
        number = 3001 + len(issued)
        fresh = make_ticket(request=asked.id, id=f"t-{number}", number=number, priority=True)
        reply = issued.setdefault(asked.id, fresh)
        server.publish_message(topics.KIOSK_REPLY, reply, id="kiosk-1")

    server.subscribe(f"{ROOM}/request", answer)
    return server


def test_what_was_left_from_before_a_power_cut_is_told_in_order_and_once(
    hall_wire: Any, process: Process, tmp_path: Path
) -> None:
    kept = [m.Printed(id=f"p-{i}", ticket=f"t-{i}", ok=True, paper="ok") for i in range(3)]
    left = Outbox(tmp_path / "kiosk" / "kiosk-1.db")
    for printed in kept:
        left.put(f"{ROOM}/printed", m.encode(printed))
    hall_wire.connect("server", STATUS, f"{ROOM}/printed")
    process.start()
    hall_wire.wait_heard(lambda got: got.payload == m.encode(kept[-1]))
    assert process.end(signal.SIGTERM) == 0
    hall_wire.wait_heard(lambda got: got.topic == STATUS and b"offline" in got.payload)
    told = [got.payload for got in hall_wire.heard if got.topic != STATUS]
    assert told == [m.encode(printed) for printed in kept]
    assert left.pending() == []
    left.close()


def test_one_touch_is_one_paper_also_over_kill_9(
    hall_wire: Any, process: Process, make_ticket: Made, decoder: ModuleType
) -> None:
    server = answer_requests(hall_wire, make_ticket)
    process.start()
    hall_wire.wait_heard(lambda got: got.topic == STATUS and b"online" in got.payload)
    server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=0, tz="UTC"))
    process.wait_online()
    first, again = process.touch("r-1"), process.touch("r-1")
    assert (first["number"], first["on_paper"]) == (3001, True)
    assert again == first
    told = hall_wire.wait_heard(lambda got: got.topic.endswith("/printed"))
    assert m.decode(m.Printed, told.payload).ticket == "t-3001"
    assert process.end(signal.SIGKILL) == -signal.SIGKILL
    process.start()
    assert process.touch("r-1") == {**first, "paper": "unknown"}
    assert decoder.decode(process.paper.read_bytes()).names.count("cut") == 1
    assert process.end(signal.SIGTERM) == 0
    hall_wire.wait_heard(lambda got: got.topic == STATUS and b"offline" in got.payload)
