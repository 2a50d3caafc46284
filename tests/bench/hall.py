"""A hall for measuring: a centre with room for many tickets, a broker, and a real server."""

from __future__ import annotations

import json
import os
import runpy
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from broker.daemon import Login, make_broker
from broker.topics import Client, Role

COUNTERS = 8
GROUPS = 8
ZONE = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "day_zone.py"))["zone"]


def plan(counters: int = COUNTERS, groups: int = GROUPS) -> str:
    """A plan that is open around the clock, with 99,999 numbers a day."""
    lines = [
        '[centre]\nid = "bench"\nname_vi = "Đo"\nname_en = "Bench"\n'
        f'timezone = "{ZONE()}"\ntarget_wait_s = 900',
        '[[session]]\nname = "day"\nopens = "00:00"\ncloses = "24:00"\nlast_ticket = "24:00"',
        '[[series]]\nid = "all"\nfirst = 1\nlast = 99999',
        '[[zone]]\nid = "a"\nname_vi = "Khu A"\nname_en = "Zone A"',
    ]
    lines += [
        f'[[group]]\ncode = "{i + 1}"\nname_vi = "Nhóm {i + 1}"\nname_en = "Group {i + 1}"\n'
        'department = "Sở"\nzone = "a"\nseries = "all"\ntarget_wait_s = 900\n'
        "mean_service_s = 420\ncv = 0.6\nshare = 0.1"
        for i in range(groups)
    ]
    codes = json.dumps([str(i + 1) for i in range(groups)])
    lines += [
        f'[[counter]]\nnumber = {i + 1}\nzone = "a"\ndepartment = "Sở"\ngroups = {codes}'
        for i in range(counters)
    ]
    return "\n\n".join(lines) + "\n"


@dataclass(frozen=True)
class Secrets:
    """Of the kiosk ``kiosk-1``, the terminal ``terminal-1``, and the manager ``boss``."""

    kiosk: str
    terminal: str
    pin: str


@dataclass(frozen=True)
class Running:
    """A server that answers, and the secrets to speak to it."""

    pid: int
    port: int
    secrets: Secrets
    mqtt: str
    mqtt_user: str
    mqtt_password: str
    started_in_s: float

    def get(self, path: str) -> bytes:
        """Read a page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.read()  # type: ignore[no-any-return]


def luot(*arguments: str, **environment: str) -> str:
    """Run a command of luot and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return done.stdout


def found(data: Path) -> Secrets:
    """Make the centre with a kiosk, a terminal at every counter, and the manager ``boss``."""
    (data.parent / "plan.toml").write_text(plan(), encoding="utf-8")
    luot("init", "--plan", str(data.parent / "plan.toml"), "--data", str(data))
    kiosk = luot("device", "add", "kiosk-1", "--role", "kiosk", "--data", str(data))
    terminal = luot(
        *("device", "add", "terminal-1", "--role", "terminal", "--data", str(data)),
        *(word for n in range(COUNTERS) for word in ("--counter", str(n + 1))),
    )
    boss = ("boss", "--name", "Boss", "--role", "manager", "--lasting-pin")
    user = luot("user", "add", *boss, "--data", str(data))
    return Secrets(_last(kiosk), _last(terminal), _last(user))


def _last(printed: str) -> str:
    return printed.strip().split()[-1]


@contextmanager
def running(folder: Path, broker: str = "mosquitto") -> Iterator[Running]:
    """Start everything; ends it afterwards."""
    data = folder / "data"
    made = found(data)
    passwords = {"server": secrets.token_hex(8), "tool": secrets.token_hex(8)}
    logins = [
        Login(Client("server", Role.SERVER), passwords["server"]),
        Login(Client("tool", Role.MONITOR), passwords["tool"], speaks_for_all=True),
    ]
    daemon = make_broker(broker, folder / "broker", "bench", logins)
    daemon.start()
    try:
        with served(data, daemon.url, passwords["server"]) as (child, port, took_s):
            yield Running(child.pid, port, made, daemon.url, "tool", passwords["tool"], took_s)
    finally:
        daemon.stop()


@contextmanager
def served(
    data: Path, mqtt: str, password: str
) -> Iterator[tuple[subprocess.Popen[str], int, float]]:
    """A server process; yields it, its port, and how long it took until /readyz said yes."""
    environment: Mapping[str, str] = {
        **os.environ,
        "LUOT_MQTT_USER": "server",
        "LUOT_MQTT_PASSWORD": password,
        "LUOT_ANONYMOUS_PER_S": "10000",
    }
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--data", str(data), "--port", "0"]
        + (["--mqtt", mqtt] if mqtt else []),
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert child.stdout is not None
        line = child.stdout.readline()
        port = int(line.split(":")[2].split()[0])
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as ready:
            assert ready.status == 200, ready.status
        yield child, port, time.perf_counter() - began
    finally:
        child.terminate()
        child.wait(60)
        if child.stdout is not None:
            child.stdout.close()
