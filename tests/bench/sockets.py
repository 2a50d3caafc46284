"""A thousand browsers on a real server, and on one that does nothing but tell them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_BARE = """
from server import runtime
runtime.patch()
import gevent
from flask import Flask, request
from flask_socketio import SocketIO, join_room
app = Flask("floor")
io = SocketIO(app, async_mode="gevent")
@io.on("connect")
def connect(auth=None):
    join_room("all")
    io.emit("board", {}, to=request.sid)
@app.post("/call")
def call():
    io.emit("call", {"number": 1234, "voice": "x" * 200}, to="all")
    return "{}"
listener = runtime.listen("127.0.0.1", 0)
server = runtime.serve(app, listener)
print(listener.getsockname()[1], flush=True)
gevent.get_hub().join()
"""


def told_ms(port: int, how_many: int, rounds: int, call: Callable[[], None]) -> list[float]:
    """For each round, ms from the request that calls until the last browser heard of it."""
    program = str(Path(__file__).with_name("browsers.py"))
    child = subprocess.Popen(
        [sys.executable, program, "127.0.0.1", str(port), str(how_many)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "ready\n", "the browsers could not connect"
        return [_round(child, how_many, call) for _ in range(rounds)]
    finally:
        child.kill()
        child.wait()


def _round(child: subprocess.Popen[str], how_many: int, call: Callable[[], None]) -> float:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write("go\n")
    child.stdin.flush()
    began = time.time()
    call()
    heard = json.loads(child.stdout.readline())
    assert len(heard) == how_many, f"only {len(heard)} of {how_many} browsers heard of the call"
    return (max(heard) - began) * 1000


def post(port: int, path: str, secret: str = "") -> bytes:
    """One POST without a body; its answer."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", data=b"{}", headers=headers, method="POST"
    )
    with urllib.request.urlopen(request) as answer:
        return answer.read()  # type: ignore[no-any-return]


@contextmanager
def bare() -> Iterator[int]:
    """A server of the same libraries that only tells; yields its port."""
    child = subprocess.Popen(
        [sys.executable, "-c", _BARE], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        assert child.stdout is not None
        yield int(child.stdout.readline())
    finally:
        child.kill()
        child.wait()
