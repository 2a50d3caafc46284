"""A whole web side over a real desk and database, on plain threads, at a clock that we set."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.adviser import Adviser
from server.desk import Desk
from server.domain.plan import plan_from_toml
from server.ledger import Actor, Ledger
from server.runtime import ThreadRuntime
from server.settings import Settings
from server.store import accounts as accounts_module
from server.store import pins, store
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.web.app import Web, create_app

PIN = "246810"
PLAN = (Path(__file__).parent / "plan.toml").read_text("utf-8")


_hash_once = cache(pins.hash_pin)
"""A real hash of our one PIN, made once: it is slow on purpose."""


class SetClock:
    """Tells the time that a test sets: a Tuesday, 09:00 in Hải Phòng."""

    speed = 1.0

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Hall:
    """Everything that a test of the web side touches."""

    def __init__(self, data: Path, settings: Settings, clock: SetClock, child: Any) -> None:
        self.clock, self.child = clock, child
        self.runtime = ThreadRuntime()
        self.store = store.Store(data, self.runtime)
        ledger = Ledger(self.store, self.runtime, clock)
        ledger.adopt(plan_from_toml(PLAN))
        self.desk = Desk(ledger, self.store, "http://hall.test")
        self.accounts = Accounts(self.store)
        self.secrets = {
            "kiosk": self.accounts.create_device("kiosk-1", "kiosk"),
            "terminal": self.accounts.create_device("box-1", "terminal", [1]),
            "display": self.accounts.create_device("tv-1", "display", zone="1"),
        }
        for login, roles, counter in (
            ("lan", ["officer"], 1),
            ("minh", ["officer"], 2),
            ("guide", ["guide"], None),
            ("boss", ["manager"], None),
            ("audit", ["auditor"], None),
        ):
            self.accounts.create_officer(login, f"Cán bộ {login}", "Sở", roles, PIN, counter)
        self.web: Web = create_app(
            self.desk,
            self.accounts,
            EndedSessions(self.store, settings.session_hours * 3600),
            settings,
            self.runtime,
            adviser=Adviser(self.store, ledger, self.runtime, child),
            secret_key="only for tests",
        )

    def client(self) -> FlaskClient:
        return self.web.app.test_client()

    def bearer(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secrets[role]}"}

    def log_in(self, login: str) -> Officer:
        return Officer(self.client(), login)

    def close(self) -> None:
        self.web.publisher.stop()
        self.child.stop()
        self.settle()
        self.store.close()

    def settle(self) -> None:
        """Wait until everything posted to the loop has run."""
        done: list[bool] = []
        self.runtime.post(lambda: done.append(True))
        until(lambda: bool(done))


class Officer:
    """A browser in which somebody is logged in."""

    def __init__(self, client: FlaskClient, login: str) -> None:
        self.client = client
        answered = client.post("/api/v1/session", json={"login": login, "pin": PIN})
        assert answered.status_code == 200, answered.text
        self.csrf = answered.json["csrf"]

    def post(self, path: str, **options: Any) -> Any:
        headers = {"X-CSRF-Token": self.csrf, **options.pop("headers", {})}
        return self.client.post(f"/api/v1{path}", headers=headers, **options)

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(f"/api/v1{path}", **options)


def until(holds: Callable[[], bool], most_s: float = 30.0) -> None:
    """Wait for a condition that another thread will make true."""
    ends_s = time.monotonic() + most_s
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < ends_s, "it did not come true in time"
        pause.wait(0.005)


@pytest.fixture
def wait_until() -> Callable[..., None]:
    return until


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def hall(
    tmp_path: Path,
    settings: Settings,
    clock: SetClock,
    told_child: Any,
    monkeypatch: pytest.MonkeyPatch,
    create_centre: Callable[[Path], Path],
) -> Iterator[Hall]:
    monkeypatch.setattr(accounts_module, "hash_pin", _hash_once)
    made = Hall(create_centre(tmp_path / "data"), settings, clock, told_child)
    yield made
    made.close()


@pytest.fixture
def kiosk(hall: Hall) -> Callable[..., Any]:
    """Touch the kiosk: ``kiosk("ho-tich", key=None, **more)`` answers the response."""

    def touch(group: str, key: str | None = None, **more: Any) -> Any:
        headers = hall.bearer("kiosk") | ({"Idempotency-Key": key} if key else {})
        return hall.client().post("/api/v1/tickets", json={"group": group, **more}, headers=headers)

    return touch


@pytest.fixture
def lan(hall: Hall) -> Officer:
    """The officer of counter 1, which is open."""
    officer = hall.log_in("lan")
    assert officer.post("/counters/1/open").status_code == 200
    return officer


@pytest.fixture
def boss(hall: Hall) -> Officer:
    """A manager."""
    return hall.log_in("boss")


@pytest.fixture
def past(hall: Hall) -> Hall:
    """Yesterday twenty people came to counter 1, which took two minutes for each."""
    desk, kiosk, lan = hall.desk, Actor("device", "kiosk-1"), Actor("officer", "lan")
    desk.tick()
    desk.open(lan, None, 1)
    for _ in range(20):
        desk.issue(kiosk, None, group="ho-tich")
    for _ in range(20):
        desk.next(lan, None, 1)
        desk.start(lan, None, 1)
        hall.clock.pass_s(120)
        desk.finish(lan, None, 1)
    desk.close(lan, None, 1)
    hall.clock.at += timedelta(days=1)
    desk.tick()
    return hall
