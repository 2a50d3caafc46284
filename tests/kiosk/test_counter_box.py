"""A box with mock pins: its light, and pushes that are never sent late."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from gpiozero import Device
from gpiozero.pins.mock import MockFactory, MockPWMPin

from broker import messages as m
from broker import topics
from broker.presence import Presence
from kiosk import boxcli
from kiosk.counterbox import CounterBox
from kiosk.errors import BadSetting
from kiosk.glow import Glow
from kiosk.lamps import AMBER, GREEN, RED, ColourLamp, PinLamp, SpokenLamp

WAIT_S = 30.0


class Wire:
    """A link in memory: what is subscribed, and what was said."""

    def __init__(self) -> None:
        self.connected = True
        self.said: list[m.Press] = []
        self._handlers: dict[str, Any] = {}

    def subscribe(self, filter: str, handler: Any) -> Any:
        """Keep it."""
        self._handlers[filter] = handler

    def publish_message(self, spec: Any, message: Any, *, counter: int = 0) -> None:
        """Keep it."""
        assert (spec, counter) == (topics.PRESS, 7)
        self.said.append(message)

    def hear(self, spec: topics.TopicSpec, message: m.Message) -> None:
        """The broker says something."""
        counter = 0 if spec is topics.TIME else 7
        topic = topics.build("thu", spec, counter=counter)
        self._handlers[topic](SimpleNamespace(payload=m.encode(message)))


class Seen:
    """A lamp that keeps what it is to show."""

    def __init__(self) -> None:
        self.glows: list[Glow] = []
        self._news = threading.Condition()

    def show(self, glow: Glow) -> None:
        """Keep it."""
        with self._news:
            self.glows.append(glow)
            self._news.notify_all()

    def close(self) -> None:
        """Nothing to let go of."""

    def wait(self, glow: Glow) -> None:
        """Until the newest is this one."""
        with self._news:
            assert self._news.wait_for(lambda: self.glows[-1:] == [glow], WAIT_S), self.glows

    def wait_rest(self, after: int, *glows: Glow) -> None:
        """Until it has shown these after the first ``after``, however shortly each."""
        with self._news:
            found = self._news.wait_for(lambda: self.glows[after:] == [*glows], WAIT_S)
            assert found, self.glows


def state(told: str, rev: int) -> m.CounterState:
    """The counter's state; one person waits."""
    number = 5 if told == "serving" else None
    return m.CounterState(v=1, ep=3, rev=rev, state=told, number=number, ttl_s=99, waiting=1)  # type: ignore[arg-type]


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def lamp() -> Seen:
    return Seen()


@pytest.fixture
def box(wire: Wire, lamp: Seen) -> Iterator[CounterBox]:
    """A box that has heard of nobody yet."""
    made = CounterBox("box-07", "thu", 7, wire, lamp)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def pins() -> Iterator[MockFactory]:
    """Mock pins that can be dimmed."""
    before = Device.pin_factory
    Device.pin_factory = MockFactory(pin_class=MockPWMPin)
    yield Device.pin_factory
    Device.pin_factory.reset()
    Device.pin_factory = before


def live(wire: Wire, rev: int = 1) -> None:
    """The server lives, and says that the counter is free."""
    wire.hear(topics.TIME, m.Heartbeat(ep=3, ms=5_000, tz="UTC"))
    wire.hear(topics.COUNTER_STATE, state("idle", rev))


def test_a_push_while_offline_is_not_sent_then_or_later(
    wire: Wire, lamp: Seen, box: CounterBox
) -> None:
    lamp.wait(Glow.OFFLINE)
    box.push("next", "press")
    live(wire)
    lamp.wait(Glow.WAITING)
    assert wire.said == []
    box.push("next", "press")
    assert [press.button for press in wire.said] == ["next"]
    wire.connected = False
    box.on_link(up=False)
    lamp.wait(Glow.OFFLINE)
    box.push("next", "press")
    wire.connected = True
    box.on_link(up=True)
    live(wire, 2)
    lamp.wait(Glow.WAITING)
    assert len(wire.said) == 1


