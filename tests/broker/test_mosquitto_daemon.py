"""Mosquitto as a daemon of ours: TLS, new logins while it runs, and what outlives a restart."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broker import topics
from broker.daemon import Login, find_mosquitto, free_port
from broker.link import Link
from broker.mosquitto.config import Listener
from broker.mosquitto.daemon import MosquittoBroker
from broker.topics import Client, Role

pytestmark = pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")

Connect = Callable[..., Link]
CLIENTS = (
    Client("server", Role.SERVER),
    Client("watch", Role.MONITOR),
    Client("box", Role.TERMINAL, frozenset({7})),
)
LOGINS = [Login(client, f"password of {client.id}") for client in CLIENTS]


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """A folder with ``ca.crt``, and ``hall.crt`` and ``hall.key`` that it has signed."""
    folder = tmp_path / "certificates"
    folder.mkdir()

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    new = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(*new, "-days", "2", "-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.crt")
    signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-addext", "subjectAltName=DNS:localhost")
    leaf = ("-addext", "basicConstraints=critical,CA:FALSE")
    names = ("-subj", "/CN=localhost", "-keyout", "hall.key", "-out", "hall.crt")
    openssl(*new, "-days", "1", *signed, *leaf, *names)
    return folder


@pytest.fixture
def tls_port() -> int:
    return free_port()


@pytest.fixture
def hall(tmp_path: Path, port: int, tls_port: int, certificates: Path) -> Iterator[MosquittoBroker]:
    """A plain listener, and one that speaks TLS."""
    cert, key = certificates / "hall.crt", certificates / "hall.key"
    more = [Listener(tls_port, "127.0.0.1", cert, key)]
    daemon = MosquittoBroker(tmp_path, LOGINS, host="127.0.0.1", port=port, centre="thu", more=more)
    daemon.start()
    yield daemon
    daemon.stop()


def test_over_tls_everything_is_as_without(
    hall: MosquittoBroker,
    tls_port: int,
    certificates: Path,
    connect: Connect,
    box: Callable[[], Any],
) -> None:
    press, heard = topics.build("thu", topics.PRESS, counter=7), box()
    hears = {topics.subscription("thu", topics.PRESS): heard}
    url, known = f"mqtts://localhost:{tls_port}", str(certificates / "ca.crt")
    connect(url, "server", hears=hears, ca_file=known)
    connect(hall.url, "box").publish(press, b"pressed")
    heard.wait(b"pressed")


# The client library leaves a socket to the garbage collector when TLS fails.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", ["plain", "unknown authority", "wrong name"])
def test_where_tls_is_spoken_nothing_else_is_taken(
    hall: MosquittoBroker,
    tls_port: int,
    certificates: Path,
    make_link: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    known = str(certificates / "ca.crt")
    link = {
        "plain": lambda: make_link(f"mqtt://localhost:{tls_port}", "server"),
        "unknown authority": lambda: make_link(f"mqtts://localhost:{tls_port}", "server"),
        "wrong name": lambda: make_link(f"mqtts://127.0.0.1:{tls_port}", "server", ca_file=known),
    }[kind]()
    link.start()
    until(lambda: f":{tls_port} " in caplog.text, "the failure is told")
    assert not link.connected


def test_what_is_retained_outlives_a_restart(
    hall: MosquittoBroker, connect: Connect, box: Callable[[], Any]
) -> None:
    board, delivered, heard = topics.build("thu", topics.BOARD, zone="a"), threading.Event(), box()
    server = connect(hall.url, "server")
    server.publish(board, b"before", retain=True, on_delivered=delivered.set)
    assert delivered.wait(20)
    hall.stop()
    hall.start()
    connect(hall.url, "watch", hears={board: heard})
    assert heard.wait(b"before").retain


def test_new_logins_count_at_once_and_who_stays_is_not_disturbed(
    hall: MosquittoBroker,
    tls_port: int,
    certificates: Path,
    connect: Connect,
    until: Callable[..., None],
) -> None:
    url, known = f"mqtts://localhost:{tls_port}", str(certificates / "ca.crt")
    stay = [connect(hall.url, "server"), connect(url, "server", ca_file=known)]
    goes, states = connect(hall.url, "box"), []
    for link in stay:
        link.on_state(states.append)
    hall.admit([LOGINS[0], Login(Client("new", Role.KIOSK), "password of new")])
    until(lambda: not goes.connected, "a login that is gone")
    connect(hall.url, "new")
    assert [link.connected for link in stay] == [True, True]
    assert states == []


def test_it_comes_back_after_a_power_cut(hall: MosquittoBroker, connect: Connect) -> None:
    hall.kill()
    hall.start()
    assert connect(hall.url, "server").connected
