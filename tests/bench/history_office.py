"""A made-up year of a busy centre, its server, and a manager's browser; for the benches of history.

Processor time is told apart: of the server, and of the processes beside it.
"""

from __future__ import annotations

import json
import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar
from pathlib import Path

import centre_year
from hall import Secrets, luot, served

from server.demo.run import PLAN, demo_plan
from server.domain.plan import Plan, plan_from_toml
from server.founding import create
from server.store.store import FILE

COUNTERS = 30
GROUPS = ("DD1", "TH1", "HT1", "DN1", "LD1")
"""One of each series of numbers: one alone has not enough of them."""
HOME = "/manage/history"


@dataclass(frozen=True)
class Year:
    """The centre's folder, its secrets, its rows, its first day and the day after its last."""

    data: Path
    secrets: Secrets
    made: centre_year.Made
    first: str
    today: str

    @property
    def span(self) -> str:
        """The whole year in an address."""
        return f"from={self.first}&to={self.today}"

    def __str__(self) -> str:
        made = self.made
        return f"{made.tickets:,} tickets, {made.days} days, {made.facts:,} facts"


def make(data: Path, days: int, a_day: int) -> Year:
    """A centre that is open around the clock now, with its past days in usual hours."""
    plan = _all_serve(demo_plan())
    create(data, plan)
    usual = plan_from_toml(PLAN.read_text(encoding="utf-8"))
    today = centre_year.today(plan)
    made = centre_year.fill(data, usual, days, a_day, today)
    kiosk = luot("device", "add", "kiosk-1", "--role", "kiosk", "--data", str(data))
    desks = (word for n in range(COUNTERS) for word in ("--counter", str(n + 1)))
    added = ("device", "add", "terminal-1", "--role", "terminal", "--data", str(data), *desks)
    boss = ("boss", "--name", "Boss", "--role", "manager", "--lasting-pin")
    printed = [kiosk, luot(*added), luot("user", "add", *boss, "--data", str(data))]
    first = min(centre_year.weekdays(today, days))
    secrets = Secrets(*(one.strip().split()[-1] for one in printed))
    return Year(data, secrets, made, first.isoformat(), today.isoformat())


def _all_serve(plan: Plan) -> Plan:
    """The counters that are pressed all serve the groups that wait."""
    pressed = {
        n: replace(one, groups=tuple({*one.groups, *GROUPS}), help=())
        for n, one in plan.counters.items()
        if n <= COUNTERS
    }
    return replace(plan, counters={**plan.counters, **pressed})


@dataclass(frozen=True)
class Took:
    """How long a page took, and the processor time of the server and of those beside it."""

    wall_s: float
    server_s: float
    beside_s: float

    @property
    def cpu_s(self) -> float:
        """Of all processes together."""
        return self.server_s + self.beside_s


class Boss:
    """A manager's browser."""

    def __init__(self, port: int, pin: str, server: int) -> None:
        self._server = server
        self._root = f"http://127.0.0.1:{port}"
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        body = json.dumps({"login": "boss", "pin": pin}).encode()
        head = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self._root}/api/v1/session", body, head)
        self._open.open(asked).read()

    def get(self, query: str) -> Took:
        """A page of history, to its last byte."""
        before, began = self._cpu_s(), time.perf_counter()
        with self._open.open(f"{self._root}{HOME}?{query}") as answer:
            assert answer.status == 200, query
            answer.read()
        wall_s, after = time.perf_counter() - began, self._cpu_s()
        return Took(wall_s, after[0] - before[0], after[1] - before[1])

    def _cpu_s(self) -> tuple[float, float]:
        ours, beside = 0.0, 0.0
        for pid, fields in _stats():
            used_s = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            if pid == self._server:
                ours += used_s
            elif fields[1] == str(self._server):
                beside += used_s
        return ours, beside


def _stats() -> Iterator[tuple[int, list[str]]]:
    """What the kernel says of each process, as far as it still lives."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(file.parent.name), file.read_text().rpartition(")")[2].split()


@contextmanager
def office(year: Year) -> Iterator[tuple[Boss, int]]:
    """A server that has just started, and its port; the centre's file is not in memory."""
    forget(year.data / FILE)
    with served(year.data, "", "") as (server, port, _):
        yield Boss(port, year.secrets.pin, server.pid), port


def forget(file: Path) -> None:
    """Have the kernel drop what it holds of a file."""
    with file.open("rb+") as held:
        os.fsync(held.fileno())
        os.posix_fadvise(held.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def load() -> str:
    """How many programs wanted a processor in the last minute."""
    return f"load {os.getloadavg()[0]:.1f}"
