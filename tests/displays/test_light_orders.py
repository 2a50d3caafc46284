"""A light is told to show itself, its pattern, to be dimmer: and a call breaks through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from broker import messages as m
from broker import topics
from displays import orders as orders_module
from displays.frames import Look, counter_frame
from displays.light import Light
from displays.panels.dots import dimmed
from displays.panels.tm1637 import Tm1637Panel

Made = Callable[..., m.CounterState]
SIZE = (32, 8)
AT_MS = 1_795_485_600_000
"""09:00 in Hải Phòng."""


def frame(state: m.CounterState | None, age_s: float = 0.0) -> bytes:
    return counter_frame(Look(7, state, age_s), SIZE).tobytes()


def idle(make_state: Made) -> m.CounterState:
    return make_state(state="idle", number=None, call=None)


@pytest.fixture
def tell(wire: Any) -> Callable[..., None]:
    """``tell(spec, message)``: something comes for this light alone."""

    def say(spec: topics.TopicSpec, message: m.Message, *, retain: bool = False) -> None:
        wire.hear(topics.build("thu", spec, id="led-07"), m.encode(message), retain=retain)

    return say


@pytest.fixture
def order(wire: Any, tell: Callable[..., None]) -> Callable[..., None]:
    """``order("identify")``: given now, by a server that lives."""

    def give(act: str, id: str = "o-1", at: int = AT_MS, session: str = "session-1") -> None:
        wire.tell(m.Heartbeat(ep=1, ms=AT_MS, tz="Asia/Ho_Chi_Minh"))
        tell(topics.ORDER, m.Order.model_validate(
            {"v": 1, "id": id, "at": at, "act": act, "session": session}
        ))  # fmt: skip

    return give


def done(wire: Any) -> list[tuple[str, bool, str | None]]:
    """What was answered."""
    told = [m.decode(m.OrderDone, payload) for payload in wire.on("order_done")]
    return [(one.id, one.ok, one.reason) for one in told]


def applied(wire: Any) -> list[m.DeviceApplied]:
    return [m.decode(m.DeviceApplied, payload) for payload in wire.on("device_applied")]


def settings(rev: int = 1, **values: Any) -> m.DeviceSettings:
    return m.DeviceSettings(v=1, rev=rev, at=AT_MS, settings=values)


def test_a_light_that_is_asked_shows_its_counter_and_flashes(
    wire: Any, light: Light, make_state: Made, order: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders_module, "FLASH_S", 0.02)
    monkeypatch.setattr(orders_module, "FOR_S", 2.0)
    serving = make_state(state="serving", call=None)
    wire.tell(serving)
    order("identify")
    mine = frame(idle(make_state))
    flash = bytes(255 - value for value in mine)
    wire.wait_until(lambda: mine in wire.on("panel") and flash in wire.on("panel"))
    wire.wait_until(lambda: wire.on("panel")[-1] == frame(serving))
    assert done(wire) == [("o-1", True, None)]


def test_a_call_breaks_through_and_is_told_as_shown(
    wire: Any, light: Light, make_state: Made, order: Any
) -> None:
    wire.tell(idle(make_state))
    order("pattern")
    red = Image.new("RGB", SIZE, (255, 0, 0)).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [red])
    wire.tell(make_state(rev=2))
    wire.wait_until(lambda: len(wire.on("shown")) == 1)
    assert wire.on("panel")[-1] != red


def test_what_is_not_on_the_panel_is_not_told_as_shown(
    wire: Any, light: Light, make_state: Made, order: Any
) -> None:
    order("pattern")
    red = Image.new("RGB", SIZE, (255, 0, 0)).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [red])
    wire.tell(make_state(), retain=True)
    order("identify", "o-2")
    wire.wait_until(lambda: wire.on("panel")[-1] != red)
    assert wire.on("shown") == []


def test_the_process_is_ended_once_and_not_by_a_repeat(wire: Any, light: Light, order: Any) -> None:
    ended: list[bool] = []
    light.orders.restart = lambda: ended.append(True)
    for _ in range(3):
        order("restart")
    assert (ended, done(wire)) == ([True], [("o-1", True, None)])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"act": "restart", "at": AT_MS - 30_001}, "old"),
        ({"act": "restart", "session": "session-0"}, "other-session"),
        ({"act": "test_print"}, "cannot"),
    ],
)
def test_what_is_not_meant_or_not_possible_is_not_done(
    wire: Any, light: Light, order: Any, given: dict[str, Any], reason: str
) -> None:
    light.orders.restart = lambda: pytest.fail("it restarts")
    order(**given)
    assert done(wire) == [("o-1", False, reason)]


def test_a_light_is_as_bright_as_the_hour_wants(
    wire: Any, light: Light, make_state: Made, tell: Any
) -> None:
    serving = make_state(state="serving", call=None)
    wire.tell(m.Heartbeat(ep=1, ms=AT_MS, tz="Asia/Ho_Chi_Minh"))
    wire.tell(serving)
    steps = [{"from": "08:59", "percent": 40}, {"from": "09:01", "percent": 90}]
    tell(topics.CONFIG, settings(brightness=steps), retain=True)
    whole = counter_frame(Look(7, serving, 0.0), SIZE)
    wire.wait_until(lambda: wire.on("panel")[-1:] == [dimmed(whole, 40).tobytes()])
    tell(topics.CONFIG, settings(2), retain=True)
    wire.wait_until(lambda: wire.on("panel")[-1] == whole.tobytes())
    assert [(one.rev, one.ok) for one in applied(wire)] == [(1, True), (2, True)]


def test_a_light_that_shall_not_blink_stands(
    wire: Any, light: Light, make_state: Made, tell: Any
) -> None:
    wire.beat()
    tell(topics.CONFIG, settings(blink=False))
    wire.tell(make_state())
    wire.wait_until(lambda: len(wire.on("shown")) == 1)
    assert frame(make_state(), 0.7) != frame(make_state(), 60.0)
    assert wire.on("panel")[-1] == frame(make_state(), 60.0)


def test_what_cannot_be_followed_is_refused_and_changes_nothing(
    wire: Any, light: Light, tell: Any
) -> None:
    tell(topics.CONFIG, settings(volume=3))
    (told,) = applied(wire)
    assert (told.rev, told.ok) == (1, False)
    assert told.reason is not None and "volume" in told.reason


def test_a_panel_without_brightness_says_so(wire: Any, tell: Any) -> None:
    class Board(Tm1637Panel):
        dims = False

        def __init__(self) -> None: ...

    light = Light("led-07", "thu", 7, wire, Board(), "session-1")
    light.listen()
    tell(topics.CONFIG, settings(brightness=[{"from": "06:00", "percent": 50}]))
    (told,) = applied(wire)
    assert told.reason is not None and "cannot be dimmed" in told.reason


def test_dimming_leaves_what_is_lit_lit() -> None:
    picture = Image.new("RGB", (2, 1))
    picture.putpixel((0, 0), (1, 100, 255))
    assert list(dimmed(picture, 1).tobytes()) == [1, 1, 3, 0, 0, 0]


def test_a_second_light_of_the_name_leaves_the_broker_to_the_first(
    wire: Any,
    light: Light,
    make_state: Made,
    tell: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    light.orders.step_back = lambda: wire.note("stepped back", None)
    tell(topics.TWIN, m.Twin(v=1, session="session-0"), retain=True)
    assert wire.on("stepped back") == [], "another one is meant"
    for _ in range(2):
        tell(topics.TWIN, m.Twin(v=1, session="session-1"), retain=True)
    wire.wait_until(lambda: wire.on("stepped back") == [None])
    second = counter_frame(Look(7, None, 0.0, doubled="led-07"), SIZE).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [second])
    light.on_link(False)
    light.on_link(True)
    wire.beat()
    wire.tell(make_state())
    wire.wait_until(lambda: wire.on("panel")[-1] == second)
    assert wire.on("shown") == [], "what it says is not its counter's state"
    (line,) = [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
    assert "led-07" in line and "luot device add" in line
