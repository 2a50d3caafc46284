"""A small centre for every test of the server: its plan, a clock set by hand, a real database."""

from __future__ import annotations

import runpy
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from server.desk import Desk
from server.domain import facts as f
from server.domain.fold import apply
from server.domain.hall import Hall
from server.domain.plan import Plan, parse_plan, plan_from_toml
from server.ledger import Actor, Ledger
from server.runtime import ThreadRuntime
from server.store import store
from server.store.writer import Hooks

PLANS = Path(__file__).parents[2] / "server" / "plans"
TOOLS = Path(__file__).parents[1] / "tools"
NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""A Tuesday, 09:00 in Hải Phòng."""
URL = "http://hall.test"


def document(**centre: Any) -> dict[str, Any]:
    """A plan of three groups: counter 1 has a, 2 has a and b and helps c, 3 has c."""
    named = {"name_vi": "Tên", "name_en": "Name"}
    group = {**named, "department": "Sở", "zone": "1", "mean_service_s": 300}
    return {
        "centre": {"id": "thu", **named, "timezone": "Asia/Ho_Chi_Minh", **centre},
        "session": [
            {"name": "sáng", "opens": "07:30", "closes": "11:30", "last_ticket": "11:15"},
            {"name": "chiều", "opens": "13:30", "closes": "17:00", "last_ticket": "16:30"},
        ],
        "series": [{"id": "A", "first": 101, "last": 199}, {"id": "B", "first": 201, "last": 299}],
        "zone": [{"id": "1", **named}],
        "group": [
            {**group, "code": "a", "series": "A"},
            {**group, "code": "b", "series": "A"},
            {**group, "code": "c", "series": "B"},
        ],
        "counter": [
            {"number": 1, "zone": "1", "department": "Sở", "groups": ["a"]},
            {"number": 2, "zone": "1", "department": "Sở", "groups": ["a", "b"], "help": ["c"]},
            {"number": 3, "zone": "1", "department": "Sở", "groups": ["c"]},
        ],
    }


class HandClock:
    """Tells the time that a test sets."""

    speed = 1.0

    def __init__(self, at: datetime = NINE) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> datetime:
        self.at += timedelta(seconds=seconds)
        return self.at


class FoldedHall:
    """A hall made of facts alone, without a database."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.hall, self.at = Hall(), NINE
        self.tell(f.PlanAdopted(plan))
        self.tell(f.DayOpened("2026-11-24"))

    def tell(self, *facts: f.Fact) -> None:
        """One command with these facts, now."""
        step = self.hall.seq + 1
        for i, fact in enumerate(facts):
            apply(self.hall, f.Recorded(step + i, self.at, "system:test", step, fact))

    def wait(
        self, id: str, group: str, number: int, mark: datetime, priority: bool = False
    ) -> None:
        """A ticket that waits with this mark."""
        series = self.hall.rules.groups[group].series
        self.tell(
            f.TicketIssued(
                id, f"key-{id}", number, series, group, priority, 1, "kiosk", "vi", f.to_ms(mark), 0
            )
        )


class UnluckyStore(store.Store):
    """A real store whose next commits fail, at COMMIT itself, when a test says so."""

    unlucky = 0

    def lose(self, commits: int = 1) -> None:
        """Let the next ``commits`` fail."""
        self.unlucky = commits

    def follow(self, hooks: Hooks) -> None:
        def flush(db: sqlite3.Connection) -> None:
            hooks.flush(db)
            if self.unlucky:
                self.unlucky -= 1
                _break_at_commit(db)

        super().follow(replace(hooks, flush=flush))


def _break_at_commit(db: sqlite3.Connection) -> None:
    """A debt that SQLite finds only when it commits."""
    db.execute("create temp table debtor (id integer primary key)")
    db.execute("create temp table debt (of references debtor deferrable initially deferred)")
    db.execute("insert into debt values (1)")


class OpenCentre:
    """A centre in a folder with everything of the real server up to the desk."""

    def __init__(self, data: Path, clock: HandClock, runtime: ThreadRuntime) -> None:
        self.data, self.clock, self.runtime = data, clock, runtime
        self.reopen()

    def found(self, plan: Plan) -> None:
        """Follow ``plan``, and begin the day."""
        self.ledger.adopt(plan)
        self.desk.tick()

    def reopen(self) -> None:
        """Start the server on the folder."""
        self.store = UnluckyStore(self.data, self.runtime)
        self.ledger = Ledger(self.store, self.runtime, self.clock)
        self.desk = Desk(self.ledger, self.store, URL)

    def crash(self) -> None:
        """Go on with the files as they are now, as if the process had been killed."""
        copied = self.data.with_name(self.data.name + "+")
        shutil.copytree(self.data, copied)
        (copied / f"{store.FILE}-shm").unlink(missing_ok=True)
        self.close()
        self.data = copied
        self.reopen()

    def close(self) -> None:
        """End the server in good order."""
        self.store.close()


@pytest.fixture(scope="session")
def make_document() -> Callable[..., dict[str, Any]]:
    """``document``: a plan as plain values, for tests that break it."""
    return document


@pytest.fixture(scope="session")
def small_plan() -> Plan:
    """The small centre."""
    return parse_plan(document())


@pytest.fixture(scope="session")
def haiphong() -> Plan:
    """The plan that comes with the product."""
    return plan_from_toml((PLANS / "haiphong" / "plan.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def make_folded() -> Callable[[], FoldedHall]:
    """The small centre on an empty Tuesday at nine, folded from facts; as many as are wanted."""
    return lambda: FoldedHall(document())


@pytest.fixture
def folded(make_folded: Callable[[], FoldedHall]) -> FoldedHall:
    """One of these."""
    return make_folded()


@pytest.fixture
def make_clock() -> type[HandClock]:
    """``HandClock``."""
    return HandClock


@pytest.fixture(scope="session")
def thread_runtime() -> ThreadRuntime:
    """One runtime for all: its threads do nothing while nobody posts."""
    return ThreadRuntime()


@pytest.fixture
def found_centre(
    tmp_path: Path,
    small_plan: Plan,
    thread_runtime: ThreadRuntime,
    create_centre: Callable[[Path], Path],
) -> Iterator[Callable[..., OpenCentre]]:
    """Makes centres with the small plan, each in a folder of its own, open at nine."""
    made: list[OpenCentre] = []

    def found(plan: Plan = small_plan) -> OpenCentre:
        data = tmp_path / f"centre-{len(made)}"
        create_centre(data)
        centre = OpenCentre(data, HandClock(), thread_runtime)
        made.append(centre)
        centre.found(plan)
        return centre

    yield found
    for centre in made:
        centre.close()


@pytest.fixture
def centre(found_centre: Callable[..., OpenCentre]) -> OpenCentre:
    """One centre, open at nine; all its counters closed."""
    return found_centre()


@pytest.fixture
def officer() -> Actor:
    """Somebody who may do anything at a counter."""
    return Actor("officer", "lan")


@pytest.fixture
def told_child() -> Any:
    """A computation beside the server that ends as a test says."""
    return runpy.run_path(str(TOOLS / "told_child.py"))["ToldChild"]()


@pytest.fixture
def hai_phong_plan() -> Path:
    """The file of the Hải Phòng plan."""
    return PLANS / "haiphong" / "plan.toml"
