"""What breaks inside a commit is told to all whose rows it took; nobody waits for ever."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.ledger import Actor
from server.store.errors import StoreUnavailable
from server.store.writer import Hooks, Writer

KIOSK = Actor("device", "k1")
MOST_S = 60


@pytest.fixture
def writer(tmp_path, thread_runtime):
    db = sqlite3.connect(tmp_path / "x.db", check_same_thread=False, isolation_level=None)
    db.execute("create table t (x integer unique)")
    made = Writer(db, thread_runtime)
    yield made
    made.close()


@pytest.fixture
def hand():
    """Threads that ask, so that one who is never answered does not hold the test."""
    with ThreadPoolExecutor(4) as pool:
        yield pool.submit


def insert(db):
    db.execute("insert into t values (1)")


def fail(error):
    raise error


def accident(hall, now):
    fail(ValueError("a defect"))


def refuse_facts(db):
    """From now on this connection cannot write the journal: as on a full disk."""
    db.execute(
        "create temp trigger full before insert on main.journal"
        " begin select raise(abort, 'no room'); end"
    )


def test_rows_that_could_not_be_written_halfway_fail_everybody_who_left_them(centre, hand):
    """An accident makes the hall anew from the rows of those before, which then cannot be kept."""
    reached, opened, before = threading.Event(), threading.Event(), centre.desk.snapshot().hall

    def hold(db):
        reached.set()
        assert opened.wait(MOST_S)

    centre.store.write(refuse_facts)
    held = hand(centre.store.write, hold)
    assert reached.wait(MOST_S)
    asked = []
    for ask in (
        lambda: centre.desk.issue(KIOSK, "first", group="a"),
        lambda: centre.ledger.run(KIOSK, None, {}, accident),
        lambda: centre.desk.issue(KIOSK, "last", group="a"),
    ):
        asked.append(hand(ask))
        wait_until(lambda: centre.store._writer._jobs.qsize() == len(asked))
    opened.set()
    held.result(MOST_S)
    errors = [one.exception(MOST_S) for one in asked]
    assert [type(error) for error in errors] == [StoreUnavailable] * 3
    centre.store.write(lambda db: db.execute("drop trigger full") and None)
    assert centre.desk.issue(KIOSK, "first", group="a")["number"] == 101
    assert before.tickets == {}


def wait_until(holds) -> None:
    pause = threading.Event()
    for _ in range(6000):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("it did not come true")


@pytest.mark.parametrize("hook", ["flush", "committed"])
def test_a_defect_beside_a_commit_is_told_and_the_writer_lives(writer, hand, hook):
    defect = KeyError("unheard of")
    writer.hooks = Hooks(**{hook: lambda *_: fail(defect)})
    asked = hand(writer.write, insert)
    assert asked.exception(MOST_S) is defect
    writer.hooks = Hooks()
    kept = hand(writer.write, lambda db: db.execute("select count(*) from t").fetchone()[0])
    assert kept.result(MOST_S) == (1 if hook == "committed" else 0)


def allow_pages(store, more):
    """Let the file grow by so many pages and no further."""

    def limit(db):
        pages = db.execute("pragma page_count").fetchone()[0]
        db.execute(f"pragma max_page_count = {pages + more}").fetchone()

    store.write(limit)


def test_a_full_disk_refuses_new_numbers_and_loses_none(centre):
    allow_pages(centre.store, 2)
    given = []
    with pytest.raises(StoreUnavailable, match="full; check the disk"):
        for i in range(99):
            given.append(centre.desk.issue(KIOSK, f"touch-{i}", group="a")["number"])
    assert given
    full = centre.desk.snapshot().hall
    with pytest.raises(StoreUnavailable):
        centre.desk.issue(KIOSK, "again", group="a")
    assert centre.desk.snapshot().hall == full
    assert centre.desk.issue(KIOSK, "touch-0", group="a")["number"] == given[0]
    allow_pages(centre.store, 1000)
    after = centre.desk.issue(KIOSK, f"touch-{len(given)}", group="a")["number"]
    assert [*given, after] == list(range(101, after + 1))
    centre.crash()
    assert sorted(ticket.number for ticket in centre.desk.snapshot().hall.tickets.values()) == [
        *given,
        after,
    ]
