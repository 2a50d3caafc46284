"""From a press on the wire to the agent of the light, beside two raw hops on the same broker."""

from __future__ import annotations

import json
import secrets
import threading
import time
from pathlib import Path

from floors import TwoHops, client, subscribe
from hall import Running

PREFIX = "luot/v1/bench"


class Presses:
    """Presses next at one counter and waits until that counter's state has come back."""

    def __init__(self, port: int, user: str, password: str, counter: int) -> None:
        self._topic = f"{PREFIX}/counter/{counter}/press"
        self._button = client(port, user, password, "bench-button")
        self._light = client(port, user, password, "bench-light")
        self._seen = threading.Event()
        self.number: int | None = None
        self._light.on_message = lambda _c, _d, message: self._hear(message.payload)
        subscribe(self._light, f"{PREFIX}/counter/{counter}/state")

    def _hear(self, payload: bytes) -> None:
        told = json.loads(payload)
        if told["state"] == "called" and told["number"] != self.number:
            self.number = told["number"]
            self._seen.set()

    def once_s(self) -> float:
        """One press, in seconds until the light's agent has the new number."""
        press = {"v": 1, "id": secrets.token_hex(8), "button": "next", "kind": "press", "up_ms": 1}
        self._seen.clear()
        began = time.perf_counter()
        self._button.publish(self._topic, json.dumps(press), qos=1)
        if not self._seen.wait(5):
            raise TimeoutError("a press had no effect")
        return time.perf_counter() - began

    def stop(self) -> None:
        """Leave the broker."""
        for one in (self._button, self._light):
            one.disconnect()
            one.loop_stop()


def measure(
    running: Running, folder: Path, rounds: int
) -> tuple[list[float], list[float], list[float]]:
    """Seconds of presses, of raw hops, and of raw hops with a commit between them.

    Taken in turns, so that all three see the same machine.
    """
    port = int(running.mqtt.rsplit(":", 1)[1])
    presses = Presses(port, running.mqtt_user, running.mqtt_password, 1)
    raw, durable = TwoHops(folder / "raw", False), TwoHops(folder / "durable", True)
    took: tuple[list[float], list[float], list[float]] = ([], [], [])
    try:
        for _ in range(rounds):
            for one, into in zip((presses, raw, durable), took, strict=True):
                into.append(one.once_s())
    finally:
        for one in (presses, raw, durable):
            one.stop()
    return took
