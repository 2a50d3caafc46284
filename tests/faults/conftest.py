"""A centre that may be cut off at any moment, and what must still be true of its folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from server.desk import Desk
from server.domain.facts import TicketCalled, TicketIssued
from server.domain.plan import parse_plan
from server.ledger import Actor, Ledger
from server.runtime import ThreadRuntime
from server.store import journal, projection, store

NAMED = {"name_vi": "Tên", "name_en": "Name"}
PLAN = {
    "centre": {"id": "thu", **NAMED, "timezone": "Asia/Ho_Chi_Minh"},
    "session": [{"name": "cả ngày", "opens": "00:00", "closes": "24:00", "last_ticket": "24:00"}],
    "series": [{"id": "A", "first": 1001, "last": 9999}],
    "zone": [{"id": "1", **NAMED}],
    "group": [{"code": "a", **NAMED, "department": "Sở", "zone": "1", "series": "A"}],
    "counter": [
        {"number": n, "zone": "1", "department": "Sở", "groups": ["a"]} for n in range(1, 5)
    ],
}
KIOSK = Actor("device", "kiosk-1")


class Still:
    """A clock that stands."""

    speed = 1.0

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@contextmanager
def opened(data: Path, runtime: ThreadRuntime) -> Iterator[Desk]:
    """The desk of the centre in ``data``, with its database."""
    found = store.Store(data, runtime)
    try:
        yield Desk(Ledger(found, runtime, Still()), found, "http://hall.test")
    finally:
        found.close()


def facts_of(data: Path, runtime: ThreadRuntime) -> list[Any]:
    """Everything in the journal of ``data``."""
    found = store.Store(data, runtime)
    try:
        with found.read() as db:
            return [recorded.fact for recorded in journal.read(db)]
    finally:
        found.close()


def check_sound(data: Path, runtime: ThreadRuntime, acknowledged: dict[str, int]) -> None:
    """Everything acknowledged is there, no number twice, tables are those of the journal.

    ``acknowledged``: the number told, by ticket id or by id of the call.
    """
    facts = facts_of(data, runtime)
    issued = {fact.ticket: fact.number for fact in facts if isinstance(fact, TicketIssued)}
    calls = {fact.call: issued[fact.ticket] for fact in facts if isinstance(fact, TicketCalled)}
    kept = issued | calls
    lost = {id: number for id, number in acknowledged.items() if kept.get(id) != number}
    assert lost == {}, "acknowledged, and not in the journal"
    assert max(Counter(issued.values()).values(), default=1) == 1, "a number was given twice"
    check_tables(data, runtime)
    with opened(data, runtime) as desk:
        assert desk.issue(KIOSK, None, group="a")["number"] not in issued.values()


def check_tables(data: Path, runtime: ThreadRuntime) -> None:
    """The projected tables are, row for row, what the journal says."""
    found = store.Store(data, runtime)
    try:
        with found.read() as db:
            before = projection.digest(db)
        found.write(projection.rebuild)
        with found.read() as db:
            assert projection.digest(db) == before
    finally:
        found.close()


@pytest.fixture(scope="session")
def faults_runtime() -> ThreadRuntime:
    """One runtime for all."""
    return ThreadRuntime()


@pytest.fixture
def founded(tmp_path: Path, faults_runtime: ThreadRuntime) -> Path:
    """The folder of a new centre with four open counters; nobody has it open."""
    data = tmp_path / "data"
    store.create(data)
    found = store.Store(data, faults_runtime)
    Ledger(found, faults_runtime, Still()).adopt(parse_plan(PLAN))
    found.close()
    with opened(data, faults_runtime) as desk:
        for counter in range(1, 5):
            desk.open(KIOSK, None, counter)
    return data


@pytest.fixture
def open_desk(faults_runtime: ThreadRuntime) -> Callable[[Path], Any]:
    """``opened``: the desk of a folder, as a context."""
    return lambda data: opened(data, faults_runtime)


@pytest.fixture
def sound(faults_runtime: ThreadRuntime) -> Callable[[Path, dict[str, int]], None]:
    """``check_sound``: asserts that nothing acknowledged is missing from a folder."""
    return lambda data, acknowledged: check_sound(data, faults_runtime, acknowledged)
