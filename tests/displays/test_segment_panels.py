"""Digits: a TM1637 on two pins, and boards on RS-485, read back from the wires."""

from __future__ import annotations

from typing import Any

import pytest

from displays.drawing import DIM
from displays.errors import PanelError
from displays.frames import Look
from displays.panels import open_panel
from displays.segments import cells

DIGITS = {0x3F: "0", 0x06: "1", 0x5B: "2", 0x4F: "3", 0x66: "4", 0x6D: "5", 0x7D: "6", 0x07: "7"}
DIGITS |= {0x7F: "8", 0x6F: "9", 0x00: " ", 0x40: "-", 0x54: "n", 0x3D: "g", 0x76: "h"}
DIGITS |= {0x5E: "d", 0x5C: "o"}
"""Segments a to g from the lowest bit, as on every module of seven segments."""
PATIENCE_S = 30.0


def look(make_state: Any, state: str, number: int | None = 3127, **more: Any) -> Look:
    """A counter in a state."""
    told = None if state == "lost" else make_state(state=state, number=number)
    return Look(more.get("counter", 14), told, more.get("age_s", 0.1))


@pytest.mark.parametrize(
    ("state", "number", "counter", "text"),
    [
        ("called", 3127, 14, "3127"),
        ("serving", 7, 14, "   7"),
        ("called", 30280, 14, "----"),
        ("paused", None, 14, "nghi"),
        ("closed", None, 14, "dong"),
        ("idle", None, 4, " -4-"),
        ("idle", None, 14, "-14-"),
        ("idle", None, 128, "128 "),
        ("lost", None, 14, "  --"),
    ],
)
def test_four_characters_say_the_state(
    make_state: Any, state: str, number: int | None, counter: int, text: str
) -> None:
    told = cells(look(make_state, state, number, counter=counter), 4)
    assert told.text.strip() == text.strip() and len(told.text) == 4
    assert told.bright == (1.0 if state in ("called", "serving") else DIM)


class Pins:
    """A TM1637 behind two pins: what its memory holds, from the edges alone."""

    def __init__(self) -> None:
        self.levels = {23: 1, 24: 1}
        self.memory = [0] * 6
        self.control = 0
        self._bits: list[int] | None = None
        self._bytes: list[int] = []

    def set_value(self, pin: int, value: Any) -> None:
        """An edge: data that falls while the clock is high starts, that rises ends."""
        level = int(value.value)
        before, self.levels[pin] = self.levels[pin], level
        if before == level:
            return
        if pin == 24 and self.levels[23]:
            if not level:
                self._bits, self._bytes = [], []
            elif self._bits is not None:
                self._take()
                self._bits = None
        if pin == 23 and level and self._bits is not None:
            self._bits.append(self.levels[24])
            if len(self._bits) == 9:  # the ninth is the chip's answer
                self._bytes.append(sum(bit << i for i, bit in enumerate(self._bits[:8])))
                self._bits = []

    def _take(self) -> None:
        first, *rest = self._bytes
        if first & 0xC0 == 0xC0:
            for i, value in enumerate(rest):
                self.memory[(first & 7) + i] = value
        elif first & 0xC0 == 0x80:
            self.control = first

    def release(self) -> None: ...

    @property
    def text(self) -> str:
        """What a person reads."""
        assert self.control & 8, "the display is off"
        return "".join(DIGITS[value & 0x7F] for value in self.memory[:4])


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> Pins:
    """A machine with a pin controller."""
    made = Pins()
    monkeypatch.setattr("displays.panels.tm1637.Path.glob", lambda *_: iter(["gpiochip0"]))
    monkeypatch.setattr("tm1637.tm1637.glob.glob", lambda _: ["/dev/gpiochip0"])
    monkeypatch.setattr("tm1637.tm1637.gpiod.request_lines", lambda *_, **__: made)
    monkeypatch.setattr("tm1637.tm1637.time.sleep", lambda _: None)
    return made


@pytest.mark.parametrize("state", ["called", "serving", "idle", "paused", "lost"])
def test_the_pins_of_a_tm1637_carry_the_characters(pins: Pins, make_state: Any, state: str) -> None:
    panel = open_panel("tm1637:23,24", "led-14")
    panel.show(picture := panel.picture(look(make_state, state)))
    assert pins.text == picture.text.replace("i", "1")
    assert pins.control & 7 == round(7 * picture.bright)


@pytest.mark.parametrize(
    ("percent", "bright", "dim"), [(100, 7, 2), (50, 4, 1), (10, 1, 0), (0, 1, 0)]
)
def test_a_tm1637_is_dimmed_and_its_blinking_stays_visible(
    pins: Pins, make_state: Any, percent: int, bright: int, dim: int
) -> None:
    panel = open_panel("tm1637:23,24", "led-14")
    panel.dim(percent)
    seen = []
    for age_s in (0.1, 0.8):
        panel.show(panel.picture(look(make_state, "called", 3127, age_s=age_s)))
        seen.append(pins.control & 7)
    assert seen == [bright, dim]


def test_a_tm1637_that_is_closed_is_blank_and_a_pattern_lights_all(pins: Pins) -> None:
    panel = open_panel("tm1637", "led-14")
    panel.show(panel.pattern(0))
    assert pins.text == "8888"
    assert [panel.pattern(step).text for step in (1, 4)] == ["8   ", "   8"]
    panel.close()
    assert pins.memory[:4] == [0, 0, 0, 0]


def test_pins_that_are_not_there_are_an_error_with_advice() -> None:
    with pytest.raises(PanelError, match="check the pins"):
        open_panel("tm1637:23,24", "led-14")
