"""A loudspeaker that is switched on in the middle of the day: silent about what was, soon awake."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from gate import Gate
from light_hall import LightHall
from works import Row

from displays.voice import phrases

AWAKE_S, BOOTS = 2.0, 3
BETWEEN_S = 0.2


def row(hall: LightHall) -> Row:
    """Its network comes while calls go on: from which call on are they read?"""
    took, old_read = [], 0
    for _ in range(BOOTS):
        gate = Gate(hall.mqtt_port)
        before = [hall.next(3), hall.next(3)]
        with _speaker(hall, gate.port) as child:
            said: list[str] = []
            reader = threading.Thread(target=_read, args=(child, said), daemon=True)
            reader.start()
            threading.Event().wait(2.0)
            gate.open()
            came_s = time.monotonic()
            called: list[tuple[str, float]] = []
            while not said and time.monotonic() - came_s < 10:
                at_s = time.monotonic() - came_s
                called.append((_sentence(hall.next(4), 4), at_s))
                threading.Event().wait(BETWEEN_S)
            child.terminate()
            reader.join(5)
        gate.shut()
        took.append(dict(called).get(said[0], 99.0) if said else 99.0)
        old_read += sum(_sentence(number, 3) in said for number in before)
    return Row(
        "a loudspeaker boots in the middle of the day: network → calls are read",
        f"≤ {AWAKE_S:.0f} s, nothing that was called before",
        f"the first that is read was called {max(took):.2f} s after the network came at the latest "
        f"({BOOTS} boots); {old_read} old ones read",
        "",
        max(took) <= AWAKE_S and not old_read,
    )


def _speaker(hall: LightHall, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "displays.cli", "speak", "--id", "speaker-a"]
    command += ["--centre", "bench", "--zone", "a", "--mqtt", f"mqtt://127.0.0.1:{port}"]
    command += ["--voice", "print", "--audio", "none", "--once"]
    environment = {**os.environ, "LUOT_MQTT_PASSWORD": hall.passwords["speaker-a"]}
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _read(child: subprocess.Popen[str], said: list[str]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        said.append(line.strip())


def _sentence(number: int, counter: int) -> str:
    return phrases.words(phrases.call(number, counter))
