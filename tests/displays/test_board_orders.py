"""A zone's board takes orders and settings as a light does, with the same answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image, ImageChops

from broker import messages as m
from broker import topics
from displays import agent as agent_module
from displays import orders as orders_module
from displays.boardlook import BoardLook
from displays.boards import board_frame
from displays.panels import open_board
from displays.panels.dots import PURE, Dots, dimmed
from displays.zoneboard import ZoneBoard

SIZE = (64, 32)
AT_MS = 1_795_485_600_000
"""09:00 in Hải Phòng."""
ARROWS = {7: "←"}


class Spy(Dots):
    """Notes every picture on the wire's list."""

    size = SIZE

    def __init__(self, wire: Any) -> None:
        self._wire = wire

    def show(self, image: Any) -> None:
        """Keep it."""
        self._wire.note("panel", image.tobytes())

    def close(self) -> None:
        """Go dark."""


def zone(*rows: tuple[int, str, int], rev: int = 1) -> m.Board:
    """Rows of (number, state, age in ms), all at counter 7."""
    made = [
        {"number": n, "counter": 7, "state": state, "age_ms": age, "call": f"c-{n}"}
        for n, state, age in rows
    ]
    told = {"v": 1, "ep": 1, "rev": rev, "rows": made, "waiting": [], "notice": None}
    return m.Board.model_validate(told)


def frame(told: m.Board, **more: Any) -> Image.Image:
    return board_frame(BoardLook(told, arrows=ARROWS, **more), SIZE)


@pytest.fixture
def shown(wire: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneBoard]:
    """Zone a's board, running, with an impatient clock."""
    monkeypatch.setattr(agent_module, "STEADY_S", 0.05)
    made = ZoneBoard("board-a", "thu", "a", wire, Spy(wire), "session-1", arrows=ARROWS)
    made.listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join()


@pytest.fixture
def tell(wire: Any) -> Callable[..., None]:
    """``tell(spec, message)``: something comes for this board; a board's document for its zone."""

    def say(spec: topics.TopicSpec, message: m.Message) -> None:
        of = {"zone": "a"} if spec is topics.BOARD else {"id": "board-a"}
        of = {} if spec in (topics.TIME, topics.CENTRE) else of
        wire.hear(topics.build("thu", spec, **of), m.encode(message))

    say(topics.TIME, m.Heartbeat(ep=1, ms=AT_MS, tz="Asia/Ho_Chi_Minh"))
    return say


@pytest.fixture
def order(tell: Callable[..., None]) -> Callable[..., None]:
    """``order("identify")``: given now, by a server that lives."""

    def give(act: str, id: str = "o-1") -> None:
        told = {"v": 1, "id": id, "at": AT_MS, "act": act, "session": "session-1"}
        tell(topics.TIME, m.Heartbeat(ep=1, ms=AT_MS, tz="Asia/Ho_Chi_Minh"))
        tell(topics.ORDER, m.Order.model_validate(told))

    return give


def done(wire: Any) -> list[tuple[str, bool, str | None]]:
    told = [m.decode(m.OrderDone, payload) for payload in wire.on("order_done")]
    return [(one.id, one.ok, one.reason) for one in told]


def applied(wire: Any) -> list[tuple[int, bool]]:
    told = [m.decode(m.DeviceApplied, payload) for payload in wire.on("device_applied")]
    return [(one.rev, one.ok) for one in told]


def test_a_board_that_is_asked_says_its_name_and_flashes(
    wire: Any, shown: ZoneBoard, tell: Any, order: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders_module, "FLASH_S", 0.02)
    monkeypatch.setattr(orders_module, "FOR_S", 2.0)
    came = zone((3127, "serving", 60_000))
    tell(topics.BOARD, came)
    order("identify")
    mine = board_frame(BoardLook(zone(), text="board-a"), SIZE)
    flash = ImageChops.invert(mine)
    wire.wait_until(lambda: {mine.tobytes(), flash.tobytes()} <= set(wire.on("panel")))
    wire.wait_until(lambda: wire.on("panel")[-1] == frame(came).tobytes())
    assert done(wire) == [("o-1", True, None)]


def test_a_board_shows_its_pattern_until_somebody_is_called(
    wire: Any, shown: ZoneBoard, tell: Any, order: Any
) -> None:
    tell(topics.BOARD, zone((3127, "serving", 60_000)))
    order("pattern")
    red = Image.new("RGB", SIZE, PURE[0]).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [red])
    tell(topics.BOARD, zone((3128, "called", 0), rev=2))
    wire.wait_until(lambda: len(wire.on("shown")) == 1)
    assert red not in wire.on("panel")[wire.on("panel").index(red) + 1 :]


def test_a_board_restarts_in_good_order(wire: Any, shown: ZoneBoard, order: Any) -> None:
    shown.orders.restart = lambda: wire.note("restart", None)
    order("restart")
    wire.wait_until(lambda: wire.on("restart") == [None])
    assert done(wire) == [("o-1", True, None)]


def test_a_board_is_as_bright_as_the_hour_wants_and_stands_if_told(
    wire: Any, shown: ZoneBoard, tell: Any
) -> None:
    told = zone((3127, "called", 700))
    wish = {"brightness": [{"from": "08:00", "percent": 40}], "blink": False}
    tell(topics.CONFIG, m.DeviceSettings(v=1, rev=3, at=AT_MS, settings=wish))
    tell(topics.BOARD, told)
    steady = dimmed(frame(told, blinks=False), 40).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [steady])
    assert applied(wire) == [(3, True)]


def test_the_second_board_of_a_name_says_so_and_leaves(
    wire: Any, shown: ZoneBoard, tell: Any
) -> None:
    shown.orders.step_back = lambda: wire.note("stepped back", None)
    tell(topics.TWIN, m.Twin(v=1, session="session-1"))
    wire.wait_until(lambda: wire.on("stepped back") == [None])
    second = board_frame(BoardLook(None, doubled="board-a"), SIZE).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [second])
    assert second != board_frame(BoardLook(None), SIZE).tobytes()


def test_a_board_on_a_line_is_dimmed_when_its_profile_can(wire: Any, board: Any, tell: Any) -> None:
    panel = open_board(f"rs485:{board.device}@7/luot4", "board-a")
    made = ZoneBoard("board-a", "thu", "a", wire, panel, "session-1")
    made.listen()
    thread = threading.Thread(target=made.run)
    thread.start()
    try:
        tell(topics.TIME, m.Heartbeat(ep=1, ms=AT_MS, tz="Asia/Ho_Chi_Minh"))
        wish = {"brightness": [{"from": "08:00", "percent": 40}]}
        tell(topics.CONFIG, m.DeviceSettings(v=1, rev=3, at=AT_MS, settings=wish))
        board.wait_until(lambda: board.registers.get(1) == 40)
    finally:
        made.stop()
        thread.join()
    assert applied(wire) == [(3, True)]
