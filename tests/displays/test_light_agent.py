"""One light on a wire in memory: what it draws, and what it says that it has drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from broker import messages as m
from broker.errors import MessageRefused
from displays import frames
from displays import state as state_module
from displays.frames import Look, counter_frame
from displays.light import Light

Made = Callable[..., m.CounterState]
SIZE = (32, 8)
TOPIC = "luot/v1/thu/counter/7/state"
NOTHING_S = 0.3
"""How long a test looks that nothing happens."""


def frame(state: m.CounterState | None, age_s: float = 0.0) -> bytes:
    """The picture of a state."""
    return counter_frame(Look(7, state, age_s), SIZE).tobytes()


def shown(wire: Any) -> list[str]:
    """The calls that the server was told of."""
    return [m.decode(m.Shown, payload).call for payload in wire.on("shown")]


def wait_drawn(wire: Any, picture: bytes) -> None:
    """Until the newest picture is this one."""
    wire.wait_until(lambda: wire.on("panel")[-1:] == [picture])


def test_the_server_hears_of_a_call_once_and_after_it_is_on_the_panel(
    wire: Any, light: Light, make_state: Made
) -> None:
    wire.beat()
    wire.tell(make_state())
    wire.wait_until(lambda: shown(wire) == ["c-1"])
    kinds = [(kind, what) for kind, what in wire.events if kind in ("panel", "shown")]
    assert kinds[-2] == ("panel", frame(make_state()))
    wire.tell(make_state())
    wire.tell(make_state(rev=2, waiting=9))
    wire.beat()
    wire.tell(make_state(rev=3, call="c-2", number=3128))
    wire.wait_until(lambda: len(shown(wire)) >= 2)
    assert shown(wire) == ["c-1", "c-2"]


def test_a_recall_of_the_same_number_is_shown_again(
    wire: Any, light: Light, make_state: Made
) -> None:
    wire.beat()
    for rev, call in enumerate(["c-1", "c-2", "c-3"]):
        wire.tell(make_state(rev=rev, call=call))
        wire.wait_until(lambda: len(shown(wire)) > rev)  # noqa: B023
    assert shown(wire) == ["c-1", "c-2", "c-3"]


@pytest.mark.parametrize("state", ["serving", "idle", "paused", "closed"])
def test_only_a_call_is_told_to_the_server(
    wire: Any, light: Light, make_state: Made, state: str
) -> None:
    wire.beat()
    wire.tell(make_state(state=state))
    wait_drawn(wire, frame(make_state(state=state)))
    wire.tell(make_state(rev=2, call="c-2"))
    wire.wait_until(lambda: len(shown(wire)) == 1)
    assert shown(wire) == ["c-2"]


def test_a_counter_that_the_server_does_not_know_is_said_on_the_light_and_in_the_log(
    wire: Any,
    light: Light,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(state_module, "ABSENT_AFTER_S", 0.05)
    wire.beat()
    wait_drawn(wire, counter_frame(Look(7, None, 0.0, absent=True), SIZE).tobytes())
    assert "led-07: the server lives and knows no counter 7: see --counter" in caplog.messages


def test_what_the_broker_kept_waits_for_the_heartbeat(
    wire: Any, light: Light, make_state: Made
) -> None:
    wire.tell(make_state(), retain=True)
    wait_drawn(wire, frame(None))
    with wire.news:
        assert not wire.news.wait_for(lambda: wire.on("shown"), NOTHING_S)
    wire.beat(ep=1)
    wait_drawn(wire, frame(make_state()))


@pytest.mark.parametrize("retain", [False, True])
def test_only_a_call_that_is_heard_as_it_happens_blinks(
    wire: Any, light: Light, make_state: Made, monkeypatch: pytest.MonkeyPatch, retain: bool
) -> None:
    """A light that was switched on must not announce what the broker kept for it."""
    monkeypatch.setattr(frames, "BLINK_S", 0.06)
    monkeypatch.setattr(frames, "LIT_S", 0.03)
    wire.beat()
    wire.tell(make_state(), retain=retain)
    wait_drawn(wire, frame(make_state()))
    dim = frame(make_state(), 0.05)
    assert dim != frame(make_state())
    with wire.news:
        blinked = wire.news.wait_for(lambda: dim in wire.on("panel"), NOTHING_S if retain else 30.0)
    assert blinked is not retain


def test_a_panel_that_fails_is_tried_again_and_the_server_hears_only_of_light(
    wire: Any,
    light: Light,
    panel: Any,
    make_state: Made,
    caplog: pytest.LogCaptureFixture,
) -> None:
    wait_drawn(wire, frame(None))
    panel.broken = True
    with caplog.at_level(logging.ERROR):
        wire.beat()
        wire.tell(make_state())
        wire.wait_until(lambda: panel.refused >= 5)
    assert shown(wire) == []
    assert [record.getMessage() for record in caplog.records] == [
        "led-07: the panel does not take the picture: no power"
    ]
    panel.broken = False
    wire.wait_until(lambda: shown(wire) == ["c-1"])


def test_without_a_heartbeat_the_number_goes_and_comes_back_without_a_new_report(
    wire: Any, light: Light, make_state: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.beat()
    wire.tell(make_state())
    wire.wait_until(lambda: shown(wire) == ["c-1"])
    monkeypatch.setattr(state_module, "LOST_AFTER_S", 0.01)
    wait_drawn(wire, frame(None))
    monkeypatch.setattr(state_module, "LOST_AFTER_S", 15.0)
    wire.beat()
    wire.wait_until(lambda: wire.on("panel")[-1] != frame(None))
    assert shown(wire) == ["c-1"]


def test_a_lost_broker_is_seen_at_once(wire: Any, light: Light, make_state: Made) -> None:
    idle = make_state(state="idle")
    wire.beat()
    wire.tell(idle)
    wait_drawn(wire, frame(idle))
    light.on_link(False)
    wait_drawn(wire, frame(None))
    light.on_link(True)
    wire.beat()
    wait_drawn(wire, frame(idle))


def test_a_server_that_begins_again_is_believed_when_it_has_spoken_for_itself(
    wire: Any, light: Light, make_state: Made
) -> None:
    old, new = make_state(state="idle", rev=900), make_state(ep=2, state="paused", rev=1)
    wire.beat(ep=1)
    wire.tell(old)
    wait_drawn(wire, frame(old))
    wire.beat(ep=2)
    wait_drawn(wire, frame(None))
    wire.tell(new)
    wait_drawn(wire, frame(new))
    wire.tell(old)
    wire.tell(make_state(ep=2, rev=2, state="closed"))
    wait_drawn(wire, frame(make_state(state="closed")))
    assert wire.on("panel").count(frame(old)) == 1


@pytest.mark.parametrize(
    "payload",
    [
        *(b"", b"{}", b"[]", b"\xff", b"x" * 9000, b'{"v":2}'),
        b'{"v":1,"ep":1,"rev":9,"state":"called","number":null,"ttl_s":9}',
        b'{"v":1,"ep":1,"rev":9,"state":"dancing","number":1,"ttl_s":9}',
        b'{"v":1,"ep":1,"rev":9,"state":"called","number":"12","ttl_s":9}',
    ],
)
def test_a_message_that_means_nothing_is_refused_and_the_light_goes_on(
    wire: Any, light: Light, make_state: Made, payload: bytes
) -> None:
    wire.beat()
    with pytest.raises(MessageRefused):
        wire.hear(TOPIC, payload)
    wire.tell(make_state(rev=2))
    wire.wait_until(lambda: shown(wire) == ["c-1"])


def test_other_counters_are_none_of_its_business(wire: Any, light: Light, make_state: Made) -> None:
    wire.beat()
    wire.tell(make_state(), counter=8)
    wire.tell(make_state(rev=2, call="c-2"), counter=7)
    wire.wait_until(lambda: shown(wire) == ["c-2"])


def test_a_light_tells_its_health_and_goes_dark_at_the_end(wire: Any, light: Light) -> None:
    wire.wait_until(lambda: wire.on("device_health"))
    told = m.decode(m.DeviceHealth, wire.on("device_health")[0])
    assert (told.session, told.up_s) == ("session-1", 0)
    light.stop()
    wire.wait_until(lambda: wire.events[-1] == ("dark", None))


def test_a_panel_that_cannot_go_dark_does_not_end_in_a_traceback(
    wire: Any, light: Light, panel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close() -> None:
        wire.note("tried", None)
        raise OSError("unplugged")

    monkeypatch.setattr(panel, "close", close)
    light.stop()
    wire.wait_until(lambda: wire.on("tried"))
