"""A fault of one call ends neither the loop nor the calls beside it, on both runtimes."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from server.runtime import ThreadRuntime

PATIENCE_S = 60.0
GREENLETS = """
from server.runtime import GeventRuntime, patch
patch()
import threading
runtime = GeventRuntime()

def fails():
    raise RuntimeError("a fault of ours")

ticks, done, ticked, beside = [], threading.Event(), threading.Event(), threading.Event()

def tick():
    ticks.append(1)
    if len(ticks) >= 3:
        ticked.set()
    fails()

runtime.post(fails)
runtime.post(done.set)
runtime.spawn(fails)
runtime.spawn(beside.set)
end = runtime.every(0.01, tick)
print(done.wait(30), beside.wait(30), ticked.wait(30))
end()
"""


def fails():
    raise RuntimeError("a fault of ours")


@pytest.fixture
def runtime():
    return ThreadRuntime()


def test_a_posted_call_that_fails_is_logged_and_the_next_one_runs(runtime, caplog):
    done = threading.Event()
    runtime.post(fails)
    runtime.post(done.set)
    assert done.wait(PATIENCE_S)
    (line,) = [one for one in caplog.records if one.exc_info]
    assert "a fault of ours" in str(line.exc_info[1])


def test_what_is_done_each_so_often_is_done_again_after_a_fault(runtime):
    ticked, ticks = threading.Event(), []

    def tick():
        ticks.append(1)
        if len(ticks) >= 3:
            ticked.set()
        fails()

    end = runtime.every(0.01, tick)
    assert ticked.wait(PATIENCE_S)
    end()


def test_a_listener_that_fails_keeps_no_other_from_hearing_of_a_commit(centre, officer):
    heard = threading.Event()
    centre.desk.subscribe(lambda told: fails())
    centre.desk.subscribe(lambda told: heard.set())
    centre.desk.open(officer, None, 1)
    assert heard.wait(PATIENCE_S)


def test_commits_are_told_in_their_order_to_each_listener(centre, officer):
    seqs, done = [], threading.Event()
    centre.desk.subscribe(lambda told: seqs.append(told.facts[-1].seq))
    for counter in (1, 2, 3):
        centre.desk.open(officer, None, counter)
    centre.runtime.post(done.set)
    assert done.wait(PATIENCE_S)
    assert len(seqs) == 3 and seqs == sorted(seqs)


def test_greenlets_too():
    done = subprocess.run(
        [sys.executable, "-c", GREENLETS], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.split() == ["True"] * 3, done.stderr
    assert done.stderr.count("a call of the loop failed") >= 3
