"""A server of pages without devices: a small centre and its officers; pages that hear us alone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from server.runtime import ThreadRuntime
from server.store.accounts import Accounts
from server.store.store import Store

PIN = "246810"
COUNTERS = 15
"""The last is kept for pages that only hear what a test says."""
SILENT_SOCKET = """
export function io() {
  const heard = {};
  const socket = { connected: true, active: true, connect() {} };
  socket.on = (event, call) => (heard[event] ??= []).push(call);
  window.say = (event, told) => (heard[event] ?? []).forEach((call) => call(told));
  window.drop = () => { socket.connected = false; window.say("disconnect"); };
  return socket;
}
"""
"""Stands in for Socket.IO: says only what a test says."""
_HEAD = """
[centre]
id = "pages"
name_vi = "Trung tâm Phục vụ hành chính công thành phố Hải Phòng"
name_en = "Hai Phong City Public Administrative Services Centre"
timezone = "Asia/Ho_Chi_Minh"
target_wait_s = 900
[booking]
enabled = true
per_client_day = 100
[[session]]
name = "cả ngày"
opens = "00:00"
closes = "24:00"
last_ticket = "24:00"
[[zone]]
id = "A"
name_vi = "Khu A"
name_en = "Zone A"
"""
_PART = """
[[series]]
id = "S{n}"
first = {n}001
last = {n}199
[[group]]
code = "viec-{n}"
name_vi = "Việc số {n}"
name_en = "Errand {n}"
department = "Sở"
zone = "A"
series = "S{n}"
mean_service_s = 300
slot_capacity = 2
[[counter]]
number = {n}
zone = "A"
department = "Sở"
groups = ["viec-{n}"]
"""


class Office:
    """A running server; every test takes a counter of its own, with a group and an officer."""

    def __init__(self, url: str, secret: str, counters: int) -> None:
        self.url = url
        self._secret = secret
        self._counters = iter(range(1, counters))

    def counter(self) -> int:
        """One that no test has used."""
        return next(self._counters)

    def issue(self, n: int, **more: Any) -> dict[str, Any]:
        """A ticket for counter ``n``."""
        body = json.dumps({"group": f"viec-{n}", **more}).encode()
        headers = {"Authorization": f"Bearer {self._secret}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/api/v1/tickets", body, headers)
        with urllib.request.urlopen(request) as answer:
            made: dict[str, Any] = json.loads(answer.read())
        return made

    def desk(self, n: int) -> Desk:
        """The officer of counter ``n``, who opens it."""
        return Desk(self, n)

    def sign_in(self, page: Any, login: str, leads_to: str) -> None:
        """Sign in on a page and be where it leads."""
        page.goto(f"{self.url}/login?next={leads_to}")
        page.fill("input[name=login]", login)
        page.fill("input[name=pin]", PIN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.url}{leads_to}")

    def at_counter(self, page: Any, n: int) -> None:
        """The officer of counter ``n`` at work."""
        self.sign_in(page, f"o{n}", f"/console/{n}")
        page.click("#next:enabled")
        page.wait_for_selector("body[data-state=idle] #next:enabled")

    def seen(self, page: Any, n: int) -> dict[str, Any]:
        """The counter as the page's officer may read it."""
        found: dict[str, Any] = page.evaluate(
            "(n) => fetch(`/api/v1/counters/${n}`).then((r) => r.json())", n
        )
        return found


class Desk:
    """An officer at a counter, by the interface."""

    def __init__(self, office: Office, n: int) -> None:
        self.office, self.n = office, n
        self.cookie, self.csrf = "", ""
        answer, headers = self._send("/session", {"login": f"o{n}", "pin": PIN})
        self.cookie, self.csrf = headers["Set-Cookie"].split(";")[0], answer["csrf"]
        self.do("open")

    def do(self, verb: str, **body: Any) -> None:
        """A verb at the counter."""
        self._send(f"/counters/{self.n}/{verb}", body)

    def ticket(self, *verbs: str, **more: Any) -> dict[str, Any]:
        """A new ticket, after which these verbs were done."""
        made = self.office.issue(self.n, **more)
        for verb in verbs:
            self.do(verb)
        return made

    def _send(self, path: str, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        headers["X-CSRF-Token"] = self.csrf
        url = f"{self.office.url}/api/v1{path}"
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read()), answer.headers


@contextmanager
def an_office(folder: Path, counters: int = COUNTERS) -> Iterator[Office]:
    """A server on a port of its own, for as long as it is needed."""
    plan, data = folder / "plan.toml", folder / "data"
    plan.write_text(_HEAD + "".join(_PART.format(n=n) for n in range(1, counters + 1)), "utf-8")
    luot = [sys.executable, "-m", "server"]
    subprocess.run(
        [*luot, "init", "--plan", str(plan), "--data", str(data)], check=True, capture_output=True
    )
    secret = _people(data, counters)
    server = subprocess.Popen(
        [*luot, "serve", "--data", str(data), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        url = next(found[0] for line in server.stdout if (found := re.findall(r"http://\S+", line)))
        rest = threading.Thread(target=server.stdout.read, daemon=True)
        rest.start()
        yield Office(url, secret, counters)
    finally:
        server.terminate()
        assert server.wait(20) == 0
    rest.join(5)
    server.stdout.close()


def _people(data: Path, counters: int) -> str:
    store = Store(data, ThreadRuntime())
    accounts = Accounts(store)
    for n in range(1, counters + 1):
        accounts.create_officer(f"o{n}", f"Cán bộ {n}", "Sở", ["officer"], PIN, n)
    accounts.create_officer("boss", "Quản lý", "Sở", ["manager"], PIN)
    secret = accounts.create_device("kiosk-1", "kiosk")
    store.close()
    return secret
