"""A whole hall of real processes: broker, server, kiosk with a file for a printer, and a light."""

from __future__ import annotations

import importlib.util
import io
import os
import runpy
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from broker.daemon import Login, make_broker
from broker.topics import Client, Role
from server.cli import main

TOOLS = Path(__file__).parents[1] / "tools"
PLAN = """
[centre]
id = "e2e"
name_vi = "Trung tâm thử"
name_en = "Trial centre"
timezone = "ZONE"
target_wait_s = 900

[[session]]
name = "cả ngày"
opens = "00:00"
closes = "24:00"
last_ticket = "24:00"

[[series]]
id = "A"
first = 1001
last = 1999

[[zone]]
id = "A"
name_vi = "Khu A"
name_en = "Zone A"

[[group]]
code = "ho-tich"
name_vi = "Đăng ký hộ tịch"
name_en = "Civil status"
department = "Sở Tư pháp"
zone = "A"
series = "A"
target_wait_s = 900
mean_service_s = 300
cv = 0.6
share = 1.0

[[counter]]
number = 7
zone = "A"
department = "Sở Tư pháp"
groups = ["ho-tich"]
"""


@dataclass
class Town:
    """Addresses and credentials of the hall, and where its paper and its light are."""

    server: str
    kiosk: str
    login: str
    pin: str
    paper: Path
    light: Path
    boss_pin: str


class Children:
    """Processes that are ended with the test; their output is kept to be read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, module: str, *arguments: str, **environment: str) -> Path:
        """Run a module; returns its log."""
        log = self._folder / f"{name}.log"
        with log.open("wb") as out:
            child = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdout=out,
                stderr=out,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
            )
        self._running.append(child)
        return log

    def stop(self) -> None:
        """End all, the last first."""
        for child in reversed(self._running):
            child.terminate()
            assert child.wait(20) == 0, "a process did not end well"


def until(check: Callable[[], Any], what: str, timeout_s: float = 20.0) -> Any:
    """The first true value of ``check``."""
    pause = threading.Event()
    for _ in range(int(timeout_s / 0.05)):
        if value := check():
            return value
        pause.wait(0.05)
    raise AssertionError(f"waited in vain for {what}")


def _luot(*arguments: str) -> str:
    """The last word of what a command of ``luot`` says; no process is begun for it."""
    told = io.StringIO()
    with redirect_stdout(told):
        assert main(arguments) == 0, told.getvalue()
    return told.getvalue().split()[-1]


def _address(log: Path) -> str:
    def found() -> str | None:
        words = log.read_text(encoding="utf-8").split()
        return next((word.rstrip("/") for word in words if word.startswith("http://")), None)

    return str(until(found, f"an address in {log.name}: {log.read_text(encoding='utf-8')}"))


@pytest.fixture(params=["mosquitto", "embedded"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """The hall, on each of the two brokers."""
    data = tmp_path / "data"
    zone = runpy.run_path(str(TOOLS / "day_zone.py"))["zone"]()
    (tmp_path / "plan.toml").write_text(PLAN.replace("ZONE", zone), encoding="utf-8")
    _luot("init", "--plan", str(tmp_path / "plan.toml"), "--data", str(data))
    there = ("--data", str(data))
    kiosk = _luot("device", "add", "kiosk-1", "--role", "kiosk", *there)
    led = _luot("device", "add", "led-07", "--role", "display", "--counter", "7", *there)
    pin = _luot(
        *("user", "add", "lan", "--lasting-pin", "--name", "Lan"),
        *("--role", "officer", "--counter", "7", *there),
    )
    boss = _luot("user", "add", "boss", "--lasting-pin", "--name", "B", "--role", "manager", *there)
    logins = [
        Login(Client("server", Role.SERVER), "of-the-server"),
        Login(Client("kiosk-1", Role.KIOSK), kiosk),
        Login(Client("led-07", Role.DISPLAY, frozenset({7})), led),
    ]
    broker = make_broker(request.param, tmp_path / "broker", "e2e", logins)
    with ExitStack() as stack:
        broker.start()
        stack.callback(broker.stop)
        children = Children(tmp_path)
        stack.callback(children.stop)
        where = ("--mqtt", broker.url)
        server = _address(
            children.start(
                *("server", "server", "serve", *there, "--port", "0", *where),
                LUOT_MQTT_USER="server",
                LUOT_MQTT_PASSWORD="of-the-server",
            )
        )
        page = children.start(
            *("kiosk", "kiosk.cli", "--id", "kiosk-1", "--centre", "e2e", *where, "--port", "0"),
            *("--data", str(tmp_path / "kiosk"), "--printer", f"file:{tmp_path / 'paper.bin'}"),
            LUOT_MQTT_PASSWORD=kiosk,
        )
        children.start(
            *("led", "displays.cli", "--centre", "e2e", *where, "--counter", "7"),
            *("--panel", f"png:{tmp_path / 'lights'}"),
            LUOT_MQTT_USER="led-07",
            LUOT_MQTT_PASSWORD=led,
            LUOT_ID="led-07",
        )
        paper, light = tmp_path / "paper.bin", tmp_path / "lights"
        yield Town(server, _address(page), "lan", pin, paper, light, boss)


@pytest.fixture(scope="session")
def decoder() -> ModuleType:
    """The independent ESC/POS reader."""
    path = TOOLS / "escpos_decoder.py"
    spec = importlib.util.spec_from_file_location("escpos_decoder", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["escpos_decoder"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def wait_until() -> Callable[..., Any]:
    """``until``, for tests."""
    return until
