"""A thousand browsers in one process: plain WebSockets, each timed when it hears of a call.

Usage: browsers.py HOST PORT HOW_MANY. Prints ``ready`` when all watch the hall's board; then, for
each line on standard input, prints the times (seconds since the epoch, one JSON list) at which
the browsers heard of the next call.
"""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import sys
import time

CALL = b'42["call"'
LONGEST_S = 20.0


def frame(payload: bytes) -> bytes:
    """A masked text frame with a mask of zeros, as clients must send it."""
    assert len(payload) < 126
    return bytes([0x81, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def browser(
    host: str, port: int, room: str = "board:hall", first: bytes = b'42["board"'
) -> socket.socket:
    """One connection that watches ``room`` and has heard its ``first`` document."""
    made = socket.create_connection((host, port), timeout=LONGEST_S)
    key = base64.b64encode(os.urandom(16)).decode()
    made.sendall(
        (
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        ).encode()
    )
    _until(made, b"\r\n\r\n")
    made.sendall(frame(f'40{{"watch":["{room}"]}}'.encode()))
    _until(made, first)
    made.setblocking(False)
    return made


def _until(sock: socket.socket, wanted: bytes) -> None:
    data = b""
    while wanted not in data:
        more = sock.recv(65536)
        if not more:
            raise ConnectionError(f"closed while waiting for {wanted!r}: {data[-200:]!r}")
        data += more


def heard(browsers: dict[int, socket.socket], poll: select.epoll) -> list[float]:
    """When each browser heard of the next call."""
    times: dict[int, float] = {}
    ends = time.monotonic() + LONGEST_S
    while len(times) < len(browsers) and time.monotonic() < ends:
        for fd, _ in poll.poll(0.1):
            data = browsers[fd].recv(65536)
            if not data:
                raise ConnectionError("the server hung up")
            if data[:2] == b"\x81\x01" and data[2:3] == b"2":
                browsers[fd].send(frame(b"3"))
            if CALL in data:
                times.setdefault(fd, time.time())
    return list(times.values())


def main() -> None:
    """Connect everybody, then listen once for each line on standard input."""
    host, port, n = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    browsers = {made.fileno(): made for made in (browser(host, port) for _ in range(n))}
    poll = select.epoll()
    for fd in browsers:
        poll.register(fd, select.EPOLLIN)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(json.dumps(heard(browsers, poll)), flush=True)


if __name__ == "__main__":
    main()
