"""A whole hall of real processes on Mosquitto: the plan of Hải Phòng, open at any hour, and two
kiosks that print on TCP. Its server may be killed, frozen, and started again at the same address.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from broker.daemon import Login, free_port, make_broker, new_password
from broker.topics import Client, Role
from server.demo.centre import demo_plan
from server.founding import create
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.accounts import Accounts
from server.store.store import Store

PIN = "246810"
PATIENCE_S = 90.0


def until(check: Callable[[], Any], what: str, at_most_s: float = PATIENCE_S) -> Any:
    """The first true value of ``check``."""
    pause, end_s = threading.Event(), time.monotonic() + at_most_s
    while time.monotonic() < end_s:
        if value := check():
            return value
        pause.wait(0.03)
    raise AssertionError(f"waited in vain for {what}")


class Officer:
    """Somebody at a counter, by the interface."""

    def __init__(self, server: str, login: str, counter: int) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._server, self._opener, self._csrf = server, urllib.request.build_opener(jar), ""
        self.counter = counter
        self._csrf = self._post("/session", {"login": login, "pin": PIN})["csrf"]

    def do(self, verb: str, **body: Any) -> Any:
        """A verb at the counter; an answer of the server."""
        return self._post(f"/counters/{self.counter}/{verb}", body)

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", "X-CSRF-Token": self._csrf}
        url = f"{self._server}/api/v1{path}"
        asked = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with self._opener.open(asked) as answer:
            return json.loads(answer.read())


class JourneyHall:
    """``printers`` have a ``url``; each is a kiosk's, ``kiosk-1`` the first."""

    def __init__(self, folder: Path, printers: Sequence[Any], counters: Sequence[int]) -> None:
        self._folder, self._data, self.printers = folder, folder / "data", list(printers)
        self.kiosks: list[str] = []
        self.url = f"http://127.0.0.1:{free_port()}"
        self._password = new_password()
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        secrets = self._found(counters)
        logins = [Login(Client("server", Role.SERVER), self._password)]
        logins += [Login(Client(id, Role.KIOSK), secret) for id, secret in secrets.items()]
        self._broker = make_broker("mosquitto", folder / "broker", "haiphong", logins)
        self._secrets = secrets

    def start(self) -> None:
        """Everything, until both kiosks could also go on alone."""
        self._broker.start()
        self.start_server()
        for (id, secret), printer in zip(self._secrets.items(), self.printers, strict=True):
            url = f"http://127.0.0.1:{free_port()}"
            self._start_kiosk(id, secret, url, printer)
            self.kiosks.append(url)
        for kiosk in range(len(self.kiosks)):
            until(lambda at=kiosk: self._is_ready(at), "a kiosk that may be alone")

    def stop(self) -> None:
        """End everything, the server last of all."""
        for name in reversed(list(self._children)):
            with self._children.pop(name) as child:
                child.kill()
        self._broker.stop()

    def start_server(self) -> None:
        """At the address that it always has."""
        where = ("--data", str(self._data), "--port", self.url.rsplit(":", 1)[1])
        self._run(
            "server",
            *("server", "serve", *where, "--mqtt", self._broker.url),
            LUOT_MQTT_USER="server",
            LUOT_MQTT_PASSWORD=self._password,
            LUOT_ANONYMOUS_PER_S="400",
        )
        until(lambda: self._answers(f"{self.url}/readyz"), "the server")

    def kill_server(self) -> float:
        """``kill -9``; returns when, in seconds of the machine's clock."""
        child = self._children.pop("server")
        killed_s = time.time()
        child.kill()
        child.wait()
        return killed_s

    def freeze_server(self) -> None:
        """It takes no step more, and does not know it."""
        self._children["server"].send_signal(signal.SIGSTOP)

    def back(self) -> None:
        """The server comes back, and both kiosks have heard it and handed over."""
        self.start_server()
        for kiosk in range(len(self.kiosks)):
            until(lambda at=kiosk: self._is_ready(at), "a kiosk that hears its server again")

    def officer(self, counter: int) -> Officer:
        """The officer of a counter."""
        return Officer(self.url, f"o{counter}", counter)

    def state(self, kiosk: int = 0) -> dict[str, Any]:
        """What a kiosk tells its page."""
        told: dict[str, Any] = self._json(f"{self.kiosks[kiosk]}/state")
        return told

    def touch(self, id: str, group: str, kiosk: int = 0) -> dict[str, Any]:
        """A touch as the page of a kiosk makes it; its answer."""
        body = json.dumps({"id": id, "group": group}).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.kiosks[kiosk]}/touch", body, headers)
        with urllib.request.urlopen(asked) as answer:
            told: dict[str, Any] = json.loads(answer.read())
        return told

    def issue(self, group: str) -> dict[str, Any]:
        """A ticket of a kiosk without its page and its paper."""
        body = json.dumps({"group": group}).encode()
        headers = {"Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {self._secrets['kiosk-2']}"
        asked = urllib.request.Request(f"{self.url}/api/v1/tickets", body, headers)
        with urllib.request.urlopen(asked) as answer:
            told: dict[str, Any] = json.loads(answer.read())
        return told

    def public(self, path: str, body: dict[str, Any]) -> None:
        """Something that anybody with a ticket's key may do."""
        headers = {"Content-Type": "application/json"}
        url = f"{self.url}/api/v1{path}"
        urllib.request.urlopen(
            urllib.request.Request(url, json.dumps(body).encode(), headers)
        ).close()

    def ticket(self, key: str) -> dict[str, Any]:
        """A ticket as the server knows it; empty while it does not."""
        try:
            told: dict[str, Any] = self._json(f"{self.url}/api/v1/tickets/{key}")
        except urllib.error.HTTPError as error:
            error.close()
            return {}
        return told

    def waiting(self, group: str) -> int:
        """How many wait in a group."""
        told = self._json(f"{self.url}/api/v1/groups")
        return next(int(one["waiting"]) for one in told if one["code"] == group)

    def facts(self, kind: str) -> list[Any]:
        """Everything of a kind in the journal, in order."""
        with closing(Store(self._data, ThreadRuntime(), starts=False)) as store, store.read() as db:
            return [one.fact for one in journal.read(db) if kind == one.fact.KIND]

    def _found(self, counters: Sequence[int]) -> dict[str, str]:
        zone = runpy.run_path(str(Path(__file__).with_name("day_zone.py")))["zone"]()
        plan = demo_plan()
        create(self._data, replace(plan, centre=replace(plan.centre, timezone=zone)))
        with closing(Store(self._data, ThreadRuntime(), starts=False)) as store:
            accounts = Accounts(store)
            for n in counters:
                accounts.create_officer(f"o{n}", f"Cán bộ {n}", "Sở", ["officer"], PIN, n)
            accounts.create_officer("boss", "Phạm Thu Hà", "", ["manager"], PIN)
            ids = [f"kiosk-{n}" for n in range(1, len(self.printers) + 1)]
            return {id: accounts.create_device(id, "kiosk") for id in ids}

    def _start_kiosk(self, id: str, secret: str, url: str, printer: Any) -> None:
        told = ("--id", id, "--centre", "haiphong", "--mqtt", self._broker.url, "--voice", "none")
        where = ("--port", url.rsplit(":", 1)[1], "--data", str(self._folder / id))
        named = ("--printer", printer.url)
        self._run(id, "kiosk.cli", *told, *where, *named, LUOT_MQTT_PASSWORD=secret)
        until(lambda: self._answers(url), id)

    def _run(self, name: str, module: str, *arguments: str, **secrets: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._children[name] = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **secrets},
            )

    def _is_ready(self, kiosk: int) -> bool:
        told = self.state(kiosk)
        return bool(told["online"] and told["alone"]["can_issue"] and len(told["zones"]) == 5)

    def _json(self, url: str) -> Any:
        with urllib.request.urlopen(url) as answer:
            return json.loads(answer.read())

    def _answers(self, url: str) -> bool:
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            return False
        return True
