"""The server and devices over a real broker: orders, settings, what is broken, two of one name."""

from __future__ import annotations

import importlib.util
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from broker import messages as m
from broker import topics
from broker.link import LinkSettings
from broker.obeying import Obeying
from broker.orders import HallTime
from broker.presence import Presence
from broker.serverlink import ServerLink
from server.devicedesk import DeviceDesk
from server.devicewatch import DeviceWatch
from server.devicewire import DeviceTeller
from server.domain.errors import Refused
from server.ledger import Actor
from server.standing import heartbeat
from server.store.accounts import Accounts
from server.wire import Wire

SPEC = importlib.util.spec_from_file_location(
    "hall_wire", Path(__file__).parents[1] / "tools" / "hall_wire.py"
)
assert SPEC is not None and SPEC.loader is not None
hall_wire = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hall_wire)

ROOT = Actor("officer", "root")
PATIENCE_S = 60.0


class FakeDevice:
    """A light that notes what it is told; everything between it and the desk is real."""

    def __init__(self, wire, session=None):
        self.news, self.did, self.settings = threading.Condition(), [], []
        self.stepped_back = False
        self.presence = Presence("thu", "led-07", session)
        self.link = wire.make_link("led-07", will=self.presence.will, birth=self.presence.birth)
        self.hall = HallTime()
        self.obeying = Obeying(
            self.link,
            self.presence,
            topics.Role.DISPLAY,
            clock=lambda: self.hall.now_ms(time.monotonic()),
            acts={"identify": self._identify},
            follow=self._follow,
            on_second=self._step_back,
        )
        self.obeying.listen()
        beats = topics.build("thu", topics.TIME)
        self.link.subscribe(beats, lambda got: self._beat(m.decode(m.Heartbeat, got.payload)))
        self.beats = 0
        self.link.start()
        assert self.link.wait_connected(PATIENCE_S)

    def wait(self, is_so):
        with self.news:
            assert self.news.wait_for(is_so, PATIENCE_S), (self.did, self.settings)

    def _beat(self, told):
        self.hall.beat(told, time.monotonic())
        self._note(lambda: setattr(self, "beats", self.beats + 1))

    def _identify(self, done):
        self._note(lambda: self.did.append("identify"))
        done(None)

    def _follow(self, settings):
        self._note(lambda: self.settings.append(settings))

    def _step_back(self):
        self.link.stop()
        self._note(lambda: setattr(self, "stepped_back", True))

    def _note(self, change):
        with self.news:
            change()
            self.news.notify_all()


