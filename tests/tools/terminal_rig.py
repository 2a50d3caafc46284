"""A counter terminal as a process of MicroPython, and a broker whose server a test speaks for."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broker.daemon import Login, free_port, make_broker
from broker.link import Link, LinkSettings, Received
from broker.topics import Client, Role

MICROPYTHON = Path(sys.executable).with_name("micropython")
HEAP = "160k"
"""As little as a small chip has; here each word takes twice as much."""
PATIENCE_S = 50.0
TREE = "luot/v1/thu/"
CLIENTS = (
    Client("server", Role.SERVER),
    Client("box-07", Role.TERMINAL, frozenset({7})),
)
LOGINS = [Login(client, f"password of {client.id}") for client in CLIENTS]


def until(condition: Callable[[], Any]) -> None:
    """Wait for what nothing announces."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        if condition():
            return
        pause.wait(0.05)
    raise AssertionError("it did not come about")


class Told:
    """Things that come from other threads, and can be waited for."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._news = threading.Condition()

    def add(self, one: Any) -> None:
        with self._news:
            self.all.append(one)
            self._news.notify_all()

    def wait(self, fits: Callable[[Any], Any], after: int = 0, most_s: float = PATIENCE_S) -> Any:
        """The first one that fits, of those after the first ``after``."""

        def found() -> list[Any]:
            return [one for one in self.all[after:] if fits(one)]

        with self._news:
            assert self._news.wait_for(found, most_s), f"not among {self.all[after:]}"
            return found()[0]


class Terminal:
    """One device: a folder, and while it runs a process of MicroPython."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        self.folder = folder
        self.said = Told()
        self._process: subprocess.Popen[str] | None = None
        self.configure(settings)

    def configure(self, settings: dict[str, Any]) -> None:
        """Write its file of settings."""
        (self.folder / "config.json").write_text(json.dumps(settings), "utf-8")

    def start(self, **more: Any) -> None:
        """Switch it on."""
        command = [str(MICROPYTHON), "-X", f"heapsize={HEAP}"]
        command += [str(self.folder / "main.py"), str(self.folder)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
            **more,
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process,))
        self._listener.start()

    def stop(self) -> None:
        """Cut its power."""
        if self._process is not None:
            self._process.kill()
            self.wait_end()

    def wait_end(self) -> int:
        """Its exit status; 75 wants it started again."""
        process, self._process = self._process, None
        assert process is not None and process.stdin is not None and process.stdout is not None
        status = process.wait(PATIENCE_S)
        self._listener.join()
        process.stdin.close()
        process.stdout.close()
        return status

    def type(self, *lines: str) -> None:
        """Move contacts, such as ``next down``."""
        assert self._process is not None and self._process.stdin is not None
        for line in lines:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def push(self, button: str) -> None:
        """Down, and up again after longer than bounce lasts; not too soon after the last time."""
        # A line is one look at the contacts: 10 ms, or less when a message comes meanwhile.
        self.type(*["-"] * 40, f"{button} down", *["-"] * 15, f"{button} up")

    def wait(self, line: str, after: int = 0, most_s: float = PATIENCE_S) -> None:
        """Until it says this line."""
        self.said.wait(lambda one: one == line, after, most_s)

    @property
    def number(self) -> str:
        """What stands on the number now."""
        return next((one[7:] for one in reversed(self.said.all) if one.startswith("number ")), "")

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.said.add(line.rstrip("\n"))


class Hall:
    """A broker, and a server that says what a test wants said."""

    def __init__(self, kind: Any, folder: Path) -> None:
        self.port = free_port()
        self._daemon = make_broker(kind, folder, "thu", LOGINS, port=self.port)
        self.heard = Told()
        self.ep, self.rev = 12, 100

    def start(self) -> None:
        self._daemon.start()
        settings = LinkSettings(self._daemon.url, "server", "password of server", "server", "thu")
        self.link = Link(settings)
        for name in ("counter/+/press", "shown/+", "device/+/+"):
            self.link.subscribe(TREE + name, self.heard.add)
        self.link.start()
        assert self.link.wait_connected(PATIENCE_S)

    def stop(self) -> None:
        self.link.stop()
        self._daemon.stop()

    def restart_broker(self) -> None:
        """It forgets everything; what a test needs said is to be said anew."""
        lost = threading.Event()
        self.link.on_state(lambda up: None if up else lost.set())
        self._daemon.stop()
        assert lost.wait(PATIENCE_S)
        self._daemon.start()
        assert self.link.wait_connected(PATIENCE_S)

    def beat(self, ep: int | None = None) -> None:
        """One heartbeat."""
        told = {"ep": ep or self.ep, "ms": 1795485600000, "tz": "Asia/Ho_Chi_Minh"}
        self.say("sys/time", told, qos=0)

    def state(self, state: str, number: int | None = None, **more: Any) -> None:
        """The state of counter 7, newer than all before it."""
        self.rev += 1
        told = {"v": 1, "ep": self.ep, "rev": self.rev, "state": state, "number": number}
        self.say("counter/7/state", {**told, "ttl_s": 600, **more}, retain=True)

    def say(self, topic: str, told: Any, *, qos: int = 1, retain: bool = False) -> None:
        payload = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.link.publish(TREE + topic, payload, qos=qos, retain=retain)

    def hear(self, topic: str, fits: Callable[[Any], Any] = lambda _: True, after: int = 0) -> Any:
        """The first object on a topic that fits."""

        def wanted(one: Received) -> bool:
            return one.topic == TREE + topic and bool(fits(json.loads(one.payload)))

        return json.loads(self.heard.wait(wanted, after).payload)

    def until(self, condition: Callable[[], Any]) -> None:
        """Wait for what nothing announces; a server lives meanwhile."""
        until(condition)

    def presses(self) -> list[Any]:
        """All presses so far."""
        return [json.loads(one.payload) for one in self.heard.all if one.topic.endswith("/press")]
