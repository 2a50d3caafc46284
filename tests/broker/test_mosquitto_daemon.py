"""Mosquitto as a daemon of ours: TLS, new logins while it runs, and what outlives a restart."""

from __future__ import annotations

import gc
import re
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


@pytest.fixture
def collected() -> Iterator[None]:
    """The client library leaves a socket to the garbage collector when TLS fails: it comes within
    the test, and not in another one."""
    yield
    gc.collect()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("url", "ca", "told"),
    [
        ("mqtt://localhost", None, "hung up .* write mqtts://"),
        ("mqtts://localhost", None, "do not trust .*; check LUOT_MQTT_CA"),
        ("mqtts://localhost", "other.crt", "do not trust .*; check LUOT_MQTT_CA"),
        ("mqtts://127.0.0.1", "ca.crt", "do not trust .*127.0.0.1.*the host in LUOT_MQTT"),
    ],
    ids=["plain", "unknown authority", "another authority", "wrong name"],
)
def test_where_tls_is_spoken_nothing_else_is_taken_and_the_log_says_why(
    hall: MosquittoBroker,
    tls_port: int,
    certificates: Path,
    make_link: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    url: str,
    ca: str | None,
    told: str,
) -> None:
    link = make_link(f"{url}:{tls_port}", "server", ca_file=ca and str(certificates / ca))
    link.start()
    until(lambda: f":{tls_port} " in caplog.text, "the failure is told")
    assert re.search(f"the broker at {url}:{tls_port} .*{told}", caplog.text), caplog.text
    assert not link.connected


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_tls_where_none_is_spoken_says_so(
    hall: MosquittoBroker,
    port: int,
    certificates: Path,
    make_link: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = make_link(f"mqtts://127.0.0.1:{port}", "server", ca_file=str(certificates / "ca.crt"))
    link.start()
    until(lambda: f":{port} " in caplog.text, "the failure is told")
    assert not link.connected


def test_what_is_retained_outlives_a_restart(
    hall: MosquittoBroker, connect: Connect, box: Callable[[], Any]
) -> None:
    board, delivered, heard = topics.build("thu", topics.BOARD, zone="a"), threading.Event(), box()
    server = connect(hall.url, "server")
    server.publish(board, b"before", retain=True, on_delivered=delivered.set)
    assert delivered.wait(60)
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