@pytest.fixture
def wire(tmp_path):
    with hall_wire.running(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def hall(centre, wire):
    """A server on the broker that knows led-07."""
    centre.accounts = Accounts(centre.store)
    centre.accounts.create_device("led-07", "display", [1])
    link = ServerLink(LinkSettings(wire.url, "server", wire.passwords["server"], "server", "thu"))
    runtime = SimpleNamespace(spawn=lambda call: call(), post=lambda call: call())
    mouth = Wire(centre.desk, link, runtime, centre.accounts)
    mouth.listen()
    centre.watch = DeviceWatch(centre.desk, centre.accounts)
    centre.devices = DeviceDesk(centre.desk, centre.accounts, centre.watch)
    teller = DeviceTeller(centre.desk, link, centre.devices)
    teller.listen(mouth)
    link.on_connected(teller.tell)
    link.on_lost(centre.desk.seen.lose)
    link.start()
    link.wait_connected(PATIENCE_S)
    centre.link = link
    yield centre
    link.stop()


@pytest.fixture
def light(hall, wire, wait_for):
    """The device, known to be connected, with the server's clock."""
    made = FakeDevice(wire)
    wait_for(lambda: seen(hall).state == "online")
    beat(hall)
    made.wait(lambda: made.beats)
    return made


@pytest.fixture
def wait_for():
    """Until another thread has made it so."""

    def until(is_so):
        pause = threading.Event()
        for _ in range(int(PATIENCE_S / 0.01)):
            if is_so():
                return
            pause.wait(0.01)
        pytest.fail("it did not come true in time")

    return until


def beat(hall):
    hall.link.publish_message(topics.TIME, heartbeat(hall.desk))


def seen(hall):
    return hall.desk.seen.of("led-07")


def test_an_order_is_done_and_answered(hall, light, wait_for):
    order = hall.devices.order(ROOT, "led-07", "identify")
    light.wait(lambda: light.did == ["identify"])
    wait_for(lambda: hall.devices.orders["led-07"].ok is True)
    assert hall.devices.orders["led-07"].id == order.id
    hall.devices.order(ROOT, "led-07", "pattern")
    wait_for(lambda: hall.devices.orders["led-07"].reason == "cannot")


def test_a_delivery_that_comes_twice_or_late_does_nothing_more(hall, light, wire):
    made = hall.devices.order(ROOT, "led-07", "identify")
    light.wait(lambda: light.did == ["identify"])
    session = light.presence.session
    again = m.Order.model_validate(
        {"v": 1, "id": made.id, "at": 0, "act": "identify", "session": session}
    )
    late = again.model_copy(update={"id": "o-late"})
    done = topics.build("thu", topics.ORDER_DONE, id="led-07")
    wire.connect("kiosk-1", done)
    for told in (again, again, late):
        hall.link.publish_message(topics.ORDER, told, id="led-07")
    answer = wire.wait_heard(lambda got: got.topic == done)
    told = m.decode(m.OrderDone, answer.payload)
    assert (told.id, told.reason) == ("o-late", "old"), "a repeat is not even answered"
    assert light.did == ["identify"]


def test_settings_reach_a_light_that_was_away_and_what_it_follows_is_known(hall, wire, wait_for):
    hall.devices.wish(ROOT, "led-07", {"blink": False})
    hall.devices.wish(ROOT, "led-07", {"blink": True})
    light = FakeDevice(wire)
    light.wait(lambda: light.settings == [{"blink": True}])
    wait_for(lambda: seen(hall).applied == {"rev": 2, "ok": True, "reason": None})


def test_nonsense_on_the_new_topics_is_counted_and_hurts_nobody(hall, light, wait_for):
    before = hall.desk.seen.refused
    for spec in (topics.ORDER_DONE, topics.DEVICE_APPLIED):
        topic = topics.build("thu", spec, id="led-07")
        for payload in (b"", b"{", b'{"v": 9}', b"\xff"):
            light.link.publish(topic, payload)
    wait_for(lambda: hall.desk.seen.refused == before + 8)
    for payload in (b"", b"{", b'{"v": 1, "id": "x", "at": 0, "act": "explode"}'):
        hall.link.mouth.publish(topics.build("thu", topics.ORDER, id="led-07"), payload)
    hall.devices.order(ROOT, "led-07", "identify")
    light.wait(lambda: light.did == ["identify"])


def test_of_two_with_one_name_the_second_leaves_and_the_first_stays(hall, light, wire, wait_for):
    second = FakeDevice(wire, "second")
    second.wait(lambda: second.stepped_back)
    wait_for(lambda: light.link.connected and seen(hall).session == light.presence.session)
    wait_for(lambda: seen(hall).state == "online")
    assert not light.stepped_back
    hall.watch.look()
    assert [kind.value for _, kind in hall.watch.standing] == ["twins"]
    third = FakeDevice(wire, "third")
    third.wait(lambda: third.stepped_back)
    assert not light.stepped_back


def test_without_its_broker_the_server_knows_of_nobody_until_they_are_back(
    hall, light, wire, wait_for
):
    wire.broker.stop()
    wait_for(lambda: seen(hall).state == "offline")
    assert seen(hall).met and not hall.link.connected
    wire.broker.start()
    wait_for(lambda: seen(hall).state == "online")
    assert seen(hall).session == light.presence.session
    hall.watch.look()
    assert hall.watch.standing == {}


def test_a_device_that_talks_nonsense_all_day_is_one_line_a_count_and_an_alarm(
    hall, light, wait_for, caplog
):
    before, many = hall.desk.seen.refused, 100
    for n in range(many):
        for spec in (topics.DEVICE_HEALTH, topics.SHOWN):
            light.link.publish(topics.build("thu", spec, id="led-07"), b"{%d" % n)
    wait_for(lambda: hall.desk.seen.refused == before + 2 * many)
    lines = sorted(one.message for one in caplog.records if "told once" in one.message)
    assert [line.split("/")[-1].split()[0] for line in lines] == ["health", "led-07"]
    assert seen(hall).unreadable == 2 * many
    hall.watch.look()
    assert [(id, kind.value) for id, kind in hall.watch.standing] == [("led-07", "garbled")]
    hall.devices.order(ROOT, "led-07", "identify")
    light.wait(lambda: light.did == ["identify"])


def test_a_device_is_asked_only_for_settings_that_it_says_it_can_follow(hall, light, wait_for):
    told = m.DeviceHealth(session=light.presence.session, up_s=1, settable=["blink"])
    light.link.publish_message(topics.DEVICE_HEALTH, told, id="led-07")
    wait_for(lambda: seen(hall).settable == ("blink",))
    steps = [{"from": "06:00", "percent": 50}]
    with pytest.raises(Refused, match="brightness"):
        hall.devices.wish(ROOT, "led-07", {"brightness": steps})
    assert hall.devices.wish(ROOT, "led-07", {"blink": False}).rev == 1
