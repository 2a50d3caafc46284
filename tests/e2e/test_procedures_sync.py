"""Server, real broker, kiosk: a list comes whole to the kiosk, over a restart of the broker."""

from __future__ import annotations

import importlib.util
import random
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.catalogue import document as d
from kiosk import procedures as kiosk_procedures
from kiosk.hall import Hall
from kiosk.procedures import Lookup
from kiosk.settings import Settings
from server.librarian import Librarian
from server.runtime import ThreadRuntime
from server.store.procedures import Edition
from server.wire import Wire

TOOLS = Path(__file__).parents[1] / "tools"


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Any]:
    """The embedded broker, running."""
    if "hall_wire" not in sys.modules:
        spec = importlib.util.spec_from_file_location("hall_wire", TOOLS / "hall_wire.py")
        assert spec is not None and spec.loader is not None
        sys.modules["hall_wire"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["hall_wire"])
    with sys.modules["hall_wire"].running(tmp_path / "broker") as made:
        yield made


class Shelf:
    """A list in force, put there by a test."""

    def __init__(self) -> None:
        self.edition: Edition | None = None
        self.packed = b""
        self._listeners: list[Callable[[], None]] = []

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def put(self, version: int, count: int) -> None:
        letters = random.Random(version)
        made = tuple(
            d.Procedure(code=str(i), name_vi=f"Bản {version} {letters.random()}", group="a")
            for i in range(count)
        )
        text = d.to_bytes(d.ProcedureList(procedures=made))
        at: Any = None
        self.packed = d.pack(text)
        self.edition = Edition(version, at, "test", "list.csv", d.digest(text), count, 0)
        for listener in self._listeners:
            listener()


class Desk:
    """What librarian and wire need of a desk."""

    def __init__(self) -> None:
        self.plan = SimpleNamespace(centre=SimpleNamespace(id="thu"))
        self.seen = SimpleNamespace(refused=0)
        self._rev = 0

    def touch(self) -> Any:
        self._rev += 1
        return SimpleNamespace(ep=1, rev=self._rev)


class Register:
    """Knows one kiosk."""

    def entitled(self, id: str, role: str) -> bool:
        return (id, role) == ("kiosk-1", topics.Role.KIOSK)

    def terminals(self, counter: int) -> frozenset[str]:
        return frozenset()


@pytest.fixture
def shelf(wire: Any) -> Shelf:
    """A server's side on the broker."""
    made, desk, link = Shelf(), Desk(), wire.make_link("server")
    runtime = ThreadRuntime()
    speaker: Any = desk
    librarian = Librarian(speaker, link, made)  # type: ignore[arg-type]
    librarian.listen(Wire(speaker, link, runtime, Register()))
    link.on_state(lambda up: runtime.spawn(librarian.tell) if up else None)
    link.start()
    assert link.wait_connected(15.0)
    return made


@pytest.fixture
def lookup(
    wire: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Lookup, Hall]]:
    """A kiosk's side on the broker, for which the server lives."""
    monkeypatch.setattr(kiosk_procedures, "RETRY_S", 0.2)
    hall, link = Hall(), wire.make_link("kiosk-1")
    beat = m.Heartbeat(ep=1, ms=1, tz="Asia/Ho_Chi_Minh")
    hall.beat(beat, time.monotonic() + 1_000_000.0)
    monkeypatch.setattr(hall, "beat_at_s", time.monotonic() + 1_000_000.0, raising=False)
    made = Lookup(Settings("kiosk-1", "thu", "", "x", data=tmp_path / "kiosk"), link, hall)
    made.start()
    link.start()
    yield made, hall
    made.stop()


def until_held(lookup: tuple[Lookup, Hall], version: int) -> None:
    made, hall = lookup
    with hall.changed:
        assert hall.changed.wait_for(lambda: made.page("", 0, 1).held.version == version, 30.0)


def test_a_list_of_five_thousand_comes_whole(shelf: Shelf, lookup: tuple[Lookup, Hall]) -> None:
    shelf.put(1, 5_000)
    until_held(lookup, 1)
    assert lookup[0].page("ban 1", 0, 3).total == 5_000


def test_a_broker_that_starts_anew_in_the_middle_costs_no_list(
    shelf: Shelf, lookup: tuple[Lookup, Hall], wire: Any, tmp_path: Path
) -> None:
    shelf.put(1, 10)
    until_held(lookup, 1)
    begun = threading.Event()
    shelf.put(2, 20_000)
    path = tmp_path / "kiosk" / "kiosk-1-procedures.db"
    while not begun.wait(0.01):
        if _parts(path) > 3:
            begun.set()
    wire.broker.stop()
    assert lookup[0].page("ban 1", 0, 3).total == 10, "the old list is used meanwhile"
    wire.broker.start()
    until_held(lookup, 2)
    assert lookup[0].page("ban 2", 0, 3).total == 20_000


def _parts(path: Path) -> int:
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return int(db.execute("select count(*) from part").fetchone()[0])
    finally:
        db.close()
