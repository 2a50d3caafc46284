"""A hall with many counters and their lights, each a real agent on a real Mosquitto."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sockets
from hall import luot, plan, served
from weights import Weight, weigh
from works import issue

from broker.daemon import Daemon, Login, make_broker, new_password
from broker.topics import Client, Role
from displays.settings import device_id
from server.runtime import ThreadRuntime
from server.store.accounts import Accounts
from server.store.store import Store

TICKETS = 600
HERE = Path(__file__).parent


@dataclass(frozen=True)
class LightHall:
    """A server and a broker; ``passwords`` of clients at the broker."""

    port: int
    daemon: Daemon
    terminal: str
    passwords: dict[str, str]

    @property
    def mqtt_port(self) -> int:
        """The broker's."""
        return int(self.daemon.url.rsplit(":", 1)[1])

    def next(self, counter: int) -> int:
        """Call the next ticket there; its number."""
        path = f"/api/v1/counters/{counter}/next"
        return int(json.loads(sockets.post(self.port, path, self.terminal))["call"]["number"])


@contextmanager
def light_hall(folder: Path, counters: int) -> Iterator[LightHall]:
    """A hall whose counters are open, with people who wait."""
    data = folder / "data"
    (folder / "plan.toml").write_text(plan(counters=counters), encoding="utf-8")
    luot("init", "--plan", str(folder / "plan.toml"), "--data", str(data))
    numbers = range(1, counters + 1)
    kiosk, terminal = _devices(data, numbers)
    clients = [Client("server", Role.SERVER), Client("tool", Role.MONITOR)]
    clients += [Client(device_id(n), Role.DISPLAY, frozenset({n})) for n in numbers]
    clients += [Client(name, Role.DISPLAY) for name in ("board-a", "speaker-a")]
    passwords = {client.id: new_password() for client in clients}
    logins = [Login(c, passwords[c.id], speaks_for_all=c.id == "tool") for c in clients]
    daemon = make_broker("mosquitto", folder / "broker", "bench", logins)
    daemon.start()
    try:
        with served(data, daemon.url, passwords["server"]) as (_, port, _):
            for n in numbers:
                sockets.post(port, f"/api/v1/counters/{n}/open", terminal)
            issue(port, kiosk, 4, TICKETS // 4)
            yield LightHall(port, daemon, terminal, passwords)
    finally:
        daemon.stop()


def _devices(data: Path, numbers: Sequence[int]) -> tuple[str, str]:
    store = Store(data, ThreadRuntime(), starts=False)
    try:
        accounts = Accounts(store)
        for n in numbers:
            accounts.create_device(device_id(n), "display")
        for name in ("board-a", "speaker-a"):
            accounts.create_device(name, "display")
        kiosk = accounts.create_device("kiosk-1", "kiosk")
        return kiosk, accounts.create_device("terminal-1", "terminal", numbers)
    finally:
        store.close()


class Lamps:
    """One process of ``luot-display`` for some counters, and what it has shown."""

    def __init__(self, hall: LightHall, folder: Path, counters: Sequence[int], port: int) -> None:
        held = folder / f"secrets-{counters[0]}-{secrets.token_hex(2)}.json"
        names = [device_id(n) for n in counters]
        held.write_text(json.dumps({name: hall.passwords[name] for name in names}))
        command = [sys.executable, str(HERE / "light_child.py"), "--centre", "bench"]
        command += ["--mqtt", f"mqtt://127.0.0.1:{port}"]
        command += [word for n in counters for word in ("--counter", str(n))]
        environment = {**os.environ, "LUOT_DEVICES_FILE": str(held)}
        self.shown: list[dict[str, Any]] = []
        self._news = threading.Condition()
        self._child = subprocess.Popen(
            command, stdout=subprocess.PIPE, env=environment, text=True, stderr=subprocess.DEVNULL
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            with self._news:
                self.shown.append(json.loads(line))
                self._news.notify_all()

    def wait(self, is_it: Callable[[dict[str, Any]], bool], timeout_s: float = 20.0) -> Any:
        """The first picture that is wanted, also of those that were shown already."""
        with self._news:
            at = 0

            def found() -> bool:
                nonlocal at
                while at < len(self.shown) and not is_it(self.shown[at]):
                    at += 1
                return at < len(self.shown)

            if not self._news.wait_for(found, timeout_s):
                raise TimeoutError(f"not shown; the last was {self.shown[-1:]}")
            return self.shown[at]

    def now(self) -> dict[int, Any]:
        """The number that each counter's light shows."""
        with self._news:
            return {one["counter"]: one["number"] for one in self.shown}

    def cpu_s(self) -> float:
        """Seconds of a core that the process has used."""
        stat = Path(f"/proc/{self._child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def weight(self) -> Weight:
        """Its memory now."""
        return weigh(self._child.pid)

    def stop(self) -> None:
        """End it."""
        self._child.terminate()
        self._child.wait(10)
        self._reader.join(5)
