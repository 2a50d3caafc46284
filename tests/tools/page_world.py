"""A server of pages without devices: a small centre and its officers; pages that hear us alone."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from server.domain.plan import plan_from_toml
from server.founding import create
from server.runtime import ThreadRuntime
from server.store import accounts as accounts_module
from server.store import pins
from server.store.accounts import Accounts
from server.store.store import Store

ZONES = Path(__file__).with_name("day_zone.py")
PIN = "246810"
COUNTERS, SPARE = 75, 15
"""Enough for all tests in one process; on the spare one pages hear only what a test says."""
SILENT_SOCKET = """
export function io() {
  const heard = {};
  const socket = { connected: true, active: true, connect() {} };
  socket.on = (event, call) => (heard[event] ??= []).push(call);
  window.say = (event, told) => (heard[event] ?? []).forEach((call) => call(told));
  window.drop = () => { socket.connected = false; window.say("disconnect"); };
  window.back = () => { socket.connected = true; };
  return socket;
}
"""
"""Stands in for Socket.IO: says only what a test says."""
_HEAD = """
[centre]
id = "pages"
name_vi = "Trung tâm Phục vụ hành chính công thành phố Hải Phòng"
name_en = "Hai Phong City Public Administrative Services Centre"
timezone = "ZONE"
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

    def __init__(self, url: str, secret: str, counters: int, data: Path) -> None:
        self.url, self.data = url, data
        self._secret = secret
        self._counters = iter([n for n in range(1, counters + 1) if n != SPARE])

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

    def person(self, login: str) -> Person:
        """Somebody with a login, by the interface."""
        return Person(self, login)

    def known(self, page: Any, login: str) -> None:
        """Be signed in before anything is loaded: by the interface, for the page of the login has
        tests of its own."""
        name, _, value = Person(self, login).cookie.partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": self.url}])

    def sign_in(self, page: Any, login: str, leads_to: str) -> None:
        """Be signed in on a page, and where it leads."""
        self.known(page, login)
        page.goto(f"{self.url}{leads_to}")
        page.wait_for_url(f"{self.url}{leads_to}")

    def fresh_plan(self, page: Any) -> None:
        """``root`` on the plan's page, with no draft that another test left."""
        self.sign_in(page, "root", "/manage/plan?tab=check")
        if page.locator("[value=discard]").count():
            page.locator("[value=discard]").click()
            page.locator("dialog.sure .primary").click()
            page.wait_for_selector("body:not(:has([value=discard]))")

    def at_counter(self, page: Any, n: int) -> None:
        """The officer of counter ``n`` at work."""
        self.sign_in(page, f"o{n}", f"/console/{n}")
        page.click("#next:enabled")
        page.wait_for_selector("body[data-state=idle] #next:enabled")

    def seen(self, page: Any, n: int) -> dict[str, Any]:
        """The counter as any device may read it, after what ``page`` has done."""
        page.evaluate("0")
        headers = {"Authorization": f"Bearer {self._secret}"}
        request = urllib.request.Request(f"{self.url}/api/v1/counters/{n}", headers=headers)
        with urllib.request.urlopen(request) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found


class Person:
    """Somebody who is signed in, by the interface."""

    def __init__(self, office: Office, login: str) -> None:
        self.office = office
        self.cookie, self.csrf = "", ""
        answer, headers = self.send("/session", {"login": login, "pin": PIN})
        self.cookie, self.csrf = headers["Set-Cookie"].split(";")[0], answer["csrf"]

    def send(self, path: str, body: dict[str, Any]) -> Any:
        """What is answered, with its headers."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        headers["X-CSRF-Token"] = self.csrf
        url = f"{self.office.url}/api/v1{path}"
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read()), answer.headers

    def get(self, path: str) -> Any:
        """A document of the interface."""
        request = urllib.request.Request(f"{self.office.url}/api/v1{path}")
        request.add_header("Cookie", self.cookie)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())


class Desk(Person):
    """An officer at a counter, by the interface."""

    def __init__(self, office: Office, n: int) -> None:
        super().__init__(office, f"o{n}")
        self.n = n
        self.do("open")

    def do(self, verb: str, **body: Any) -> None:
        """A verb at the counter."""
        self.send(f"/counters/{self.n}/{verb}", body)

    def ticket(self, *verbs: str, **more: Any) -> dict[str, Any]:
        """A new ticket, after which these verbs were done."""
        made = self.office.issue(self.n, **more)
        for verb in verbs:
            self.do(verb)
        return made


def founded(data: Path, counters: int) -> str:
    """A new centre in ``data``, with everybody in it; returns the secret of its kiosk."""
    head = _HEAD.replace("ZONE", runpy.run_path(str(ZONES))["zone"]())
    parts = (_PART.format(n=n) for n in range(1, counters + 1))
    create(data, plan_from_toml(head + "".join(parts)))
    return _people(data, counters)


@contextmanager
def an_office(folder: Path, counters: int = COUNTERS) -> Iterator[Office]:
    """A server on a port of its own, for as long as it is needed."""
    data = folder / "data"
    secret = founded(data, counters)
    server = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        url = next(found[0] for line in server.stdout if (found := re.findall(r"http://\S+", line)))
        rest = threading.Thread(target=server.stdout.read, daemon=True)
        rest.start()
        yield Office(url, secret, counters, data)
    finally:
        server.terminate()
        assert server.wait(60) == 0
    rest.join(60)
    server.stdout.close()


def _people(data: Path, counters: int) -> str:
    store = Store(data, ThreadRuntime())
    accounts = Accounts(store)
    with patch.object(accounts_module, "hash_pin", cache(pins.hash_pin)):
        secret = _accounts(accounts, counters)
    store.close()
    return secret


def _accounts(accounts: Accounts, counters: int) -> str:
    """Everybody has the one PIN; a hash is slow on purpose, and is made once."""
    for n in range(1, counters + 1):
        accounts.create_officer(f"o{n}", f"Cán bộ {n}", "Sở", ["officer"], PIN, n)
    accounts.create_officer("boss", "Quản lý", "Sở", ["manager"], PIN)
    accounts.create_officer("root", "Quản trị", "Sở", ["admin"], PIN)
    accounts.create_officer("guide", "Hướng dẫn", "Sở", ["guide"], PIN)
    accounts.create_officer("auditor", "Kiểm tra", "Sở", ["auditor"], PIN)
    return accounts.create_device("kiosk-1", "kiosk")
