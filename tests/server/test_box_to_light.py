"""From a pin to a called ticket to the box's own light, over a real Mosquitto with its lists."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from gpiozero import Device
from gpiozero.pins.mock import MockFactory, MockPWMPin

from broker.daemon import Login, find_mosquitto, free_port
from broker.link import Link, LinkSettings
from broker.mosquitto.daemon import MosquittoBroker
from broker.serverlink import ServerLink
from broker.topics import Client, Role
from kiosk.buttons import Box
from kiosk.counterbox import CounterBox
from kiosk.glow import Glow
from kiosk.lamps import PinLamp
from server.announce import Announcer
from server.ledger import Actor
from server.standing import retained
from server.store.accounts import Accounts
from server.wire import Wire

pytestmark = pytest.mark.skipif(find_mosquitto() is None, reason="mosquitto is not installed")

CLIENTS = (Client("server", Role.SERVER), Client("box-01", Role.TERMINAL, frozenset({1})))
NEXT, PAUSE, LED = 17, 22, 18
PATIENCE_S = 60.0


class WatchedLamp(PinLamp):
    """The real light on a mock pin; what it shows can be waited for."""

    def __init__(self, pin):
        super().__init__(pin)
        self.glow, self.news = None, threading.Condition()

    def show(self, glow):
        """Light it, and say so."""
        super().show(glow)
        with self.news:
            self.glow = glow
            self.news.notify_all()

    def wait(self, glow):
        """Until it says so."""
        with self.news:
            assert self.news.wait_for(lambda: self.glow is glow, PATIENCE_S), self.glow


@pytest.fixture
def pins():
    before, Device.pin_factory = Device.pin_factory, MockFactory(pin_class=MockPWMPin)
    yield Device.pin_factory
    Device.pin_factory.reset()
    Device.pin_factory = before


@pytest.fixture
def mosquitto(tmp_path):
    logins = [Login(client, f"password of {client.id}") for client in CLIENTS]
    daemon = MosquittoBroker(
        tmp_path / "mosquitto", logins, host="127.0.0.1", port=free_port(), centre="thu"
    )
    daemon.start()
    yield daemon
    daemon.stop()


def settings(daemon, id):
    return LinkSettings(daemon.url, id, f"password of {id}", id, "thu")


@pytest.fixture
def hall(centre, mosquitto):
    """A server on the broker; counter 1 is open and free, two people wait."""
    accounts = Accounts(centre.store)
    accounts.create_device("box-01", "terminal", [1])
    centre.desk.open(Actor("officer", "lan"), None, 1)
    for _ in range(2):
        centre.desk.issue(Actor("device", "k"), None, group="a")
    link = ServerLink(settings(mosquitto, "server"))
    runtime = SimpleNamespace(
        spawn=lambda call: call(), post=lambda call: call(), every=lambda *_: None
    )
    Wire(centre.desk, link, runtime, accounts).listen()
    centre.announcer = Announcer(centre.desk, link, runtime)
    centre.announcer.start()
    link.start()
    link.wait_connected(PATIENCE_S)
    retained(centre.desk, link)
    centre.announcer.beat()
    centre.link = link
    yield centre
    link.stop()


@pytest.fixture
def box(hall, mosquitto, pins):
    """Two buttons and a light, on mock pins; the box is not connected yet."""
    lamp = WatchedLamp(LED)
    link = Link(settings(mosquitto, "box-01"))
    agent = CounterBox("box-01", "thu", 1, link, lamp)
    link.on_state(agent.on_link)
    agent.start()
    buttons = Box({"next": NEXT, "pause": PAUSE}, agent.push)
    yield SimpleNamespace(lamp=lamp, link=link, agent=agent, pins=pins)
    buttons.close()
    agent.stop()
    link.stop()


def push(box, pin):
    """A push whose contact bounces."""
    for _ in range(3):
        box.pins.pin(pin).drive_low()
        box.pins.pin(pin).drive_high()
    box.pins.pin(pin).drive_low()


def join(hall, box):
    """Connect, and hear a heartbeat."""
    box.link.start()
    assert box.link.wait_connected(PATIENCE_S)
    hall.announcer.beat()


def called(hall):
    """Numbers that counter 1 has called or serves."""
    return [t.number for t in hall.desk.snapshot().hall.tickets.values() if t.leg.counter == 1]


def test_a_push_calls_one_ticket_and_lights_the_box(hall, box):
    box.lamp.wait(Glow.OFFLINE)
    join(hall, box)
    box.lamp.wait(Glow.WAITING)
    push(box, NEXT)
    box.lamp.wait(Glow.BUSY)
    assert box.pins.pin(LED).state == 1
    assert called(hall) == [101]


def test_a_push_while_the_broker_is_away_calls_nobody_when_it_is_back(hall, box, mosquitto):
    join(hall, box)
    box.lamp.wait(Glow.WAITING)
    mosquitto.stop()
    box.lamp.wait(Glow.OFFLINE)
    box.agent.push("next", "press")
    mosquitto.start()
    assert box.link.wait_connected(PATIENCE_S)
    hall.link.wait_connected(PATIENCE_S)
    retained(hall.desk, hall.link)
    hall.announcer.beat()
    box.lamp.wait(Glow.WAITING)
    assert called(hall) == []
    push(box, NEXT)
    box.lamp.wait(Glow.BUSY)
    assert called(hall) == [101]
