"""What this machine can do at all, measured in the same run: disk, plain HTTP, two MQTT hops."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import paho.mqtt.client as paho
from works import Run, clients

from broker.daemon import find_mosquitto, free_port

_PLAIN = """
import sys
from server.runtime import listen, patch, serve
patch()
import gevent
def app(environ, start_response):
    environ["wsgi.input"].read()
    start_response("201 Created", [("Content-Type", "application/json"), ("Content-Length", "2")])
    return [b"{}"]
listener = listen("127.0.0.1", 0)
server = serve(app, listener)
print(listener.getsockname()[1], flush=True)
gevent.get_hub().join()
"""


def commits_s(folder: Path, rounds: int = 200) -> list[float]:
    """Seconds of one-row commits, WAL with synchronous=FULL, in plain sqlite3."""
    took: list[float] = []
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        db.execute("create table t (a text)")
        for _ in range(rounds):
            began = time.perf_counter()
            db.execute("begin immediate")
            db.execute("insert into t values (?)", ("x" * 600,))
            db.execute("commit")
            took.append(time.perf_counter() - began)
    return took


@contextmanager
def plain_http() -> Iterator[int]:
    """The same HTTP server with an application that does nothing; yields its port."""
    child = subprocess.Popen(
        [sys.executable, "-c", _PLAIN], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        assert child.stdout is not None
        yield int(child.stdout.readline())
    finally:
        child.kill()
        child.wait()


def requests(port: int, connections: int, each: int) -> Run:
    """Plain requests with the same client."""
    return clients(port, "none", connections, each, "floor")


class TwoHops:
    """A → broker → B → broker → C with plain paho clients; B may commit a row before it goes on.

    The broker is a Mosquitto of their own, without lists of who may say what.
    """

    def __init__(self, folder: Path, commits: bool) -> None:
        self._got = threading.Event()
        self._broker = _plain_mosquitto(folder)
        self._db = sqlite3.connect(
            folder / "hops.db", isolation_level=None, check_same_thread=False
        )
        for setting in ("journal_mode = wal", "synchronous = full"):
            self._db.execute(f"pragma {setting}")
        self._db.execute("create table t (a text)")
        self._commits = commits
        port = int((folder / "port").read_text())
        self._relay = client(port, "", "", "floor-relay")
        self._ends = client(port, "", "", "floor-ends")
        self._relay.on_message = self._pass_on
        self._ends.on_message = lambda *_: self._got.set()
        subscribe(self._relay, "there")
        subscribe(self._ends, "back")

    def _pass_on(self, relay: paho.Client, _: object, message: paho.MQTTMessage) -> None:
        if self._commits:
            self._db.execute("insert into t values (?)", ("x" * 600,))
        relay.publish("back", message.payload, qos=1)

    def once_s(self) -> float:
        """One message there and back, in seconds."""
        self._got.clear()
        began = time.perf_counter()
        self._ends.publish("there", b"{}" * 50, qos=1)
        if not self._got.wait(5):
            raise TimeoutError("the two hops lost a message")
        return time.perf_counter() - began

    def stop(self) -> None:
        """Leave the broker."""
        for one in (self._relay, self._ends):
            one.disconnect()
            one.loop_stop()
        self._broker.terminate()
        self._broker.wait()
        self._db.close()


def _plain_mosquitto(folder: Path) -> subprocess.Popen[bytes]:
    folder.mkdir()
    port, program = free_port(), find_mosquitto()
    assert program, "Mosquitto is not installed"
    (folder / "port").write_text(str(port))
    settings = f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
    (folder / "m.conf").write_text(settings)
    child = subprocess.Popen([program, "-c", str(folder / "m.conf")], stderr=subprocess.DEVNULL)
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return child
    raise TimeoutError("Mosquitto did not start")


def client(port: int, user: str, password: str, name: str) -> paho.Client:
    """A connected plain client without Nagle's delay."""
    made = paho.Client(paho.CallbackAPIVersion.VERSION2, client_id=name)
    if user:
        made.username_pw_set(user, password)
    connected = threading.Event()
    made.on_connect = lambda *_: connected.set()
    made.on_socket_open = _no_delay
    made.connect("127.0.0.1", port)
    made.loop_start()
    if not connected.wait(5):
        raise TimeoutError("no broker")
    return made


def subscribe(made: paho.Client, topic: str) -> None:
    """Subscribe, and return when the broker has said so."""
    done = threading.Event()
    made.on_subscribe = lambda *_: done.set()
    made.subscribe(topic, qos=1)
    if not done.wait(5):
        raise TimeoutError(f"no subscription to {topic}")


def _no_delay(_client: object, _data: object, sock: object) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[attr-defined]
