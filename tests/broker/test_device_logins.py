"""The server's own file of logins: what it changes counts at the broker at once, both ways."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from broker import devicelogins as held
from broker.admitting import Admission
from broker.cli import main
from broker.daemon import Login, find_mosquitto, free_port
from broker.errors import BadSetting
from broker.link import Link
from broker.logins import read_logins, with_devices
from broker.topics import Client, Role

SERVER = Login(Client("server", Role.SERVER), "password of server")
KIOSK = Login(Client("kiosk-1", Role.KIOSK), "password of kiosk-1")
Connect = Callable[..., Link]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / held.FILE


@pytest.fixture
def admission(path: Path) -> Admission:
    """The server and a kiosk stand in the operator's file."""
    return Admission([SERVER, KIOSK], path)


def admit(path: Path, id: str) -> None:
    held.admit(path, id, "terminal", [7], f"password of {id}")


def test_what_the_server_writes_wins_over_the_operators_file(path: Path) -> None:
    held.admit(path, "kiosk-1", "kiosk", [], "another")
    admit(path, "box-07")
    told = {one.client.id: one for one in with_devices([SERVER, KIOSK], path.read_text("utf-8"))}
    assert told["kiosk-1"].password == "another"
    assert told["box-07"] == Login(
        Client("box-07", Role.TERMINAL, frozenset({7})), "password of box-07"
    )
    held.shut_out(path, "kiosk-1", "kiosk")
    left = with_devices([SERVER, KIOSK], path.read_text("utf-8"))
    assert [one.client.id for one in left] == ["server", "box-07"]


def test_a_table_reads_back_with_any_password() -> None:
    password = 'thẳng "\\ 😀'
    text = held.table("box-07", "terminal", [8, 7], password)
    (login,) = read_logins(text)
    assert (login.password, login.client.counters) == (password, {7, 8})


def test_the_file_is_read_by_its_owner_only(path: Path) -> None:
    admit(path, "box-07")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_what_root_writes_belongs_to_who_has_the_folder(path: Path) -> None:
    os.chown(path.parent, 1234, 1235)
    admit(path, "box-07")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1235)


def test_a_broken_file_changes_nothing_and_is_not_overwritten(
    path: Path, admission: Admission
) -> None:
    path.write_text("[box-07\n", "utf-8")
    admission.look(lambda _: pytest.fail("nobody is to be admitted"))
    assert admission.logins == [SERVER, KIOSK]
    with pytest.raises(BadSetting):
        admit(path, "box-08")
    assert path.read_text("utf-8") == "[box-07\n"


def test_a_look_at_what_has_not_changed_disturbs_nobody(path: Path, admission: Admission) -> None:
    admit(path, "box-07")
    told: list[Any] = []
    admission.look(told.append)
    admission.look(told.append)
    assert len(told) == 1


def test_a_change_that_leaves_everybody_as_they_were_disturbs_nobody(
    path: Path, admission: Admission
) -> None:
    held.shut_out(path, "never-there", "terminal")
    admission.look(lambda _: pytest.fail("nobody is to be disturbed"))
    assert admission.logins == [SERVER, KIOSK]


def test_an_added_device_connects_and_a_revoked_one_is_thrown_out(
    daemon: Any, path: Path, make_link: Connect, connect: Connect, until: Callable[..., None]
) -> None:
    daemon.admit([SERVER, KIOSK])
    admission = Admission([SERVER, KIOSK], path)
    server, newcomer = connect(daemon.url, "server"), make_link(daemon.url, "box-07")
    newcomer.start()
    assert not newcomer.wait_connected(0.5)
    admit(path, "box-07")
    admission.look(daemon.admit)
    assert newcomer.wait_connected(60)
    held.shut_out(path, "box-07", "terminal")
    admission.look(daemon.admit)
    until(lambda: not newcomer.connected, "the revoked one is thrown out")
    until(lambda: server.connected)
    assert not newcomer.wait_connected(1.5)


