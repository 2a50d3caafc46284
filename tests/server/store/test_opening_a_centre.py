"""A database is opened whole or refused in words; what is damaged is never replaced."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from server.store import store
from server.store.errors import StoreCorrupt, StoreExists, StoreMissing

PAGE = 4096


@pytest.fixture
def closed(centre):
    """The path of a database with some tickets, closed in good order."""
    for _ in range(40):
        centre.desk.issue("device:k", None, group="a")
    centre.close()
    return centre.store.path


@pytest.fixture
def refusal(thread_runtime):
    """Opens a database that must be refused and left as it is; returns the words."""

    def refuse(path, error=StoreCorrupt):
        before = path.read_bytes() if path.exists() else None
        with pytest.raises(error) as caught:
            store.Store(path.parent, thread_runtime)
        assert (path.read_bytes() if path.exists() else None) == before
        return str(caught.value)

    return refuse


def test_a_missing_database_is_refused_with_what_to_do(tmp_path, refusal):
    said = refusal(tmp_path / "none" / store.FILE, StoreMissing)
    assert "luot init" in said and "luot restore" in said
    assert not (tmp_path / "none").exists()


def test_a_new_database_never_takes_the_place_of_an_old_one(closed):
    before = closed.read_bytes()
    with pytest.raises(StoreExists, match="choose an empty --data folder"):
        store.create(closed.parent)
    assert closed.read_bytes() == before


@pytest.mark.parametrize("left", [0, 1, 100, PAGE, 3 * PAGE, -PAGE])
def test_a_truncated_file_is_refused_and_kept(closed, refusal, left):
    whole = closed.read_bytes()
    closed.write_bytes(whole[:left])
    assert str(closed) in refusal(closed)


@pytest.mark.parametrize("page", [0, 1, 2, 4])
def test_a_page_of_rubbish_is_refused_and_kept(closed, refusal, page):
    torn = bytearray(closed.read_bytes())
    torn[page * PAGE : (page + 1) * PAGE] = bytes(i * 7 % 251 for i in range(PAGE))
    closed.write_bytes(torn)
    said = refusal(closed)
    assert "luot restore" in said and "nothing was started or overwritten" in said


def test_a_file_that_is_no_database_is_refused(closed, refusal):
    closed.write_text("Tài liệu này không phải là cơ sở dữ liệu. " * 500)
    refusal(closed)


def test_the_database_of_another_program_is_refused(closed, refusal):
    closed.unlink()
    with closing(sqlite3.connect(closed)) as db:
        db.execute("create table something (x)")
    assert "not a Lượt database" in refusal(closed)


def test_a_half_written_log_costs_nothing_but_what_was_not_committed(centre):
    """A process that died in the middle of a write leaves a torn end of the log."""
    told = [centre.desk.issue("device:k", None, group="a")["number"] for _ in range(3)]
    log = centre.store.path.with_name(f"{store.FILE}-wal")
    with log.open("ab") as torn:
        torn.write(b"\x00\x01\x02" * 700)
    centre.crash()
    assert sorted(centre.desk.snapshot().hall.numbers) == told


def test_every_start_has_a_higher_epoch_and_a_command_is_no_start(centre, thread_runtime):
    epochs = [centre.store.ep]
    for _ in range(3):
        centre.crash()
        epochs.append(centre.store.ep)
    assert epochs == list(range(epochs[0], epochs[0] + 4))
    looks = store.Store(centre.data, thread_runtime, starts=False)
    assert looks.ep == epochs[-1]
    looks.close()


def test_the_revision_goes_on_over_restarts(centre):
    for _ in range(3):
        centre.desk.issue("device:k", None, group="a")
        before = centre.desk.snapshot()
        centre.close()
        centre.reopen()
        after = centre.desk.snapshot()
        assert (after.ep, after.rev) == (before.ep + 1, before.rev)


def test_commits_are_synced_and_readers_cannot_write(centre):
    pragmas = ("journal_mode", "synchronous")
    found = centre.store.write(
        lambda db: [db.execute(f"pragma {p}").fetchone()[0] for p in pragmas]
    )
    assert found == ["wal", 2]
    with centre.store.read() as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("delete from journal")
