"""A running server follows what the command wrote, and tells the journal of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from broker.catalogue.document import Procedure, ProcedureList
from server.domain.facts import ProceduresAdopted
from server.procedures.keeping import Origin, keep
from server.procedures.shelf import Shelf
from server.runtime import ThreadRuntime
from server.store import journal
from server.store.store import Store

Write = Callable[..., int]


@pytest.fixture
def shelf(centre: Any, thread_runtime: ThreadRuntime) -> Iterator[Shelf]:
    with closing(Shelf(centre.store, centre.ledger, thread_runtime)) as made:
        yield made


@pytest.fixture
def write(centre: Any, thread_runtime: ThreadRuntime) -> Write:
    """Keeps a list as another process does, beside the server; returns its version."""

    def go(*names: str) -> int:
        made = tuple(Procedure(code=name, name_vi=name, group="a") for name in names)
        with closing(Store(centre.data, thread_runtime, starts=False)) as beside:
            origin = Origin("command:test", "list.csv", centre.clock.now())
            return keep(beside, ProcedureList(procedures=made), origin)[0].no

    return go


def _told(centre: Any) -> list[ProceduresAdopted]:
    with centre.store.read() as db:
        facts = [one.fact for one in journal.read(db)]
    return [fact for fact in facts if isinstance(fact, ProceduresAdopted)]


def test_a_version_that_another_process_wrote_is_followed_without_a_start(
    shelf: Shelf, write: Write
) -> None:
    heard: list[int] = []
    shelf.subscribe(lambda: heard.append(shelf.finder.held.version))
    shelf.look()
    assert (shelf.edition, heard) == (None, [])
    write("một")
    shelf.look()
    shelf.look()
    assert heard == [1]
    assert shelf.finder.page("mot", 0, 3).total == 1
    write("hai")
    shelf.look()
    assert heard == [1, 2]
    assert shelf.finder.page("mot", 0, 3).total == 0


def test_the_journal_hears_of_every_version_once(
    centre: Any, shelf: Shelf, write: Write, thread_runtime: ThreadRuntime
) -> None:
    write("một")
    write("hai", "ba")
    shelf.look()
    with closing(Shelf(centre.store, centre.ledger, thread_runtime)) as started:
        started.look()
    told = _told(centre)
    assert [(fact.version, fact.count, fact.by) for fact in told] == [
        (1, 1, "command:test"),
        (2, 2, "command:test"),
    ]
    assert shelf.edition is not None and told[-1].digest == shelf.edition.digest


def test_the_hall_is_rebuilt_with_the_fact_in_the_journal(
    centre: Any, shelf: Shelf, write: Write
) -> None:
    write("một")
    shelf.look()
    before = centre.ledger.snapshot.hall
    centre.close()
    centre.reopen()
    assert centre.ledger.snapshot.hall.seq == before.seq
    assert len(_told(centre)) == 1


def test_a_list_that_cannot_be_read_is_told_once_and_the_old_one_stays(
    centre: Any, shelf: Shelf, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write("một")
    shelf.look()
    write("hai")

    def damage(db: sqlite3.Connection) -> None:
        db.execute("update procedure_list set packed = x'00' where rowid = 2")

    centre.store.write(damage)
    shelf.look()
    shelf.look()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "version 2 cannot be read" in caplog.text
    assert shelf.finder.page("mot", 0, 3).total == 1
    write("ba")
    shelf.look()
    assert shelf.finder.page("ba", 0, 3).total == 1
