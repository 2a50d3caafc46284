"""Red dot modules of 8 by 8 in a chain, each with a MAX7219, on the SPI bus. The only luma code."""

from __future__ import annotations

from typing import Any

from PIL import Image

from displays.dimming import FULL
from displays.errors import BadSetting, PanelError
from displays.panels.dots import Dots
from displays.panels.size import Size, check

SIZE: Size = (32, 8)
"""Four modules side by side, as they are sold together."""
STEPS = 15
"""The brightest of the sixteen steps of a chip."""
REFRESH_S = 10.0
SCAN_ALL, PLAIN_DOTS, NO_TEST = (0x0B, 7), (0x09, 0), (0x0F, 0)
"""Registers that a chip forgets when its power dips: said again with every picture."""


class Max7219Panel(Dots):
    """Modules side by side and in rows: dots that are on or off, and one brightness for all.

    ``bus`` stands in for the SPI bus where there is none.
    """

    refresh_s = REFRESH_S

    def __init__(self, place: str = "0.0", size: Size = SIZE, *, bus: Any = None) -> None:
        port, device = _place(place)
        self.size = check("max7219", size, step=8, heights=tuple(range(8, 72, 8)))
        try:
            from luma.core.error import Error
            from luma.core.interface.serial import noop, spi
            from luma.led_matrix.device import max7219
        except ImportError as error:
            raise BadSetting("panel max7219: install luot[leds]") from error
        try:
            wire = spi(spi=bus, gpio=noop(), port=port, device=device)
            width, height = self.size
            self._chain = max7219(wire, width=width, height=height, block_orientation=-90)
        except (Error, OSError, ImportError) as error:  # without a bus there is no spidev either
            raise PanelError(
                f"max7219:{place}: no SPI bus there ({error}); switch SPI on and check the wiring"
            ) from error
        self._chain.persist = True  # what is dark is our decision, not the library's at exit
        self._chips, self._percent = width * height // 64, FULL

    def show(self, image: Image.Image) -> None:
        """Light what is at least half as bright as the brightest dot; that sets the brightness."""
        bands = [band.tobytes() for band in image.convert("RGB").split()]
        strongest = bytes(map(max, *bands))
        top = max(strongest)
        lit = Image.frombytes("L", self.size, strongest)
        lit = lit.point([255 if top and value * 2 >= top else 0 for value in range(256)], "1")
        for register in (SCAN_ALL, PLAIN_DOTS, NO_TEST):
            self._chain.data(list(register) * self._chips)
        step = round(top / 255 * max(STEPS * self._percent / FULL, 1))
        self._chain.contrast(step << 4)
        self._chain.display(lit)
        self._chain.show()

    def dim(self, percent: int) -> None:
        """How many of the sixteen steps are used; what is full stays above what is dim."""
        self._percent = percent

    def close(self) -> None:
        """All dots off, and the chips asleep."""
        self.show(Image.new("RGB", self.size))
        self._chain.hide()


def _place(place: str) -> tuple[int, int]:
    port, _, device = place.partition(".")
    if not port.isdecimal() or not device.isdecimal():
        raise BadSetting(f"panel max7219:{place}: write BUS.DEVICE of SPI, such as max7219:0.0")
    return int(port), int(device)
