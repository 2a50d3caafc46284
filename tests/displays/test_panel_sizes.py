"""Brightness and sizes of panels, and zones' boards on them, read back from the wires."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broker.messages import Board
from displays.boardlook import BoardLook
from displays.boards import board_frame
from displays.errors import BadSetting
from displays.frames import Look
from displays.panels import open_board, open_panel
from displays.panels.hub75 import Hub75Panel
from displays.panels.max7219 import Max7219Panel
from displays.panels.size import parse

STATES = ("called", "serving", "paused", "closed", "idle", "lost")
INTENSITY, AWAKE = 0x0A, 0x0C
"""Registers of a MAX7219, from its data sheet; 1 to 8 are the rows."""

ROWS = [{"number": 3127, "counter": 14, "state": "called", "age_ms": 100}]
ROWS += [{"number": 12, "counter": 3, "state": "serving", "age_ms": 90_000}]
ZONE = BoardLook(
    Board.model_validate({"v": 1, "ep": 1, "rev": 1, "rows": ROWS, "waiting": [], "notice": None})
)
STATES = ("called", "serving", "paused", "closed", "idle", "lost")
INTENSITY, AWAKE = 0x0A, 0x0C
"""Registers of a MAX7219, from its data sheet; 1 to 8 are the rows."""


def look(make_state: Any, state: str, number: int = 3127, age_s: float = 0.1) -> Look:
    """A counter in a state."""
    told = None if state == "lost" else make_state(state=state, number=number)
    return Look(14, told, age_s)


@pytest.mark.parametrize(
    ("percent", "bright", "dim"), [(100, 15, 4), (50, 8, 2), (10, 2, 0), (1, 1, 0)]
)
def test_a_chain_of_max7219_is_dimmed_and_its_blinking_stays_visible(
    spi: Any, make_state: Any, percent: int, bright: int, dim: int
) -> None:
    bus = spi.Bus()
    panel = Max7219Panel(bus=bus)
    panel.dim(percent)
    seen = []
    for age_s in (0.1, 0.8):
        panel.show(panel.picture(look(make_state, "called", age_s=age_s)))
        seen.append({chip[INTENSITY] for chip in bus.chips})
    assert seen == [{bright}, {dim}]


def test_chips_that_lost_their_power_are_set_up_again_with_the_next_picture(
    spi: Any, make_state: Any
) -> None:
    bus = spi.Bus()
    panel = Max7219Panel(bus=bus)
    before = [dict(chip) for chip in bus.chips]
    picture = panel.picture(look(make_state, "serving"))
    panel.show(picture)
    for chip in bus.chips:
        chip.clear()
    panel.show(picture)
    setup = [{register: chip[register] for register in (0x09, 0x0B, 0x0C, 0x0F)} for chip in before]
    assert [{r: chip[r] for r in (0x09, 0x0B, 0x0C, 0x0F)} for chip in bus.chips] == setup
    assert bus.lit() == spi.strong(picture)


def test_a_long_chain_of_max7219_is_a_zones_board(spi: Any) -> None:
    bus = spi.Bus(16)
    panel = Max7219Panel("0.0", (128, 8), bus=bus)
    panel.show(panel.board(ZONE))
    assert bus.lit() == spi.strong(board_frame(ZONE, (128, 8)))


@pytest.mark.parametrize("size", [(30, 8), (32, 12), (0, 8), (2048, 8)])
def test_a_size_that_modules_cannot_make_up_says_what_to_set(
    spi: Any, size: tuple[int, int]
) -> None:
    with pytest.raises(BadSetting, match="set --size to a width in steps of 8 and a height of 8"):
        Max7219Panel("0.0", size, bus=spi.Bus())
    with pytest.raises(BadSetting, match=r"steps of 32 and a height of 16, 32, 64"):
        Hub75Panel("emulator", size)


def test_a_size_without_room_or_without_dots_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"a counter's light needs 32x8 .* set --size"):
        open_panel("terminal", "led-07", (24, 8))
    with pytest.raises(BadSetting, match=r"a zone's board needs 56x8 .* is 32x8: set --size"):
        open_board(f"png:{tmp_path}", "board-a", (32, 8))
    with pytest.raises(BadSetting, match="leave --size out"):
        open_panel("tm1637", "led-07", (32, 8))
    with pytest.raises(BadSetting, match="with --size, or rs485"):
        open_board("tm1637", "board-a")


@pytest.mark.parametrize("text", ["64", "64x", "x32", "64*32", "64x32x3", "-64x32"])
def test_a_size_is_written_width_x_height(text: str) -> None:
    with pytest.raises(BadSetting, match="write WIDTHxHEIGHT"):
        parse(text)


def test_a_chain_of_hub75_modules_is_a_zones_board_and_is_dimmed_by_its_driver(
    emulated: list[Any],
) -> None:
    panel = open_board("hub75:emulator", "board-a", (128, 64))
    panel.show(panel.board(ZONE))
    wanted = list(board_frame(ZONE, (128, 64)).get_flattened_data())
    assert [tuple(dot) for row in emulated[-1] for dot in row] == wanted
    panel.dim(50)
    panel.show(panel.board(ZONE))
    seen = [tuple(dot) for row in emulated[-1] for dot in row]
    assert all(
        abs(part - whole / 2) <= 1
        for dot, full in zip(seen, wanted, strict=True)
        for part, whole in zip(dot, full, strict=True)
    )
