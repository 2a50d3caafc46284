"""Signs of life: what systemd hears, and what it does not hear when the work has stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broker.alive import Alive
from broker.embedded import EmbeddedBroker

PATIENCE_S = 60.0


class Manager:
    """Hears what a service manager would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(PATIENCE_S)

    def hear(self) -> str:
        return self._socket.recv(100).decode()

    def silent_s(self, seconds: float) -> bool:
        self._socket.settimeout(seconds)
        try:
            self.hear()
        except TimeoutError:
            return True
        finally:
            self._socket.settimeout(PATIENCE_S)
        return False

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[Manager]:
    """A manager at a path that is short enough for a socket."""
    made = Manager(Path(os.path.relpath(tmp_path / "n")))
    yield made
    made.close()


def environment(manager: Manager, watchdog_s: float) -> dict[str, str]:
    return {"NOTIFY_SOCKET": str(manager.path), "WATCHDOG_USEC": str(int(watchdog_s * 1e6))}


def test_it_says_ready_then_alive_and_at_the_end_that_it_stops(manager: Manager) -> None:
    stopped = threading.Event()
    waiting = threading.Thread(target=Alive(environment(manager, 1)).wait, args=(stopped,))
    waiting.start()
    assert [manager.hear() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
    stopped.set()
    waiting.join()
    assert manager.hear() in ("STOPPING=1", "WATCHDOG=1")


def test_what_does_not_work_any_more_says_nothing(manager: Manager) -> None:
    stopped, works = threading.Event(), [True]
    told = (stopped, lambda: works[0])
    waiting = threading.Thread(target=Alive(environment(manager, 1)).wait, args=told)
    waiting.start()
    assert [manager.hear() for _ in range(2)] == ["READY=1", "WATCHDOG=1"]
    works[0] = False
    while not manager.silent_s(0.7):  # what it said before, on a busy machine more than once
        continue
    assert manager.silent_s(1.5)
    stopped.set()
    waiting.join()


def test_beats_are_told_no_more_often_than_is_wanted(manager: Manager) -> None:
    alive = Alive(environment(manager, 60))
    for _ in range(1000):
        alive.beat()
    assert manager.hear() == "WATCHDOG=1"
    assert manager.silent_s(0.2)


@pytest.mark.parametrize("told", [{}, {"NOTIFY_SOCKET": "/nowhere/at/all"}, {"WATCHDOG_USEC": "x"}])
def test_without_a_manager_nothing_is_said_and_nothing_breaks(told: dict[str, str]) -> None:
    alive = Alive(told)
    assert alive.every_s is None
    alive.ready()
    alive.beat()
    alive.stopping()


def test_an_abstract_address_is_one(tmp_path: Path) -> None:
    name = f"luot-{tmp_path.name}-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ears:
        ears.bind("\0" + name)
        ears.settimeout(PATIENCE_S)
        Alive({"NOTIFY_SOCKET": "@" + name}).ready()
        assert ears.recv(100) == b"READY=1"


AWAY = "mqtt://127.0.0.1:9"
PROGRAMS = {
    "display": f"displays.cli --centre thu --counter 7 --mqtt {AWAY}",
    "kiosk": f"kiosk.cli --id k-1 --centre thu --port 0 --voice none --mqtt {AWAY}",
}


@contextmanager
def begun(command: list[str], more: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is gone afterwards, whatever it does."""
    environment = {**os.environ, **more}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:
        try:
            yield program
        finally:
            program.kill()


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_ready_alive_and_ends_well(
    name: str, manager: Manager, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", *PROGRAMS[name].split()]
    if name == "kiosk":
        command += ["--data", str(tmp_path / "kiosk")]
    secrets = {"LUOT_MQTT_PASSWORD": "x", "LUOT_MQTT_USER": "x", "LUOT_ID": "led-07"}
    more = environment(manager, 1)
    more["NOTIFY_SOCKET"] = str(manager.path.resolve())
    with begun(command, {**secrets, **more}) as program:
        assert [manager.hear() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        program.terminate()
        while manager.hear() != "STOPPING=1":
            continue
        assert program.wait(PATIENCE_S) == 0


def test_a_server_is_ready_alive_and_ends_well(
    manager: Manager, tmp_path: Path, embedded: EmbeddedBroker
) -> None:
    plan = Path(__file__).parents[2] / "server/plans/haiphong/plan.toml"
    there = ["--data", str(tmp_path / "data")]
    luot = [sys.executable, "-m", "server"]
    subprocess.run([*luot, "init", "--plan", str(plan), *there], check=True, capture_output=True)
    more = {**environment(manager, 1), "NOTIFY_SOCKET": str(manager.path.resolve())}
    secret = {"LUOT_MQTT_USER": "server", "LUOT_MQTT_PASSWORD": "password of server"}
    serve = [*luot, "serve", *there, "--port", "0", "--mqtt", embedded.url]
    with begun(serve, {**more, **secret}) as program:
        assert [manager.hear() for _ in range(3)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        program.terminate()
        assert program.wait(PATIENCE_S) == 0
