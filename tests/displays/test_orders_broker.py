"""Lights as processes on the real embedded broker: told to restart, and two of one name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broker import messages as m
from broker import topics

STATUS = "luot/v1/thu/device/led-07/status"
DONE = "luot/v1/thu/device/led-07/did"
APPLIED = "luot/v1/thu/device/led-07/config"
END_S = 60.0
NOW_MS = 1_795_485_600_000
Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(hall_wire: Any, tmp_path: Path) -> Iterator[Start]:
    """Starts ``luot-display`` for counter 7, each time a new process of the same name."""
    made: list[subprocess.Popen[str]] = []

    def run() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "displays.cli", "--centre", "thu", "--counter", "7"]
        command += ["--mqtt", hall_wire.url, "--panel", f"png:{tmp_path / str(len(made))}"]
        environment = {**os.environ, "LUOT_MQTT_PASSWORD": hall_wire.passwords["led-07"]}
        made.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return made[-1]

    yield run
    for child in made:
        child.kill()
        child.communicate()


def born(hall_wire: Any, *not_these: str) -> str:
    """The session of a process that says it is there, and is none of these."""

    def is_it(got: Any) -> bool:
        told = m.decode(m.DeviceStatus, got.payload) if got.topic == STATUS else None
        return told is not None and told.state == "online" and told.session not in not_these

    return m.decode(m.DeviceStatus, hall_wire.wait_heard(is_it).payload).session


def newest(hall_wire: Any) -> tuple[str, str]:
    """What was said last under the name, and by which session."""
    said = [got.payload for got in hall_wire.heard if got.topic == STATUS]
    told = m.decode(m.DeviceStatus, said[-1])
    return told.state, told.session


def order(server: Any, act: str, session: str, id: str = "o-1") -> None:
    told = m.Order.model_validate({"v": 1, "id": id, "at": NOW_MS, "act": act, "session": session})
    server.publish_message(topics.ORDER, told, id="led-07")


def done(hall_wire: Any, id: str = "o-1") -> m.OrderDone:
    got = hall_wire.wait_heard(lambda got: got.topic == DONE and id.encode() in got.payload)
    return m.decode(m.OrderDone, got.payload)


def test_a_light_restarts_when_told_and_its_next_process_does_not_restart_again(
    hall_wire: Any, start: Start
) -> None:
    server = hall_wire.connect("server", STATUS, DONE, APPLIED)
    wish = m.DeviceSettings(v=1, rev=4, at=NOW_MS, settings={"blink": False})
    server.publish_message(topics.CONFIG, wish, id="led-07")
    first = start()
    session = born(hall_wire)
    server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=NOW_MS, tz="UTC"))
    order(server, "restart", session)
    assert done(hall_wire).ok
    assert first.wait(END_S) == 0
    hall_wire.wait_heard(lambda got: got.topic == STATUS and b"offline" in got.payload)
    applied = hall_wire.wait_heard(lambda got: got.topic == APPLIED)
    assert m.decode(m.DeviceApplied, applied.payload).rev == 4
    second = start()
    again = born(hall_wire, session)
    server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=NOW_MS, tz="UTC"))
    order(server, "restart", session, "o-2")
    assert done(hall_wire, "o-2").reason == "other-session"
    order(server, "identify", again, "o-3")
    assert done(hall_wire, "o-3").ok
    assert second.poll() is None


def test_of_two_lights_with_one_name_the_second_steps_back_and_says_so(
    hall_wire: Any, start: Start
) -> None:
    server = hall_wire.connect("server", STATUS)
    first = start()
    mine = born(hall_wire)
    second = start()
    other = born(hall_wire, mine)
    server.publish_message(topics.TWIN, m.Twin(v=1, session=other), id="led-07")
    told = threading.Event()
    said: list[str] = []

    def listen() -> None:
        assert second.stderr is not None
        for line in second.stderr:
            said.append(line)
            if "steps back" in line:
                told.set()

    threading.Thread(target=listen, daemon=True).start()
    assert told.wait(60.0), said
    hall_wire.wait_heard(lambda _: newest(hall_wire) == ("online", mine))  # the first is back
    assert first.poll() is None and second.poll() is None
    second.send_signal(signal.SIGTERM)
    assert second.wait(END_S) == 0
