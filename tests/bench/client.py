"""A small HTTP client in a process of its own: N connections, one request at a time on each.

Usage: client.py HOST PORT SECRET CONNECTIONS REQUESTS WHAT, where WHAT is ``floor``, ``issue``
(each connection issues; ``issue:CODE`` in this group), ``open`` or ``next`` (connection i does it
at counter i+1), ``together`` (next, and nobody presses again before all were answered), or
``paced`` (next, each at its own times).
Prints one JSON object: ``{took_s, latencies_s, answers}``.

"""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

PACE_S = 0.5
"""Between two presses of one counter, on the average."""


@dataclass
class Lane:
    """One connection and what it measured."""

    host: str
    port: int
    path: str
    secret: str
    bodies: list[bytes]
    pauses: Iterator[float]
    latencies_s: list[float] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)

    def run(self, ready: threading.Barrier, each: threading.Barrier | None) -> None:
        """Send every body, one after the other, and time each answer."""
        requests = [self._request(body, i) for i, body in enumerate(self.bodies)]
        with socket.create_connection((self.host, self.port)) as sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.wait()
            for request in requests:
                if each is not None:
                    each.wait()
                time.sleep(next(self.pauses))
                began = time.perf_counter()
                sock.sendall(request)
                status, body = _answer(sock)
                self.latencies_s.append(time.perf_counter() - began)
                self.answers.append((status, body))

    def _request(self, body: bytes, i: int) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Authorization: Bearer {self.secret}\r\nContent-Type: application/json\r\n"
            f"Idempotency-Key: {id(self):x}-{time.time_ns():x}-{i}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def _answer(sock: socket.socket) -> tuple[int, bytes]:
    data = sock.recv(65536)
    while b"\r\n\r\n" not in data:
        data += _more(sock)
    head, _, body = data.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += _more(sock)
    return status, body


def _more(sock: socket.socket) -> bytes:
    data = sock.recv(65536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def _lanes(what: str, n: int, each: int) -> list[tuple[str, list[bytes]]]:
    if what in ("open", "next", "together", "paced"):
        verb = what if what == "open" else "next"
        return [(f"/api/v1/counters/{i + 1}/{verb}", [b"{}"] * each) for i in range(n)]
    issue, _, group = what.partition(":")
    body = json.dumps({"group": group or "1", "lang": "vi"}).encode()
    path = "/api/v1/tickets" if issue == "issue" else "/"
    return [(path, [body] * each) for _ in range(n)]


def _pauses(seed: int) -> Iterator[float]:
    """Seconds before each press, by chance."""
    dice = random.Random(seed)
    while True:
        yield dice.uniform(0, 2 * PACE_S)


def _told(what: str, status: int, body: bytes) -> object:
    if what.startswith("issue"):
        return json.loads(body)["number"] if status == 201 else f"{status}: {body[:200]!r}"
    if what in ("next", "together", "paced"):
        call = json.loads(body)["call"] if status == 200 else f"{status}: {body[:200]!r}"
        return call["number"] if isinstance(call, dict) else call
    return status


def main() -> None:
    """Run every lane at once and print what was measured."""
    host, port, secret, n, each, what = sys.argv[1:7]
    lanes = [
        Lane(host, int(port), path, secret, bodies, _pauses(i) if what == "paced" else repeat(0.0))
        for i, (path, bodies) in enumerate(_lanes(what, int(n), int(each)))
    ]
    ready = threading.Barrier(len(lanes) + 1)
    each_time = threading.Barrier(len(lanes)) if what == "together" else None
    threads = [threading.Thread(target=lane.run, args=(ready, each_time)) for lane in lanes]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took_s = time.perf_counter() - began
    answers = [_told(what, *answer) for lane in lanes for answer in lane.answers]  # type: ignore[misc]
    latencies = [one for lane in lanes for one in lane.latencies_s]
    print(json.dumps({"took_s": took_s, "latencies_s": latencies, "answers": answers}))


if __name__ == "__main__":
    main()
