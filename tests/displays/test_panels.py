"""Panels: dots reach the file or the terminal as they were drawn, and never half."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from displays.errors import BadSetting
from displays.panels import PANELS, open_panel
from displays.panels.png import DOT, PngPanel
from displays.panels.terminal import TerminalPanel

SIZE = (64, 32)
CELL = re.compile(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m▀")


def picture(seed: int) -> Image.Image:
    """Dots of many colours, some dark."""
    image = Image.new("RGB", SIZE)
    for i in range(0, 64 * 32, 3):
        image.putpixel((i % 64, i // 64), ((seed + i) % 255 + 1, i % 256, seed % 256))
    return image


def test_the_file_has_every_dot_in_its_colour_and_dark_ones_as_dark(tmp_path: Path) -> None:
    PngPanel(tmp_path, "led-07").show(shown := picture(5))
    with Image.open(tmp_path / "led-07.png") as saved:
        assert saved.size == (64 * DOT, 32 * DOT)
        centres = saved.convert("RGB").resize(SIZE, Image.Resampling.NEAREST)
    for x in range(64):
        for y in range(32):
            drawn, seen = shown.getpixel((x, y)), centres.getpixel((x, y))
            assert isinstance(seen, tuple) and isinstance(drawn, tuple)
            assert seen == drawn if any(drawn) else max(seen) < 40


def test_a_reader_never_sees_half_a_picture(tmp_path: Path) -> None:
    panel, path = PngPanel(tmp_path, "led-07"), tmp_path / "led-07.png"
    panel.show(picture(0))
    writer = threading.Thread(target=lambda: [panel.show(picture(i)) for i in range(12)])
    writer.start()
    reads = 0
    while writer.is_alive() or reads == 0:
        with Image.open(io.BytesIO(path.read_bytes())) as seen:
            seen.load()
        reads += 1
    writer.join()
    assert [found.name for found in tmp_path.iterdir()] == ["led-07.png"]


def test_a_picture_that_cannot_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, path = PngPanel(tmp_path, "led-07"), tmp_path / "led-07.png"
    panel.show(picture(0))
    before = path.read_bytes()

    def save(_: Any, to: Any, *args: Any, **kwargs: Any) -> None:
        Path(to).write_bytes(before[:100])
        raise OSError("the disk is full")

    monkeypatch.setattr(Image.Image, "save", save)
    with pytest.raises(OSError, match="full"):
        panel.show(picture(1))
    assert path.read_bytes() == before


def test_a_closed_file_panel_is_dark(tmp_path: Path) -> None:
    panel = PngPanel(tmp_path / "new" / "folder", "led-07")
    panel.show(picture(0))
    panel.close()
    with Image.open(tmp_path / "new" / "folder" / "led-07.png") as seen:
        assert max(high for _, high in seen.convert("RGB").getextrema()) < 40


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 255))
def test_the_terminal_shows_every_dot(seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out := io.StringIO())
        TerminalPanel("led-07").show(picture(seed))
    drawn = picture(seed)
    name, *lines = out.getvalue().splitlines()
    assert "[led-07]" in name and len(lines) == 16
    for row, line in enumerate(lines):
        cells = [tuple(map(int, cell)) for cell in CELL.findall(line)]
        assert len(cells) == 64 and line.endswith("\x1b[0m")
        for x, cell in enumerate(cells):
            assert cell[:3] == drawn.getpixel((x, 2 * row))
            assert cell[3:] == drawn.getpixel((x, 2 * row + 1))


def test_panels_are_opened_by_name(tmp_path: Path) -> None:
    assert isinstance(open_panel("terminal", "led-07"), TerminalPanel)
    assert isinstance(open_panel(f"png:{tmp_path}", "led-07"), PngPanel)
    assert set(PANELS) == {"terminal", "png", "max7219", "hub75", "tm1637", "rs485"}


@pytest.mark.parametrize("spec", ["", "png", "png:", "neon", "Terminal"])
def test_an_unknown_panel_says_what_to_write(spec: str) -> None:
    with pytest.raises(BadSetting, match="use terminal, png:DIR, max7219"):
        open_panel(spec, "led-07")
