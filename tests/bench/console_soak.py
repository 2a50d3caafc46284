"""Officers who do nothing but press: each in a session of their own, one press after the other."""

from __future__ import annotations

import http.client
import json
import secrets
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

EACH_GROUP = 6
CYCLE = ("next", "undo", "next", "recall", "start", "undo")
"""What each console presses, over and over; every other number goes back to its place."""
REFUSED = 409
GUARD_S = 0.7
"""The console's page lets no second *Next* through so soon after a key (``console.js``)."""


@dataclass
class Run:
    """What thirty consoles saw. ``double``: a number at two counters at once; ``lost``: presses
    that were neither done nor refused. Nobody counts the tickets afterwards."""

    consoles: int = 0
    took_s: list[float] = field(default_factory=list)
    double: int = 0
    lost: int = 0
    held: dict[int, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def takes(self, number: int, counter: int) -> None:
        """A counter was told that it has the number."""
        with self.lock:
            self.double += self.held.get(number, counter) != counter
            self.held[number] = counter

    def lets_go(self, counter: int) -> None:
        """Before a counter asks for what may end its hold of a number."""
        with self.lock:
            for number in [n for n, at in self.held.items() if at == counter]:
                del self.held[number]


class Console:
    """One officer's session at a counter, over one connection."""

    def __init__(self, told: dict[str, Any], officer: dict[str, Any]) -> None:
        place = urlsplit(told["server"])
        self.counter = officer["counter"]
        self._link = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port)
        self._head = {"Content-Type": "application/json"}
        body = {"login": officer["login"], "pin": officer["pin"]}
        self._link.request("POST", "/api/v1/session", json.dumps(body), self._head)
        answer = self._link.getresponse()
        session = json.loads(answer.read())
        cookies = [
            value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"
        ]
        self._head |= {"Cookie": "; ".join(cookies), "X-CSRF-Token": session["csrf"]}

    def press(self, verb: str) -> tuple[int, dict[str, Any]]:
        """Status and answer of a verb."""
        head = {**self._head, "Idempotency-Key": secrets.token_hex(8)}
        self._link.request("POST", f"/api/v1/counters/{self.counter}/{verb}", "{}", head)
        answer = self._link.getresponse()
        return answer.status, json.loads(answer.read())


def groups_of(told: dict[str, Any], counter: int) -> list[str]:
    """The groups that a counter serves as its own."""
    kiosk = told["kiosks"][0]["secret"]
    asked = urllib.request.Request(
        f"{told['server']}/api/v1/counters/{counter}", headers={"Authorization": f"Bearer {kiosk}"}
    )
    with urllib.request.urlopen(asked) as answer:
        return list(json.loads(answer.read())["groups"])


def soak(told: dict[str, Any], seconds: float, guard_s: float = 0.0) -> Run:
    """All officers press for so long; ``guard_s``: least time between a key and the next *Next*."""
    run, consoles = Run(), [Console(told, officer) for officer in told["officers"]]
    run.consoles = len(consoles)
    for console in consoles:
        console.press("open")
    ends_s = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_press, args=(run, one, ends_s, guard_s)) for one in consoles
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return run


def _press(run: Run, console: Console, ends_s: float, guard_s: float) -> None:
    turn, may_s = 0, secrets.randbelow(1000) / 1000 * guard_s + time.monotonic()
    while time.monotonic() < ends_s:
        verb = CYCLE[turn % len(CYCLE)]
        turn += 1
        if verb == "next":
            time.sleep(max(may_s - time.monotonic(), 0.0))
        may_s = time.monotonic() + guard_s
        if verb in ("next", "undo"):
            run.lets_go(console.counter)
        began_s = time.perf_counter()
        status, told = console.press(verb)
        took_s = time.perf_counter() - began_s
        with run.lock:
            run.took_s.append(took_s)
            run.lost += status not in (200, REFUSED)
        if verb == "next" and status == 200 and told["call"]:
            run.takes(told["call"]["number"], console.counter)
