"""Four digits of seven segments with a TM1637, on two pins. The only code that uses its driver."""

from __future__ import annotations

from pathlib import Path

from displays.dimming import FULL
from displays.errors import BadSetting, PanelError
from displays.frames import Look
from displays.segments import Segments, cells

CELLS = 4
STEPS = 7
"""The chip's brightest step; it has eight."""
REFRESH_S = 10.0


class Tm1637Panel:
    """``pins`` are the clock's and the data's, as the Raspberry Pi numbers them: ``23,24``."""

    refresh_s = REFRESH_S
    dims: bool = True

    def __init__(self, pins: str = "23,24") -> None:
        self._percent = FULL
        clock, _, data = pins.partition(",")
        if not clock.isdecimal() or not data.isdecimal():
            raise BadSetting(f"panel tm1637:{pins}: write CLOCK,DATA, such as tm1637:23,24")
        try:
            from tm1637 import TM1637
        except ImportError as error:
            raise BadSetting("panel tm1637: install luot[leds]") from error
        if not list(Path("/dev").glob("gpiochip*")):  # the driver's answer would be a fault at exit
            raise PanelError(f"tm1637:{pins}: this machine has no pins; check the pins of a Pi")
        try:
            self._chip = TM1637(int(clock), int(data))
        except (RuntimeError, OSError) as error:
            raise PanelError(f"tm1637:{pins}: {error}; check the pins and the rights") from error

    def picture(self, look: Look) -> Segments:
        """What this panel shows of a counter."""
        return cells(look, CELLS)

    def pattern(self, step: int) -> Segments:
        """All segments, then one character after the other."""
        step %= CELLS + 1
        return Segments("8888" if step == 0 else "8".rjust(step).ljust(CELLS), 1.0)

    def show(self, picture: Segments) -> None:
        """Send the characters and the brightness."""
        try:
            self._chip.write(self._chip.encode_string(picture.text))
            step = round(picture.bright * max(STEPS * self._percent / FULL, 1))
            if self._chip.brightness != step:
                self._chip.brightness = step
        except (OSError, ValueError) as error:
            raise PanelError(f"tm1637: {error}") from error

    def dim(self, percent: int) -> None:
        """How much of the eight steps is used; what is full stays above what is dim."""
        self._percent = percent

    def close(self) -> None:
        """Leave it dark."""
        self.show(Segments(" " * CELLS, 0.0))
