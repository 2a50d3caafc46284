"""A light and time: the hall's clock is the server's, and a panel that fails is tried again."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from broker import messages as m
from broker import topics
from displays.dimming import parse
from displays.frames import Look, counter_frame
from displays.holding import Holding
from displays.light import Light

Made = Callable[..., m.CounterState]
SIZE = (32, 8)
ORDER = (topics.COUNTER_STATE, topics.TIME)


def frame(state: m.CounterState | None, age_s: float = 0.0) -> bytes:
    """The picture of a state."""
    return counter_frame(Look(7, state, age_s), SIZE).tobytes()


def shown(wire: Any) -> list[str]:
    """The calls that the server was told of."""
    return [m.decode(m.Shown, payload).call for payload in wire.on("shown")]


def wait_drawn(wire: Any, picture: bytes) -> None:
    """Until the newest picture is this one."""
    wire.wait_until(lambda: wire.on("panel")[-1:] == [picture])


def test_brightness_follows_the_halls_clock_and_not_this_machines(
    wire: Any, panel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    dimmed: list[int] = []
    monkeypatch.setattr(type(panel), "dim", lambda _, percent: dimmed.append(percent))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    made = Light("led-07", "thu", 7, wire, panel, "s", parse("06:00=100,19:00=30"))
    made.listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        for hour, percents in ((20, [30]), (23, [30]), (5, [30]), (6, [30, 100])):
            at = datetime(2026, 11, 26, hour, 0, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
            wire.tell(m.Heartbeat(ep=1, ms=int(at.timestamp() * 1000), tz="Asia/Ho_Chi_Minh"))
            wire.tell(make_number(hour))
            wire.wait_until(lambda: shown(wire)[-1:] == [f"c-{hour}"])  # noqa: B023
            assert dimmed == percents
    finally:
        made.stop()
        thread.join()


def make_number(number: int) -> m.CounterState:
    """A call of that number, newer than those of lower numbers by a day's order from 20 on."""
    rev = (number - 20) % 24
    told = {"v": 1, "ep": 1, "rev": rev, "state": "called", "number": number, "ttl_s": 3600}
    return m.CounterState.model_validate({**told, "call": f"c-{number}"})


@pytest.mark.parametrize("off_s", [-86_400.0, 86_400.0])
def test_a_machine_whose_clock_is_a_day_off_shows_the_same(
    wire: Any,
    light: Light,
    make_state: Made,
    monkeypatch: pytest.MonkeyPatch,
    off_s: float,
) -> None:
    right = time.time
    monkeypatch.setattr(time, "time", lambda: right() + off_s)
    at_ms = int(right() * 1000)
    wire.tell(m.Heartbeat(ep=1, ms=at_ms, tz="Asia/Ho_Chi_Minh"))
    wire.tell(make_state(ttl_s=20, age_ms=1000))
    wire.wait_until(lambda: shown(wire) == ["c-1"])
    wire.tell(make_state(rev=2, state="paused"))
    wait_drawn(wire, frame(make_state(state="paused")))


def test_nothing_of_the_displays_reads_the_wall_clock() -> None:
    """Ages are monotonic and the time of day is the server's: a clock a day off changes nothing."""
    import displays

    folder = Path(displays.__file__).parent
    pattern = re.compile(r"time\.time\(|datetime\.now\(|\.today\(|localtime|utcnow")
    wrong = [
        f"{path.name}:{i}"
        for path in folder.rglob("*.py")
        for i, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert wrong == []


def test_a_heartbeat_that_the_broker_kept_is_no_heartbeat(
    wire: Any, light: Light, make_state: Made
) -> None:
    wire.tell(m.Heartbeat(ep=99, ms=0, tz="UTC"), retain=True)
    wire.beat(ep=1)
    wire.tell(make_state())
    wire.wait_until(lambda: shown(wire) == ["c-1"])


def test_a_time_zone_that_nobody_knows_is_told_and_does_no_harm(
    wire: Any, light: Light, make_state: Made, caplog: pytest.LogCaptureFixture
) -> None:
    for tz in ("Mars/Olympus", "../../etc/passwd", ""):
        wire.tell(m.Heartbeat(ep=1, ms=2**52, tz=tz))
    wire.tell(make_state())
    wire.wait_until(lambda: shown(wire) == ["c-1"])
    assert "Mars/Olympus" in caplog.text


def test_a_panel_that_fails_is_left_alone_longer_each_time(panel: Any, wire: Any) -> None:
    held = Holding("led-07", panel)
    panel.broken = True
    tried = []
    for now_ms in range(0, 30_000, 100):
        before = panel.refused
        held.show("picture", now_ms / 1000)
        tried += [now_ms / 1000] if panel.refused > before else []
    pauses = [after - before for before, after in pairwise(tried)]
    assert pauses[:4] == pytest.approx([0.5, 1.0, 2.0, 4.0]) and set(pauses[4:]) == {5.0}
    held.show("picture of a new call", 30.0, urgent=True)
    assert panel.refused == len(tried) + 1, "a new call is tried at once"


def test_after_a_reconnect_a_light_hears_its_state_before_the_heartbeat(
    wire: Any, light: Light
) -> None:
    """A link subscribes in this order; a heartbeat first would make an old number current."""
    heard = wire.heard_on[-len(ORDER) :]
    assert heard == [topics.build("thu", spec, counter=7) for spec in ORDER]
