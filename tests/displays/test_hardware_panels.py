"""Hardware panels, through their real drivers down to the wires, and read back from there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from displays.drawing import DIM
from displays.errors import BadSetting, PanelError
from displays.frames import Look, counter_frame
from displays.panels import open_panel
from displays.panels.dots import PURE
from displays.panels.hub75 import Hub75Panel
from displays.panels.max7219 import Max7219Panel
from displays.sheet import write_boards, write_sheet

STATES = ("called", "serving", "paused", "closed", "idle", "lost")
INTENSITY, AWAKE = 0x0A, 0x0C
"""Registers of a MAX7219, from its data sheet; 1 to 8 are the rows."""


def look(make_state: Any, state: str, number: int = 3127, age_s: float = 0.1) -> Look:
    """A counter in a state."""
    told = None if state == "lost" else make_state(state=state, number=number)
    return Look(14, told, age_s)


@pytest.mark.parametrize("state", STATES)
def test_a_chain_of_max7219_lights_the_dots_of_the_picture(
    spi: Any, make_state: Any, state: str
) -> None:
    bus = spi.Bus()
    panel = Max7219Panel(bus=bus)
    panel.show(panel.picture(look(make_state, state)))
    wanted = spi.strong(counter_frame(look(make_state, state), (32, 8)))
    assert wanted and bus.lit() == wanted
    assert all(chip[AWAKE] == 1 for chip in bus.chips)


def test_a_blinking_call_is_dimmed_by_all_chips_together(spi: Any, make_state: Any) -> None:
    bus = spi.Bus()
    panel = Max7219Panel(bus=bus)
    panel.show(panel.picture(look(make_state, "called", age_s=0.1)))
    bright = {chip[INTENSITY] for chip in bus.chips}
    panel.show(panel.picture(look(make_state, "called", age_s=0.8)))
    dim = {chip[INTENSITY] for chip in bus.chips}
    assert (bright, dim) == ({15}, {int(255 * DIM) >> 4})
    panel.close()
    assert (bus.lit(), {chip[AWAKE] for chip in bus.chips}) == (set(), {0})


@pytest.mark.parametrize("spec", ["max7219:spi", "max7219:0", "tm1637:23", "hub75:neon"])
def test_a_place_that_cannot_be_says_what_to_write(spec: str) -> None:
    with pytest.raises(BadSetting, match=rf"panel {spec}: (write|use)"):
        open_panel(spec, "led-07")


def test_a_machine_without_the_bus_says_so() -> None:
    with pytest.raises(PanelError, match=r"no SPI bus there"):
        open_panel("max7219:7.1", "led-07")


@pytest.mark.parametrize("state", STATES)
def test_a_hub75_module_gets_every_dot_in_its_colour(
    emulated: list[Any], make_state: Any, state: str
) -> None:
    panel = open_panel("hub75:emulator", "led-07")
    picture = panel.picture(look(make_state, state))
    panel.show(picture)
    seen = [tuple(dot) for row in emulated[-1] for dot in row]
    assert seen == list(picture.get_flattened_data())
    panel.close()
    assert all(dot == [0, 0, 0] for row in emulated[-1] for dot in row)


def test_a_pi_5_gets_its_picture_in_the_buffer_of_its_driver(
    monkeypatch: pytest.MonkeyPatch, make_state: Any
) -> None:
    driver: Any = ModuleType("adafruit_blinka_raspberry_pi5_piomatter")
    shown: list[Any] = []

    def start(*, framebuffer: Any, **_: Any) -> SimpleNamespace:
        return SimpleNamespace(show=lambda: shown.append(framebuffer.copy()))

    driver.PioMatter, driver.Geometry = start, lambda **asked: SimpleNamespace(**asked)
    driver.Orientation = SimpleNamespace(Normal=0)
    driver.Colorspace = SimpleNamespace(RGB888Packed=0)
    driver.Pinout = SimpleNamespace(AdafruitMatrixBonnet=0)
    monkeypatch.setitem(sys.modules, driver.__name__, driver)
    panel = Hub75Panel("pi5")
    picture = panel.picture(look(make_state, "called"))
    panel.show(picture)
    assert Image.fromarray(shown[-1]) == picture
    panel.dim(50)
    panel.show(picture)
    assert Image.fromarray(shown[-1]) == picture.point(lambda value: value // 2)


def test_a_module_without_any_driver_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("rgbmatrix", "adafruit_blinka_raspberry_pi5_piomatter", "RGBMatrixEmulator"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(BadSetting, match=r"no driver is installed .*pip install"):
        open_panel("hub75", "led-07")


def test_the_pattern_lights_every_dot_in_every_colour() -> None:
    panel = open_panel("terminal", "led-07")
    plain = [panel.pattern(step) for step in range(len(PURE))]
    assert [image.getcolors() for image in plain] == [[(64 * 32, colour)] for colour in PURE]
    edges = panel.pattern(len(PURE))
    assert {edges.getpixel((x, y)) for x in (0, 63) for y in (1, 30)} == {(255, 255, 255)}
    assert panel.pattern(len(PURE) + 1) == plain[0]


@pytest.mark.parametrize(
    ("write", "name"), [(write_sheet, "panels.png"), (write_boards, "boards.png")]
)
def test_the_sheets_in_the_documents_are_what_the_code_draws(
    tmp_path: Path, write: Callable[[Path], None], name: str
) -> None:
    write(tmp_path / "sheet.png")
    drawn = Path(__file__).parents[2] / "docs" / "images" / name
    with Image.open(tmp_path / "sheet.png") as made, Image.open(drawn) as kept:
        assert made.convert("RGB") == kept.convert("RGB"), (
            f"luot-display sheet [--boards] docs/images/{name}"
        )
