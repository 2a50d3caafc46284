"""The access list on a real Mosquitto: what each client may say, hear, and leave behind."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broker import topics
from broker.daemon import Login, find_mosquitto
from broker.link import Link, Said
from broker.mosquitto import files
from broker.mosquitto.daemon import MosquittoBroker
from broker.topics import Client, Role

pytestmark = pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")

Connect = Callable[..., Link]
CLIENTS = [
    Client("server", Role.SERVER),
    Client("kiosk-1", Role.KIOSK),
    Client("led-07", Role.DISPLAY, frozenset({7})),
    Client("box-07", Role.TERMINAL, frozenset({7})),
    Client("watch", Role.MONITOR),
]
every_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.id)


def _every_topic() -> Iterator[str]:
    """Those of the clients here, and those of others."""
    for spec in topics.SPECS:
        for id, counter in [*((one.id, 7) for one in CLIENTS), ("kiosk-2", 8)]:
            yield topics.build("thu", spec, id=id, zone="hall", counter=counter)


TOPICS = sorted(set(_every_topic()))


def those(may: Callable[[Client, topics.Parsed], bool], client: Client) -> set[str]:
    """The topics of ``TOPICS`` for which the tree says yes."""
    return {topic for topic in TOPICS if may(client, topics.parse("thu", topic))}


@pytest.fixture
def hall(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[MosquittoBroker]:
    """A hall with a tool that, beside the clients, may say and hear everything."""
    made = files.access_list

    def with_tool(centre: str, logins: list[Login]) -> str:
        return f"{made(centre, logins[:-1])}\nuser tool\ntopic readwrite #\n"

    monkeypatch.setattr(files, "access_list", with_tool)
    everybody = [*CLIENTS, Client("tool", Role.MONITOR)]
    logins = [Login(client, f"password of {client.id}") for client in everybody]
    daemon = MosquittoBroker(tmp_path, logins, host="127.0.0.1", port=port, centre="thu")
    daemon.start()
    yield daemon
    daemon.stop()


@pytest.fixture
def heard(box: Callable[[], Any]) -> Any:
    """Everything that passes in the hall."""
    return box()


@pytest.fixture
def tool(hall: MosquittoBroker, connect: Connect, heard: Any) -> Link:
    return connect(hall.url, "tool", hears={"#": heard})


@every_client
def test_a_client_can_say_what_the_tree_lets_it_say_and_nothing_else(
    hall: MosquittoBroker, connect: Connect, tool: Link, heard: Any, client: Client
) -> None:
    link = connect(hall.url, client.id)
    for topic in TOPICS:
        # The broker acknowledges in order: after the last one, all have been let through or not.
        end = (lambda: tool.publish("end", b"end")) if topic == TOPICS[-1] else None
        link.publish(topic, topic.encode(), on_delivered=end)
    heard.wait(b"end")
    assert {topic for topic in heard.topics if "/" in topic} == those(topics.may_write, client)


@every_client
def test_a_client_can_hear_what_the_tree_lets_it_hear_and_nothing_else(
    hall: MosquittoBroker, connect: Connect, tool: Link, box: Callable[[], Any], client: Client
) -> None:
    mine = those(topics.may_read, client)
    retained, live = TOPICS[::2], TOPICS[1::2]
    are_kept = threading.Event()
    for topic in retained:
        told = are_kept.set if topic == retained[-1] else None
        tool.publish(topic, topic.encode(), retain=True, on_delivered=told)
    assert are_kept.wait(60)
    found = box()
    connect(hall.url, client.id, hears={"#": found})
    last = max(mine.intersection(retained))
    assert found.wait(last.encode()).retain
    for topic in live:
        tool.publish(topic, topic.encode())
    tool.publish(last, b"end")
    found.wait(b"end")
    assert set(found.topics) == mine


@pytest.mark.parametrize(("of", "is_heard"), [("kiosk-1", True), ("led-07", False)])
def test_a_last_will_counts_only_on_a_topic_of_ones_own(
    hall: MosquittoBroker,
    connect: Connect,
    tool: Link,
    heard: Any,
    until: Callable[..., None],
    of: str,
    is_heard: bool,
) -> None:
    topic, states = topics.build("thu", topics.DEVICE_STATUS, id=of), []
    kiosk = connect(hall.url, "kiosk-1", will=Said(topic, b"offline"))
    kiosk.on_state(states.append)
    cable = kiosk._mqtt.socket()
    assert cable is not None
    cable.shutdown(socket.SHUT_RDWR)
    until(lambda: states == [False, True], "it is back, so the broker has seen it go")
    tool.publish("end", b"end")
    heard.wait(b"end")
    assert (b"offline" in heard.payloads) == is_heard


def test_nobody_comes_in_without_a_login(
    hall: MosquittoBroker,
    make_link: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    stranger = make_link(hall.url, "stranger")
    stranger.start()
    until(lambda: "refuses us" in caplog.text)
    assert not stranger.connected
