"""A light as its own process on the real embedded broker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from broker import messages as m
from broker import topics
from displays.frames import Look, counter_frame
from displays.panels.png import as_dots

Made = Callable[..., m.CounterState]
SHOWN = "luot/v1/thu/shown/led-07"
STATUS = "luot/v1/thu/device/led-07/status"
STATE = "luot/v1/thu/counter/7/state"
END_S = 60.0


@contextmanager
def running(hall_wire: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``luot-display`` for counter 7."""
    command = [sys.executable, "-m", "displays.cli", "--centre", "thu", "--counter", "7"]
    command += ["--mqtt", hall_wire.url, "--panel", f"png:{tmp_path}"]
    environment = {**os.environ, "LUOT_MQTT_PASSWORD": hall_wire.passwords["led-07"]}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def test_a_light_shows_a_kept_call_says_so_and_leaves_in_order(
    hall_wire: Any, make_state: Made, tmp_path: Path
) -> None:
    server = hall_wire.connect("server", SHOWN, STATUS, STATE)
    server.publish_message(topics.COUNTER_STATE, make_state(), counter=7)
    hall_wire.wait_heard(lambda got: got.topic == STATE)
    with running(hall_wire, tmp_path) as process:
        hall_wire.wait_heard(lambda got: got.topic == STATUS and b"online" in got.payload)
        server.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=0, tz="UTC"))
        told = hall_wire.wait_heard(lambda got: got.topic == SHOWN)
        assert m.decode(m.Shown, told.payload).call == "c-1"
        with Image.open(tmp_path / "led-07.png") as seen:
            picture = seen.convert("RGB").tobytes()
        steady = counter_frame(Look(7, make_state(), 60.0), (64, 32))
        assert picture == as_dots(steady).tobytes()
        process.send_signal(signal.SIGTERM)
        assert process.wait(END_S) == 0
        hall_wire.wait_heard(lambda got: got.topic == STATUS and b"offline" in got.payload)
        assert process.stderr is not None and process.stderr.read() == b""


def test_the_broker_marks_what_it_kept_and_nothing_else(hall_wire: Any, make_state: Made) -> None:
    """A light takes the mark for: this may be old. So a call that happens now must not bear it."""
    server = hall_wire.connect("server")
    hall_wire.connect("led-07", STATE)
    server.publish_message(topics.COUNTER_STATE, make_state(), counter=7)
    assert not hall_wire.wait_heard(lambda got: got.topic == STATE).retain
    hall_wire.connect("kiosk-1", STATE)
    assert hall_wire.wait_heard(lambda got: got.retain).payload == m.encode(make_state())