def test_a_renewed_secret_opens_and_the_old_one_does_not(
    daemon: Any, path: Path, make_link: Connect, until: Callable[..., None]
) -> None:
    base = [SERVER, Login(Client("box-07", Role.TERMINAL, frozenset({7})), "the old one")]
    daemon.admit(base)
    admission, old, new = Admission(base, path), *(make_link(daemon.url, "box-07") for _ in "12")
    old._mqtt.username_pw_set("box-07", "the old one")
    old.start()
    assert old.wait_connected(60)
    admit(path, "box-07")
    admission.look(daemon.admit)
    until(lambda: not old.connected, "the old secret is worthless")
    new.start()
    assert new.wait_connected(60)
    assert not old.connected


@contextmanager
def serving(folder: Path, path: Path) -> Iterator[str]:
    (folder / "logins.toml").write_text(held.table("server", "server", [], SERVER.password))
    words = ["--logins", str(folder / "logins.toml"), "--port", "0", "--data", str(folder)]
    command = [sys.executable, "-c", "from broker.cli import main; raise SystemExit(main())"]
    environment = {**os.environ, "LUOT_ADMITTED": str(path)}
    with subprocess.Popen(
        [*command, *words], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().removeprefix("Broker: ").strip()
        finally:
            process.terminate()


def test_the_embedded_broker_of_a_hall_looks_at_the_file_by_itself(
    tmp_path: Path, path: Path, make_link: Connect
) -> None:
    with serving(tmp_path, path) as url:
        newcomer = make_link(url, "box-07")
        newcomer.start()
        admit(path, "box-07")
        assert newcomer.wait_connected(60)


def test_the_files_of_mosquitto_have_the_devices_of_the_server(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admit(path, "box-07")
    (tmp_path / "logins.toml").write_text(held.table("server", "server", [], SERVER.password))
    monkeypatch.setenv("LUOT_ADMITTED", str(path))
    words = ["--logins", str(tmp_path / "logins.toml"), "--centre", "thu", "--port", "1883"]
    assert main(["mosquitto-files", *words, "--dest", str(tmp_path / "m")]) == 0
    passwords = (tmp_path / "m/passwords").read_text("utf-8").splitlines()
    assert [line.partition(":")[0] for line in passwords] == ["server", "box-07"]
    assert "user box-07" in (tmp_path / "m/acl").read_text("utf-8")


@contextmanager
def following(folder: Path, path: Path, port: int) -> Iterator[None]:
    """What the containers run: the writer of the lists, and Mosquitto under its script."""
    (folder / "logins.toml").write_text(held.table("server", "server", [], SERVER.password))
    files = [sys.executable, "-c", "from broker.cli import main; raise SystemExit(main())"]
    files += ["mosquitto-files", "--logins", str(folder / "logins.toml"), "--centre", "thu"]
    files += ["--port", str(port), "--dest", str(folder / "m"), "--follow"]
    files += ["--user", "root"] if os.geteuid() == 0 else []
    environment = {**os.environ, "LUOT_ADMITTED": str(path)}
    script = Path(__file__).parents[2] / "firmware_scripts/mosquitto.sh"
    broker = ["sh", str(script), str(folder / "m/mosquitto.conf")]
    with subprocess.Popen(files, env=environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None and "Wrote" in writer.stdout.readline()
        with subprocess.Popen(broker, stderr=subprocess.DEVNULL) as shell:
            try:
                yield
            finally:
                shell.terminate()
                writer.terminate()
            assert shell.wait(60) in (0, 143)


@pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")
def test_in_containers_a_device_comes_and_goes_and_nobody_else_is_disturbed(
    tmp_path: Path, path: Path, make_link: Connect, until: Callable[..., None]
) -> None:
    port = free_port()
    with following(tmp_path, path, port):
        url, lost = f"mqtt://127.0.0.1:{port}", threading.Event()
        server, newcomer = make_link(url, "server"), make_link(url, "box-07")
        server.start()
        assert server.wait_connected(60)
        server.on_state(lambda up: None if up else lost.set())
        newcomer.start()
        admit(path, "box-07")
        assert newcomer.wait_connected(60)
        held.shut_out(path, "box-07", "terminal")
        until(lambda: not newcomer.connected, "it is revoked")
        assert server.connected and not lost.is_set()
