"""The manager's live view of a full hall: what it costs the server, and how soon pages know.

30 counters in five zones, 500 who wait, calls and arrivals going on; five pages are open. Its cost
is the server's processor time with the pages less that without them.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hall as halls
from browsers import frame
from hall import Running, running
from works import Row, issue, percentile_ms

COUNTERS, ZONES, WAITING, PAGES = 30, 5, 500, 5
SECONDS = 30.0
PAUSE_S = 0.5
"""Between two moves, each a call and an arrival: 30 counters of four minutes a ticket make two
calls in 16 s, so this is a great rush."""
MOST_SHARE, MOST_MS = 0.15, 1000.0
_PLAN = halls.plan


def plan(counters: int = COUNTERS, groups: int = COUNTERS) -> str:
    """The measuring plan, in five zones whose counters serve the groups of their own zone."""
    text = _PLAN(counters, groups)
    head, *parts = text.split("[[")
    made = [head]
    for part in parts:
        kind, number = part.split("]]")[0], _number(part)
        if kind == "zone":
            names = '\nname_vi = "Khu"\nname_en = "Zone"\n\n'
            made += [f'[[zone]]\nid = "{zone}"{names}' for zone in range(ZONES)]
            continue
        zone = (number - 1) % ZONES if number else 0
        lines = [f'zone = "{zone}"' if x.startswith("zone") else x for x in part.splitlines()]
        own = json.dumps([str(i + 1) for i in range(groups) if i % ZONES == zone])
        lines = [f"groups = {own}" if x.startswith("groups") else x for x in lines]
        made.append("[[" + "\n".join(lines) + "\n\n")
    return "".join(made)


def _number(part: str) -> int:
    """The number of a counter, or the code of a group, else 0."""
    for line in part.splitlines():
        name, _, value = line.partition(" = ")
        if name in ("number", "code"):
            return int(value.strip('"'))
    return 0


def rows() -> Iterator[Row]:
    """Both figures, from one run."""
    halls.plan, halls.COUNTERS = plan, COUNTERS  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as name, running(Path(name)) as hall:
        issue(hall.port, hall.secrets.kiosk, 4, WAITING // 4)
        desk = Desk(hall)
        desk.open()
        plain = _share(hall, desk)
        cookie = desk.sign_in()
        with pages(hall.port, cookie, desk) as told:
            whole = _share(hall, desk)
        ages = sorted(told.ages_s)
    cost = whole - plain
    yield Row(
        f"live view, {COUNTERS} counters, {WAITING} waiting, {PAGES} pages open",
        f"at most {MOST_SHARE:.0%} of a core",
        f"{cost:.1%} of a core ({told.heard} documents in {SECONDS:.0f} s)",
        f"the same calls without pages: {plain:.1%}; load {os.getloadavg()[0]:.1f}",
        cost <= MOST_SHARE,
    )
    worst = percentile_ms(ages, 0.99)
    yield Row(
        "from a call to the live view that shows it",
        f"p99 at most {MOST_MS:.0f} ms",
        f"p50 {percentile_ms(ages, 0.5):.0f} ms, p99 {worst:.0f} ms (n = {len(ages)})",
        "told twice a second at the most",
        worst <= MOST_MS,
    )


class Desk:
    """One connection that calls and issues; ``pressed`` is when each ticket was called."""

    def __init__(self, hall: Running) -> None:
        self.hall = hall
        self._line = http.client.HTTPConnection("127.0.0.1", hall.port)
        self._next = 0
        self.pressed: dict[int, float] = {}

    def post(self, path: str, secret: str = "", **body: object) -> tuple[dict[str, object], str]:
        """The body of the answer, and its cookie."""
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["Authorization"] = f"Bearer {secret}"
        self._line.request("POST", f"/api/v1{path}", json.dumps(body), headers)
        answer = self._line.getresponse()
        told = json.loads(answer.read() or b"{}")
        return told, (answer.getheader("Set-Cookie") or "").split(";")[0]

    def sign_in(self) -> str:
        """The manager's cookie."""
        return self.post("/session", login="boss", pin=self.hall.secrets.pin)[1]

    def open(self) -> None:
        """Every counter works."""
        for number in range(1, COUNTERS + 1):
            self.post(f"/counters/{number}/open", self.hall.secrets.terminal)

    def move(self) -> None:
        """Another counter calls, and somebody else comes."""
        number = self._next = self._next % COUNTERS + 1
        pressed = time.monotonic()
        told, _ = self.post(f"/counters/{number}/next", self.hall.secrets.terminal)
        if isinstance(call := told.get("call"), dict):
            self.pressed[call["number"]] = pressed
        self.post("/tickets", self.hall.secrets.kiosk, group=str(number))


def _share(hall: Running, desk: Desk) -> float:
    """Of a core, what the server takes while the hall goes on."""
    began, before = time.monotonic(), _cpu_s(hall.pid)
    while (passed_s := time.monotonic() - began) < SECONDS:
        desk.move()
        time.sleep(PAUSE_S)
    return (_cpu_s(hall.pid) - before) / passed_s


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Told:
    """What the pages heard; ``ages_s``: from a call to the first document that shows it."""

    def __init__(self) -> None:
        self.heard = 0
        self.ages_s: list[float] = []


@contextmanager
def pages(port: int, cookie: str, desk: Desk) -> Iterator[Told]:
    """Pages that watch the live view, read by a thread each."""
    told, socks = Told(), [_page(port, cookie) for _ in range(PAGES)]
    for i, sock in enumerate(socks):
        threading.Thread(target=_read, args=(sock, told, desk.pressed if i == 0 else None)).start()
    try:
        yield told
    finally:
        for sock in socks:
            sock.shutdown(socket.SHUT_RDWR)


def _page(port: int, cookie: str) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    sock.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Cookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    while _line(sock).strip() != b"":
        pass
    sock.sendall(frame(b'40{"watch":["live"]}'))
    return sock


def _line(sock: socket.socket) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        line += sock.recv(1)
    return line


def _read(sock: socket.socket, told: Told, pressed: dict[int, float] | None) -> None:
    """Every message; pings are answered. Of one page the age of each call is noted."""
    shown: set[int | None] = set()
    while (payload := _payload(sock)) is not None:
        if payload == b"2":
            sock.sendall(frame(b"3"))
        if not payload.startswith(b'42["live"'):
            continue
        told.heard += 1
        if pressed is not None:
            document = json.loads(payload[2:])[1]
            tickets = {one["ticket"] for one in document["counters"]}
            fresh = (tickets & pressed.keys()) - shown
            if shown or not tickets:
                told.ages_s += [time.monotonic() - pressed[ticket] for ticket in fresh]
            shown |= tickets


def _payload(sock: socket.socket) -> bytes | None:
    head = _exactly(sock, 2)
    if head is None:
        return None
    size = head[1] & 0x7F
    if size >= 126:
        more = _exactly(sock, 2 if size == 126 else 8) or b""
        size = int.from_bytes(more, "big")
    return _exactly(sock, size)


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    data = b""
    while len(data) < size:
        try:
            piece = sock.recv(size - len(data))
        except OSError:
            return None
        if not piece:
            return None
        data += piece
    return data
