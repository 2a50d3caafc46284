"""Jobs that wait together are committed together; one that fails spoils nobody else's."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace

import pytest

from server.store import writer as writer_module
from server.store.errors import StoreUnavailable
from server.store.writer import Hooks, Writer

JOBS = 20


class Gate:
    """A job that holds the writer until the test opens it, so that others come to wait together."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self, db) -> None:
        self.reached.set()
        assert self.opened.wait(60)


@pytest.fixture
def db(tmp_path):
    made = sqlite3.connect(tmp_path / "x.db", check_same_thread=False, isolation_level=None)
    made.execute("pragma journal_mode = wal")
    made.execute("create table t (x integer unique)")
    return made


@pytest.fixture
def writer(db, thread_runtime):
    made = Writer(db, thread_runtime)
    yield made
    made.close()


@pytest.fixture
def kept(tmp_path):
    """What others see in the table."""

    def read() -> list[int]:
        reader = sqlite3.connect(tmp_path / "x.db")
        try:
            return [row[0] for row in reader.execute("select x from t order by x")]
        finally:
            reader.close()

    return read


@pytest.fixture
def together(writer):
    """Runs jobs so that all wait before the first is begun; their outcomes in order."""

    def run(jobs, **options):
        gate, outcomes = Gate(), [None] * len(jobs)
        holder = threading.Thread(target=writer.write, args=(gate,))
        holder.start()
        assert gate.reached.wait(60)

        def one(i):
            try:
                outcomes[i] = writer.write(jobs[i], **options)
            except (StoreUnavailable, sqlite3.Error, ValueError) as error:
                outcomes[i] = error

        hands = [threading.Thread(target=one, args=(i,)) for i in range(len(jobs))]
        for hand in hands:
            hand.start()
        wait_for(lambda: writer._jobs.qsize() == len(jobs))
        gate.opened.set()
        for hand in [holder, *hands]:
            hand.join(60)
        return outcomes

    return run


def wait_for(holds) -> None:
    pause = threading.Event()
    for _ in range(6000):
        if holds():
            return
        pause.wait(0.005)
    raise AssertionError("it did not come true")


def insert(x):
    return lambda db: db.execute("insert into t values (?)", (x,)).rowcount


def insert_and_fail(x):
    def job(db):
        insert(x)(db)
        raise ValueError(x)

    return job


def test_a_failing_job_takes_only_its_own_rows_back(together, kept):
    jobs = [insert_and_fail(i) if i % 3 == 0 else insert(i) for i in range(JOBS)]
    outcomes = together(jobs)
    failed = [i for i, outcome in enumerate(outcomes) if isinstance(outcome, ValueError)]
    assert failed == list(range(0, JOBS, 3))
    assert [outcome for outcome in outcomes if outcome == 1] == [1] * (JOBS - len(failed))
    assert kept() == [i for i in range(JOBS) if i % 3]


def test_a_broken_rule_of_the_database_is_told_to_its_job_alone(together, kept):
    outcomes = together([insert(1), insert(1), insert(2)])
    assert sum(isinstance(outcome, sqlite3.IntegrityError) for outcome in outcomes) == 1
    assert kept() == [1, 2]


def test_those_who_wait_together_share_one_commit(writer, together):
    commits = []
    writer.hooks = Hooks(committed=lambda: commits.append(1))
    together([insert(i) for i in range(JOBS)])
    assert len(commits) == 2, "the gate's own, and one for all the others"


def test_a_commit_has_a_most(writer, together, monkeypatch):
    monkeypatch.setattr(writer_module, "MOST_JOBS", 8)
    commits = []
    writer.hooks = Hooks(committed=lambda: commits.append(1))
    together([insert(i) for i in range(JOBS)])
    assert len(commits) == 1 + 3


def test_nobody_is_answered_before_the_commit(writer, kept):
    """``committed`` comes after the commit and before every answer."""
    seen = []
    writer.hooks = Hooks(committed=lambda: seen.append(kept()))
    assert writer.write(insert(5)) == 1
    assert seen == [[5]]


def test_when_the_commit_fails_everybody_is_told_and_nothing_stays(writer, together, kept):
    lost = []

    def flush(db):
        if db.execute("select count(*) from t").fetchone()[0]:
            raise sqlite3.OperationalError("disk I/O error")

    writer.hooks = Hooks(flush=flush, rolled_back=lambda: lost.append(1))
    outcomes = together([insert(i) for i in range(4)])
    assert all(isinstance(outcome, StoreUnavailable) for outcome in outcomes)
    assert "disk I/O error; check the disk" in str(outcomes[0])
    assert (kept(), lost) == ([], [1])
    writer.hooks = replace(writer.hooks, flush=lambda _: None)
    assert writer.write(insert(9)) == 1
    assert kept() == [9]


def test_closing_finishes_what_waits_and_refuses_what_comes_later(writer, together, kept):
    together([insert(i) for i in range(3)])
    writer.close()
    writer.close()
    assert kept() == [0, 1, 2]
    with pytest.raises(StoreUnavailable, match="nothing was written"):
        writer.write(insert(4))


def test_many_threads_at_once_lose_nothing(writer, kept):
    def some(first):
        for x in range(first, first + 50):
            writer.write(insert(x))

    hands = [threading.Thread(target=some, args=(first,)) for first in range(0, 400, 50)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(120)
    assert kept() == list(range(400))
