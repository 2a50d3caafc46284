"""One process decides for a centre; others are told who it is, and what only looks is let in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from server.cli import main
from server.domain.tickets import LegState
from server.founding import create
from server.store import lock, store
from server.store.errors import StoreBusy, StoreCorrupt
from server.store.lock import CentreLock

HOLD = "import sys, pathlib, server.store.lock as lock; \
lock.CentreLock(pathlib.Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def luot(capsys):
    """Runs a command; returns its exit code and the lines that it printed as errors."""

    def run(*words):
        capsys.readouterr()
        code = main([str(word) for word in words])
        return code, capsys.readouterr().err.splitlines()

    return run


def test_a_second_server_on_a_centre_is_refused_and_told_which_process_has_it(
    centre, thread_runtime
):
    ep = centre.store.ep
    with pytest.raises(StoreBusy) as caught:
        store.Store(centre.data, thread_runtime)
    assert f"process {os.getpid()}" in str(caught.value)
    assert "stop" in str(caught.value)
    with centre.store.read() as db:
        assert db.execute("select value from meta where name = 'ep'").fetchone()[0] == ep


def test_who_decides_lets_go_when_it_closes(centre):
    centre.close()
    centre.reopen()
    centre.close()
    with CentreLock(centre.data) as held:
        held.release()


def test_an_opening_that_fails_lets_go(centre, thread_runtime):
    centre.close()
    whole = centre.store.path.read_bytes()
    centre.store.path.write_bytes(whole[:4096] + b"\0" * (len(whole) - 4096))
    with pytest.raises(StoreCorrupt):
        store.Store(centre.data, thread_runtime)
    centre.store.path.write_bytes(whole)
    centre.reopen()


def test_a_killed_process_leaves_no_lock(centre):
    centre.close()
    command = [sys.executable, "-P", "-c", HOLD, str(centre.data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusy, match=f"process {holder.pid}:"):
            CentreLock(centre.data)
        holder.kill()
    centre.reopen()


def test_a_holder_that_has_not_yet_written_its_name_is_another_process(centre):
    (centre.data / lock.FILE).write_bytes(b"")
    with pytest.raises(StoreBusy, match="another process"):
        CentreLock(centre.data)


def test_what_changes_a_servers_memory_is_refused_beside_it(centre, luot, tmp_path, haiphong):
    copy = tmp_path / "copy.db"
    assert luot("backup", copy, "--data", centre.data) == (0, [])
    code, said = luot("journal", "rebuild", "--data", centre.data)
    assert (code, len(said)) == (1, 1)
    assert f"process {os.getpid()}" in said[0]
    with pytest.raises(StoreBusy):
        create(centre.data, haiphong)
    centre.store.path.rename(tmp_path / "moved.db")
    code, said = luot("restore", copy, "--data", centre.data)
    assert (code, len(said)) == (1, 1)
    assert not centre.store.path.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("journal",),
        ("stats", "--from", "2026-11-24", "--to", "2026-11-24"),
        ("doctor",),
        ("user", "list"),
        ("user", "add", "lan", "--name", "Lan", "--role", "officer"),
        ("device", "add", "kiosk-1", "--role", "kiosk"),
        ("device", "list"),
    ],
    ids=" ".join,
)
def test_what_looks_or_changes_accounts_works_beside_a_server(centre, luot, words):
    centre.desk.issue("device:k", None, group="a")
    before = centre.desk.snapshot()
    assert luot(*words, "--data", centre.data) == (0, [])
    ticket = centre.desk.issue("device:k", None, group="a")
    after = centre.desk.snapshot()
    assert after.hall.tickets[ticket["id"]].state is LegState.WAITING
    assert (after.ep, after.rev) == (before.ep, before.rev + 1)


def test_the_doctor_sees_tables_that_differ_and_leaves_them_as_they_are(centre, luot, capsys):
    centre.desk.issue("device:k", None, group="a")
    centre.store.write(lambda db: db.execute("update leg set calls = 7"))
    for _ in range(2):
        assert main(["doctor", "--data", str(centre.data)]) == 1
        assert "DIFFER" in capsys.readouterr().out
