"""``luot demo``: two halls beside each other, and nothing left of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from broker import topics
from broker.link import Link, LinkSettings
from broker.messages import Press
from server.cli import main
from server.simulate.client import Client

BROKERS = {"mosquitto": "mosquitto -c", "embedded": "iotcore"}
"""What stands in the command line of each."""


def begun(data: Path, port: int, broker: str = "auto") -> subprocess.Popen[str]:
    """A demo without people, in a session of its own so that its children can be told."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "server", "demo", "--no-citizens"),
            *("--data", str(data), "--port", str(port), "--broker", broker),
        ],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def described(data: Path, wait_until: Any) -> dict[str, Any]:
    """Its ``demo.json``, once the kiosks are in it."""

    def read() -> dict[str, Any] | None:
        path = data / "demo.json"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        found = json.loads(text) if text.endswith("}") else {}
        return found if found.get("kiosks") else None

    found: dict[str, Any] = wait_until(read, "demo.json", 60)
    return found


def answer_to_a_press(demo: dict[str, Any]) -> dict[str, Any]:
    """What the server says when the demo's tool opens counter 7 as its box would."""
    heard: SimpleQueue[bytes] = SimpleQueue()
    user, centre = demo["mqtt_user"], demo["centre"]
    tool = Link(LinkSettings(demo["mqtt"], user, demo["mqtt_password"], "presses", centre))
    ack = topics.build(centre, topics.ACK, counter=7)
    tool.subscribe(ack, lambda received: heard.put(received.payload))
    tool.start()
    try:
        assert tool.wait_connected(20)
        press = Press(v=1, id="by-the-tool", button="open", kind="press", up_ms=1)
        tool.publish_message(topics.PRESS, press, counter=7)
        told = json.loads(heard.get(timeout=20))
    finally:
        tool.stop()
    return {name: told[name] for name in ("ok", "code")}


def ended(child: subprocess.Popen[str]) -> int:
    """Ctrl-C, and how it ended."""
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=40)
    return child.returncode


def answers(url: str) -> bool:
    """Whether anybody is there."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _lines() -> dict[int, str]:
    """The command line of each other process; one that has just ended has none."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with suppress(OSError):
                raw = (folder / "cmdline").read_bytes()
                found[int(folder.name)] = raw.replace(b"\0", b" ").decode(errors="replace")
    return found


def _process_of(*words: str) -> int:
    (found,) = (n for n, line in _lines().items() if all(word in line for word in words))
    return found


def naming(text: str) -> list[str]:
    """Processes that have ``text`` in their command line."""
    return [line for line in _lines().values() if text in line]


@pytest.mark.slow
def test_two_demos_run_beside_each_other_and_leave_no_process(tmp_path, wait_until, capsys) -> None:
    first = begun(tmp_path / "one", 18080)
    one = described(tmp_path / "one", wait_until)
    second = begun(tmp_path / "two", int(one["server"].rsplit(":", 1)[1]))
    try:
        two = described(tmp_path / "two", wait_until)
        assert one["server"] != two["server"]
        for demo in (one, two):
            with urllib.request.urlopen(demo["server"] + "/readyz") as answer:
                assert answer.status == 200
            assert {k["id"] for k in demo["kiosks"]} == {"kiosk-1", "kiosk-2"}
            assert len(demo["officers"]) == 30
            assert answer_to_a_press(demo) == {"ok": True, "code": None}
        assert main(["device", "list", "--data", str(tmp_path / "one")]) == 0
        assert "box-07\tterminal\t7\t-\tactive" in capsys.readouterr().out
        killed = two["kiosks"][0]["url"]
        os.kill(_process_of("kiosk.cli", str(tmp_path / "two" / "kiosk-1")), signal.SIGKILL)
        wait_until(lambda: not answers(killed), "the kiosk to be off", 20)
        wait_until(lambda: answers(killed), "the kiosk to be back", 60)
    finally:
        assert (ended(first), ended(second)) == (0, 0)
    wait_until(lambda: not naming(str(tmp_path)), "every process to be gone")


@contextmanager
def administrator(demo: dict[str, Any]) -> Iterator[Client]:
    """Somebody who may tell devices what to do."""
    admin = Client(demo["server"] + "/api/v1")
    with closing(admin._http):
        assert admin.login(**demo["admin"])
        yield admin


def obeys(admin: Client, device: str) -> bool:
    """Does the device do what it is told now? An order is done once, so each is a new one."""
    told = admin.post(f"/devices/{device}/order", {"act": "identify"})
    found: dict[str, Any] = {}
    for _ in range(5):
        rows = admin.get("/devices").body["devices"]
        found = next(one for one in rows if one["id"] == device)
        if found["order"] and found["order"]["state"] == "done":
            return told.ok and found["state"] == "ok"
    return False


@pytest.mark.slow
@pytest.mark.parametrize("broker", ["mosquitto", "embedded"])
def test_a_broker_that_was_killed_comes_back_and_devices_are_right_again(
    broker: str, tmp_path, wait_until
) -> None:
    hall = begun(tmp_path, 18080, broker)
    try:
        demo = described(tmp_path, wait_until)
        with administrator(demo) as admin:
            wait_until(lambda: obeys(admin, "led-07"), "the light to obey", 60)
            os.kill(_process_of(str(tmp_path / "broker"), BROKERS[broker]), signal.SIGKILL)
            wait_until(lambda: not obeys(admin, "led-07"), "the light to be out of reach", 20)
            wait_until(lambda: obeys(admin, "led-07"), "the light to obey again", 60)
        assert answer_to_a_press(demo) == {"ok": True, "code": None}
    finally:
        hall.send_signal(signal.SIGINT)
        told, _ = hall.communicate(timeout=40)
    assert hall.returncode == 0
    assert told.count("broker is away; it comes back in 3 s.\nbroker is back.\n") == 1
