"""The link on both brokers: it comes, goes, returns, and nothing of that loses what was asked."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest

from broker import topics
from broker.daemon import Daemon
from broker.link import Link, Received, Said

STATUS = topics.build("thu", topics.DEVICE_STATUS, id="kiosk-1")
REQUEST = topics.build("thu", topics.KIOSK_REQUEST, id="kiosk-1")
PRINTED = topics.build("thu", topics.KIOSK_PRINTED, id="kiosk-1")
BIRTH, WILL = Said(STATUS, b"online"), Said(STATUS, b"offline")
Connect = Callable[..., Link]
Boxes = Callable[[], Any]


def cut(link: Link) -> None:
    """What a pulled cable does, without the wait."""
    found = link._mqtt.socket()
    assert found is not None
    found.shutdown(socket.SHUT_RDWR)


def kill(daemon: Daemon) -> None:
    getattr(daemon, "kill", daemon.stop)()


@pytest.fixture
def heard(daemon: Daemon, connect: Connect, box: Boxes) -> Any:
    """Everything that kiosk-1 says, as somebody else hears it."""
    found = box()
    connect(daemon.url, "watch", hears=dict.fromkeys((STATUS, REQUEST, PRINTED), found))
    return found


def test_a_birth_is_said_on_connecting_and_stays(
    daemon: Daemon, connect: Connect, heard: Any, box: Boxes
) -> None:
    connect(daemon.url, "kiosk-1", birth=BIRTH)
    assert not heard.wait(b"online").retain
    late = box()
    connect(daemon.url, "watch", hears={STATUS: late})
    assert late.wait(b"online").retain


def test_the_will_is_said_when_the_connection_is_cut_and_the_birth_again_after_it(
    daemon: Daemon, connect: Connect, heard: Any, until: Callable[..., None]
) -> None:
    kiosk = connect(daemon.url, "kiosk-1", birth=BIRTH, will=WILL)
    heard.wait(b"online")
    cut(kiosk)
    # A birth whose receipt was cut off as well is said twice.
    told = [b"online", b"offline", b"online"]
    until(lambda: [said for said, _ in groupby(heard.payloads)] == told, "birth, will, birth")


def test_who_leaves_properly_leaves_no_will(daemon: Daemon, connect: Connect, heard: Any) -> None:
    kiosk = connect(daemon.url, "kiosk-1", birth=BIRTH, will=WILL)
    kiosk.publish(STATUS, b"bye")
    kiosk.stop()
    assert not kiosk.connected
    connect(daemon.url, "kiosk-1").publish(STATUS, b"another")
    heard.wait(b"another")
    assert heard.payloads == [b"online", b"bye", b"another"]


def test_everything_is_subscribed_anew_on_every_reconnect(
    daemon: Daemon, connect: Connect, heard: Any, until: Callable[..., None]
) -> None:
    kiosk = connect(daemon.url, "kiosk-1")
    for number in (b"1", b"2"):
        kill(daemon)
        until(lambda: not kiosk.connected, "the loss is noticed")
        daemon.start()
        assert kiosk.wait_connected(60)
        until(lambda: kiosk.connected)
        say_until_heard(kiosk, heard, until, b"request " + number)


def say_until_heard(link: Link, heard: Any, until: Callable[..., None], payload: bytes) -> None:
    """The other side may come back later than ours, and what it misses is not kept for it."""

    def said() -> bool:
        link.publish(REQUEST, payload)
        return payload in heard.payloads

    until(said, f"{payload!r} is heard")


def test_states_are_told_in_order(
    daemon: Daemon, make_link: Connect, until: Callable[..., None]
) -> None:
    link, told = make_link(daemon.url, "kiosk-1"), []
    link.on_state(told.append)
    link.on_state(lambda up: (_ for _ in ()).throw(RuntimeError("a listener that fails")))
    link.start()
    until(lambda: told == [True])
    cut(link)
    until(lambda: told == [True, False, True])


def test_a_handler_that_raises_does_not_kill_the_client(
    daemon: Daemon, connect: Connect, box: Boxes, caplog: pytest.LogCaptureFixture
) -> None:
    heard = box()

    def fails(received: Received) -> None:
        raise RuntimeError(f"cannot stand {received.payload!r}")

    watch = connect(daemon.url, "watch", hears={REQUEST: fails, "#": heard})
    kiosk = connect(daemon.url, "kiosk-1")
    for payload in (b"1", b"2"):
        kiosk.publish(REQUEST, payload)
        heard.wait(payload)
    assert watch.failures >= 2
    assert "cannot stand b'2'" in caplog.text
    assert watch.connected


def test_a_subscription_ends_without_ending_another_on_the_same_topic(
    daemon: Daemon, connect: Connect, box: Boxes
) -> None:
    ended, stays = box(), box()
    watch = connect(daemon.url, "watch", hears={REQUEST: stays})
    end = watch.subscribe(REQUEST, ended)
    end()
    end()
    connect(daemon.url, "kiosk-1").publish(REQUEST, b"x")
    stays.wait(b"x")
    assert ended.payloads == []


def test_a_subscription_made_while_the_link_is_joining_is_not_forgotten(
    daemon: Daemon, make_link: Connect, connect: Connect, box: Boxes
) -> None:
    watch, first, second = make_link(daemon.url, "watch"), box(), box()
    watch.subscribe(REQUEST, first)
    goes_on = watch._mqtt.on_subscribe

    def joins(*told: Any) -> None:
        if len(watch._handlers) == 1:
            watch.subscribe(PRINTED, second)
        goes_on(*told)

    watch._mqtt.on_subscribe = joins
    watch.start()
    assert watch.wait_connected(60)
    connect(daemon.url, "kiosk-1").publish(PRINTED, b"paper")
    second.wait(b"paper")


def test_a_link_that_was_stopped_leaves_no_socket_open(daemon: Daemon, connect: Connect) -> None:
    link = connect(daemon.url, "kiosk-1")
    used: list[Any] = [link._mqtt.socket(), link._mqtt._sockpairR, link._mqtt._sockpairW]
    assert all(one.fileno() >= 0 for one in used)
    link.stop()
    assert [one.fileno() for one in used] == [-1] * 3


def test_what_is_said_goes_out_at_once(daemon: Daemon, connect: Connect) -> None:
    found = connect(daemon.url, "kiosk-1")._mqtt.socket()
    assert found is not None
    assert found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_what_is_said_while_offline_waits_if_it_matters(
    daemon: Daemon, make_link: Connect, heard: Any, until: Callable[..., None]
) -> None:
    kiosk, delivered = make_link(daemon.url, "kiosk-1"), threading.Event()
    kiosk.publish(REQUEST, b"lost", qos=0)
    for number in range(30):
        kiosk.publish(REQUEST, b"%d" % number)
    kiosk.publish(REQUEST, b"last", on_delivered=delivered.set)
    assert not delivered.is_set()
    kiosk.start()
    heard.wait(b"last")
    assert delivered.wait(60)
    assert heard.payloads == [*(b"%d" % number for number in range(30)), b"last"]


def test_many_may_publish_while_deliveries_come_in(daemon: Daemon, connect: Connect) -> None:
    kiosk, delivered, all_there = connect(daemon.url, "kiosk-1"), set[int](), threading.Event()
    each, speakers = 400, 3

    def note(number: int) -> None:
        delivered.add(number)
        if len(delivered) == each * speakers:
            all_there.set()

    def speak(first: int) -> None:
        for number in range(first, first + each):
            kiosk.publish(PRINTED, b"%d" % number, on_delivered=lambda n=number: note(n))

    threads = [
        threading.Thread(target=speak, args=(each * n,), daemon=True) for n in range(speakers)
    ]
    for thread in threads:
        thread.start()
    assert all_there.wait(60), f"{len(delivered)} of {each * speakers} delivered"


def test_a_wrong_password_is_refused_and_told_once(
    daemon: Daemon,
    make_link: Connect,
    until: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    stranger, attempts = make_link(daemon.url, "kiosk-1"), []
    stranger._mqtt.username_pw_set("kiosk-1", "guessed")
    goes_on = stranger._mqtt.on_disconnect
    stranger._mqtt.on_disconnect = lambda *told: (attempts.append(1), goes_on(*told))
    stranger.start()
    until(lambda: len(attempts) >= 2, "it tries again")
    assert not stranger.connected
    told = [one.message for one in caplog.records if one.levelno >= logging.WARNING]
    assert len(told) == 1
    assert "check the user and password" in told[0]
    assert "guessed" not in told[0]