def test_a_press_says_when_it_was_by_the_servers_clock(wire: Wire, box: CounterBox) -> None:
    live(wire)
    box.push("recall", "hold")
    assert (wire.said[0].kind, wire.said[0].device) == ("hold", "box-07")
    assert 5_000 <= (wire.said[0].at_ms or 0) <= 10_000


def test_a_refusal_is_seen_and_then_the_counter_again(
    wire: Wire, lamp: Seen, box: CounterBox
) -> None:
    live(wire)
    lamp.wait(Glow.WAITING)
    so_far = len(lamp.glows)
    box.push("recall", "press")
    wire.hear(topics.ACK, m.Ack(id=wire.said[0].id, ok=False, code="nothing-called"))
    lamp.wait_rest(so_far, Glow.REFUSED, Glow.WAITING)
    wire.hear(topics.COUNTER_STATE, state("serving", 2))
    lamp.wait(Glow.BUSY)


def _until(is_it: Callable[[], bool]) -> None:
    end_s = time.monotonic() + WAIT_S
    pause = threading.Event()
    while not is_it():
        assert time.monotonic() < end_s
        pause.wait(0.01)


def test_the_light_on_a_pin_is_steady_dark_blinking_and_pulsing(pins: MockFactory) -> None:
    lamp, pin = PinLamp(18), pins.pin(18)
    lamp.show(Glow.BUSY)
    assert pin.state == 1
    lamp.show(Glow.DARK)
    assert pin.state == 0
    for glow in (Glow.OFFLINE, Glow.REFUSED):
        lamp.show(glow)
        _until(lambda: pin.state == 1)
        _until(lambda: pin.state == 0)
    lamp.show(Glow.WAITING)
    _until(lambda: 0.1 < pin.state < 0.9)
    lamp.close()


def test_a_coloured_light_says_the_same_in_colour(pins: MockFactory) -> None:
    lamp = ColourLamp((16, 20, 21))
    for glow, colour in ((Glow.BUSY, GREEN), (Glow.OFFLINE, RED), (Glow.DARK, (0.0, 0.0, 0.0))):
        lamp.show(glow)
        _until(lambda want=colour: tuple(pins.pin(p).state for p in (16, 20, 21)) == want)  # type: ignore[misc]
    lamp.show(Glow.WAITING)
    _until(lambda: 0.0 < pins.pin(20).state < AMBER[1])
    lamp.close()
    with pytest.raises(BadSetting, match="three pins"):
        ColourLamp((1, 2))


def test_without_a_light_it_is_written() -> None:
    out = io.StringIO()
    lamp = SpokenLamp(out)
    lamp.show(Glow.WAITING)
    lamp.close()
    assert out.getvalue() == "light: waiting\n"


@pytest.mark.parametrize("wrong", [["--button", "next"], ["--rgb", "1,2"], ["--counter", "x"]])
def test_a_wrong_option_says_what_to_write(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        boxcli.run(["--id", "box", "--centre", "thu", "--counter", "7", *wrong])
    assert left.value.code == 2
    assert wrong[0] in capsys.readouterr().err


def test_without_a_secret_nothing_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOT_MQTT_PASSWORD", raising=False)
    monkeypatch.delenv("LUOT_MQTT_PASSWORD_FILE", raising=False)
    with pytest.raises(BadSetting, match="--role terminal"):
        boxcli.run(["--id", "box", "--centre", "thu", "--counter", "7", "--keys"])


def test_a_box_without_a_number_says_that_it_follows_no_settings() -> None:
    told: list[m.DeviceHealth] = []
    link: Any = SimpleNamespace(publish_message=lambda spec, message, id: told.append(message))
    boxcli._tell_health(link, Presence("thu", "box-07"), time.monotonic())
    assert told[0].settable == []
