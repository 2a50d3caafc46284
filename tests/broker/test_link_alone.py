"""The link without a broker, its addresses, and the server's pair."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.daemon import Daemon
from broker.deliveries import Deliveries
from broker.endpoint import address
from broker.errors import BrokerUnavailable, MessageRefused, UnknownTopic
from broker.link import Link, LinkSettings
from broker.serverlink import ServerLink

BEAT = m.Heartbeat(ep=1, ms=2, tz="Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("mqtt://hall", ("hall", 1883, False)),
        ("mqtts://hall", ("hall", 8883, True)),
        ("mqtt://[::1]:99", ("::1", 99, False)),
    ],
)
def test_an_address_is_host_port_and_tls(url: str, found: tuple[str, int, bool]) -> None:
    assert address(url) == found


@pytest.mark.parametrize(
    "url", ["", "hall:1883", "http://hall", "mqtt://", "mqtt://hall:x", "mqtt://hall:70000", "//["]
)
def test_another_address_is_refused_and_says_how_to_write_it(url: str) -> None:
    with pytest.raises(BrokerUnavailable, match="mqtt://HOST:PORT"):
        address(url)


def test_a_broker_that_is_away_is_told_once_and_waited_for(
    make_link: Callable[..., Link],
    port: int,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = make_link(f"mqtt://127.0.0.1:{port}", "kiosk-1")
    link.start()
    until(lambda: "does not answer" in caplog.text)
    assert not link.wait_connected(0)


def test_a_message_is_checked_before_it_is_said(make_link: Callable[..., Link], port: int) -> None:
    link = make_link(f"mqtt://127.0.0.1:{port}", "server")
    with pytest.raises(UnknownTopic):
        link.publish_message(topics.BOARD, BEAT, zone="a/b")
    with pytest.raises(MessageRefused):
        link.publish_message(topics.TIME, m.Heartbeat(ep=1, ms=2, tz="x" * m.MAX_BYTES))


@pytest.mark.parametrize("is_first", [True, False])
def test_a_delivery_is_told_once_whichever_news_comes_first(is_first: bool) -> None:
    deliveries, told = Deliveries(), []

    def run(call: Callable[[], None], _: str) -> None:
        call()

    for _ in range(2):
        if is_first:
            deliveries.arrived(7, run)
        deliveries.sent(7, run, lambda: told.append("there"))
        if not is_first:
            deliveries.arrived(7, run)
    assert told == ["there", "there"]
    assert deliveries.wait_all(0)


def test_a_farewell_waits_for_what_the_broker_has_not_got() -> None:
    deliveries = Deliveries()
    deliveries.sent(1, lambda call, _: call(), qos=0)
    assert deliveries.wait_all(0)
    deliveries.sent(2, lambda call, _: call())
    assert not deliveries.wait_all(0)


def pair(url: str) -> ServerLink:
    return ServerLink(LinkSettings(url, "server", "password of server", "server", "thu"))


def test_the_server_hears_and_speaks_on_two_connections(
    daemon: Daemon, connect: Callable[..., Link], box: Callable[[], Any]
) -> None:
    server, heard, asked, came = pair(daemon.url), box(), box(), threading.Event()
    server.on_connected(came.set)
    server.subscribe(topics.subscription("thu", topics.KIOSK_REQUEST), asked)
    server.start()
    try:
        server.wait_connected(60)
        assert server.connected
        assert came.wait(60)
        kiosk = connect(daemon.url, "kiosk-1", hears={topics.build("thu", topics.TIME): heard})
        kiosk.publish(topics.build("thu", topics.KIOSK_REQUEST, id="kiosk-1"), b"a number, please")
        asked.wait(b"a number, please")
        server.publish_message(topics.TIME, BEAT)
        assert m.decode(m.Heartbeat, heard.wait(m.encode(BEAT)).payload) == BEAT
    finally:
        server.stop()


def test_a_server_without_a_broker_is_told_what_to_check(port: int) -> None:
    server = pair(f"mqtt://127.0.0.1:{port}")
    with pytest.raises(BrokerUnavailable, match="LUOT_MQTT_USER"):
        server.wait_connected(0)


def test_a_broker_that_comes_back_with_another_trouble_is_told_too(
    make_link: Callable[..., Link],
    port: int,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    link = make_link(f"mqtt://127.0.0.1:{port}", "server")
    link.start()
    until(lambda: "does not answer" in caplog.text)
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.settimeout(60)

        def hang_up() -> bool:
            listener.accept()[0].close()
            return "hung up" in caplog.text

        until(hang_up, "the other trouble")
    assert caplog.text.count("does not answer") == 1
