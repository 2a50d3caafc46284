"""A call for staff over a real broker: asked, coming, none; and nonsense that hurts nobody."""

from __future__ import annotations

import importlib.util
import logging
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from broker.link import LinkSettings
from broker.serverlink import ServerLink
from kiosk.calling import Calling
from server.announce import Announcer
from server.ledger import Actor
from server.standing import retained
from server.store.accounts import Accounts
from server.wire import Wire

SPEC = importlib.util.spec_from_file_location(
    "hall_wire", Path(__file__).parents[1] / "tools" / "hall_wire.py"
)
assert SPEC is not None and SPEC.loader is not None
hall_wire = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hall_wire)

GUIDE = Actor("officer", "guide")
PATIENCE_S = 60.0
ALERT = topics.build("thu", topics.KIOSK_ALERT, id="kiosk-1")
DESK = topics.build("thu", topics.KIOSK_DESK, id="kiosk-1")
NONSENSE = {
    "nothing": b"",
    "no JSON": b"{help",
    "no text": b"\xff\xfe\x00",
    "a list": b"[1, 2]",
    "no id": b'{"v": 1, "kind": "help"}',
    "another version": b'{"v": 9, "id": "h-1", "kind": "help"}',
    "another kind": b'{"v": 1, "id": "h-1", "kind": "pizza"}',
    "a number for an id": b'{"v": 1, "id": 7, "kind": "help"}',
    "too much": b'{"v": 1, "id": "h-1", "kind": "help", "x": "' + b"x" * m.MAX_BYTES + b'"}',
}


class Side:
    """The kiosk: its real state of the call, out of what comes over the broker."""

    def __init__(self, wire):
        self.states, self._news = [], threading.Condition()
        self._link = wire.make_link("kiosk-1")
        self.calling = Calling(
            lambda alert: self._link.publish_message(topics.KIOSK_ALERT, alert, id="kiosk-1"),
            self._note,
        )
        self._link.subscribe(DESK, self._heard)
        self._link.start()
        assert self._link.wait_connected(PATIENCE_S)

    def say(self, payload):
        """Anything at all."""
        self._link.publish(ALERT, payload)

    def wait(self, state):
        """Until the page says so."""
        with self._news:
            found = self._news.wait_for(lambda: self.calling.state == state, PATIENCE_S)
        assert found, f"{state} never came: {self.states}"

    def _heard(self, received):
        self.calling.heard(m.decode(m.DeskAnswer, received.payload))

    def _note(self):
        with self._news:
            self.states.append(self.calling.state)
            self._news.notify_all()


@pytest.fixture
def wire(tmp_path):
    with hall_wire.running(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def hall(centre, wire):
    """A server on the broker that knows kiosk-1, and takes one message after the other."""
    centre.accounts = Accounts(centre.store)
    centre.accounts.create_device("kiosk-1", "kiosk")
    settings = LinkSettings(wire.url, "server", wire.passwords["server"], "server", "thu")
    link = ServerLink(settings)
    runtime = SimpleNamespace(spawn=lambda call: call(), every=lambda *_: None)
    Wire(centre.desk, link, runtime, centre.accounts).listen()
    Announcer(centre.desk, link, runtime).start()
    link.start()
    link.wait_connected(PATIENCE_S)
    centre.link = link
    yield centre
    link.stop()


def alert_of(hall):
    return hall.desk.snapshot().hall.alerts["kiosk-1"]


def test_a_kiosk_hears_asked_then_coming_then_none(hall, wire):
    kiosk = Side(wire)
    assert kiosk.calling.call() == "asked"
    wire.connect("server", DESK)
    asked = wire.wait_heard(lambda one: b'"asked"' in one.payload)
    assert asked.topic == DESK
    hall.desk.answer_help(GUIDE, None, alert_of(hall).id)
    kiosk.wait("coming")
    hall.desk.finish_help(GUIDE, None, alert_of(hall).id)
    kiosk.wait("none")
    assert kiosk.states == ["asked", "coming", "none"]


def test_a_kiosk_that_starts_while_somebody_comes_hears_it_from_the_broker(hall, wire):
    first = Side(wire)
    first.calling.call()
    wire.connect("server", DESK)
    wire.wait_heard(lambda one: b'"asked"' in one.payload)
    hall.desk.answer_help(GUIDE, None, alert_of(hall).id)
    first.wait("coming")
    Side(wire).wait("coming")


def test_a_server_that_starts_says_anew_what_became_of_the_call(hall, wire):
    hall.desk.ask_help(Actor("device", "kiosk-1"), "help-1", "kiosk-1")
    hall.desk.answer_help(GUIDE, None, "help-1")
    retained(hall.desk, hall.link)
    Side(wire).wait("coming")


@pytest.mark.parametrize("payload", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_counted_and_logged_once_and_the_next_call_is_heard(
    hall, wire, caplog, payload
):
    kiosk = Side(wire)
    with caplog.at_level(logging.WARNING, "server.wire"):
        for _ in range(3):
            kiosk.say(payload)
        kiosk.calling.call()
        wire.connect("server", DESK)
        wire.wait_heard(lambda one: b'"asked"' in one.payload)
    assert hall.desk.seen.refused == 3
    (line,) = [one.getMessage() for one in caplog.records if one.name == "server.wire"]
    assert ALERT in line and "told once" in line
    assert alert_of(hall).kind == "help"


@pytest.fixture
def warned():
    """Set when the server's ears have something to complain about."""
    said, log = threading.Event(), logging.getLogger("server.wire")
    handler = logging.Handler()
    handler.emit = lambda _: said.set()
    log.addHandler(handler)
    yield said
    log.removeHandler(handler)


def test_an_alert_of_a_kiosk_that_was_revoked_calls_nobody(hall, wire, warned):
    hall.accounts.revoke("kiosk-1")
    Side(wire).calling.call()
    assert warned.wait(PATIENCE_S)
    assert hall.desk.snapshot().hall.alerts == {}


def test_a_fault_in_the_desk_ends_neither_the_link_nor_the_next_call(hall, wire, warned, caplog):
    asks, broken = hall.desk.ask_help, RuntimeError("a fault of ours")

    def fails(*_):
        hall.desk.ask_help = asks
        raise broken

    hall.desk.ask_help = fails
    kiosk = Side(wire)
    kiosk.say(b'{"v": 1, "id": "h-1", "kind": "help"}')
    assert warned.wait(PATIENCE_S)
    kiosk.calling.call()
    wire.connect("server", DESK)
    wire.wait_heard(lambda one: b'"asked"' in one.payload)
    assert [one.exc_info[1] for one in caplog.records if one.exc_info] == [broken]
