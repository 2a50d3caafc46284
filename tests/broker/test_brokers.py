"""What both brokers must do alike, and what each does by itself."""

from __future__ import annotations

import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import broker.daemon
from broker import topics
from broker.daemon import Daemon, Login, free_port, make_broker, new_password
from broker.embedded import EmbeddedBroker
from broker.errors import BrokerUnavailable
from broker.link import Link
from broker.mosquitto.daemon import MosquittoBroker
from broker.topics import Client, Role

REQUEST = topics.build("thu", topics.KIOSK_REQUEST, id="kiosk-1")
CENTRE = topics.build("thu", topics.CENTRE)
Connect = Callable[..., Link]
Boxes = Callable[[], Any]


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_a_free_port_is_free() -> None:
    with socket.create_server(("127.0.0.1", free_port())) as listening:
        assert listening.getsockname()[1] > 0


def test_a_free_port_is_given_once_and_is_none_of_outgoing_connections() -> None:
    given = [free_port() for _ in range(50)]
    assert len(set(given)) == len(given)
    assert set(given) <= set(broker.daemon.PORTS)


def test_a_port_in_use_is_not_given_as_free(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as other:
        taken = other.getsockname()[1]
        free = free_port()
        monkeypatch.setattr(broker.daemon, "_ports", iter([taken, free]))
        assert free_port() == free
        with pytest.raises(BrokerUnavailable, match="no port"):
            free_port()


def test_passwords_are_long_and_never_the_same() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 32


def test_a_broker_answers_until_it_is_stopped(daemon: Daemon, port: int) -> None:
    assert daemon.url == f"mqtt://127.0.0.1:{port}"
    assert answers(port)
    daemon.stop()
    assert not answers(port)
    daemon.stop()


def test_a_broker_does_not_start_on_a_port_in_use(daemon: Daemon, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        kind = "embedded" if isinstance(daemon, EmbeddedBroker) else "mosquitto"
        second = make_broker(kind, tmp_path / "second", "thu", [], port=port)
        with pytest.raises(BrokerUnavailable, match=f"port {port}"):
            second.start()


def test_secrets_of_a_broker_are_read_by_their_owner_only(daemon: Daemon, tmp_path: Path) -> None:
    holding = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in tmp_path.rglob("*")
        if path.name in {"passwords", "acl", "embedded-broker.toml"}
    }
    assert holding
    assert set(holding.values()) == {0o600}


def test_what_is_said_of_old_is_heard_by_who_comes_late(
    daemon: Daemon, connect: Connect, box: Boxes
) -> None:
    server = connect(daemon.url, "server")
    for number in range(60):
        board = topics.build("thu", topics.BOARD, zone=f"zone-{number}")
        server.publish(board, b"%d" % number, retain=True)
    server.publish(CENTRE, b"last", retain=True)
    late = box()
    led = connect(daemon.url, "led-07")
    led.subscribe(CENTRE, late)
    late.wait(b"last")
    led.subscribe(topics.subscription("thu", topics.BOARD), late)
    for number in range(60):
        assert late.wait(b"%d" % number).retain


@pytest.mark.parametrize("kind", ["embedded", "mosquitto"])
def test_a_broker_is_made_of_the_kind_that_is_asked_for(kind: Any, tmp_path: Path) -> None:
    made = {"embedded": EmbeddedBroker, "mosquitto": MosquittoBroker}[kind]
    assert isinstance(make_broker(kind, tmp_path, "thu", []), made)


@pytest.mark.parametrize(("found", "kind"), [("/m", MosquittoBroker), (None, EmbeddedBroker)])
def test_without_a_wish_it_is_mosquitto_where_that_is_installed(
    found: str | None, kind: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker.daemon, "find_mosquitto", lambda: found)
    assert isinstance(make_broker("auto", tmp_path, "thu", []), kind)


def test_a_mosquitto_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broker.mosquitto.daemon.find_mosquitto", lambda: None)
    with pytest.raises(BrokerUnavailable, match="apt-get install mosquitto"):
        make_broker("mosquitto", tmp_path, "thu", []).start()


def test_an_embedded_broker_that_is_not_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "iotcore", None)
    with pytest.raises(BrokerUnavailable, match="luot\\[embedded\\]"):
        make_broker("embedded", tmp_path, "thu", []).start()


def test_a_password_may_hold_any_letter(
    tmp_path: Path, port: int, make_link: Connect, until: Callable[..., None]
) -> None:
    password = 'thẳng "\\ 😀'
    logins = [Login(Client("kiosk-1", Role.KIOSK), password)]
    daemon = EmbeddedBroker(tmp_path, logins, host="localhost", port=port)
    daemon.start()
    try:
        link = make_link(daemon.url, "kiosk-1")
        link._mqtt.username_pw_set("kiosk-1", password)
        link.start()
        assert link.wait_connected(60)
    finally:
        daemon.stop()


PARENT = """
import sys
from pathlib import Path
from broker.embedded import EmbeddedBroker
EmbeddedBroker(Path(sys.argv[1]), [], host="127.0.0.1", port=int(sys.argv[2])).start()
print("ready", flush=True)
sys.stdin.read()
"""


def test_the_embedded_broker_dies_with_the_process_that_started_it(
    tmp_path: Path, port: int, until: Callable[..., None]
) -> None:
    command = [sys.executable, "-c", PARENT, str(tmp_path), str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        assert answers(port)
        parent.kill()
    until(lambda: not answers(port), "the broker is gone")
