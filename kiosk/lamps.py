"""The light of a counter box: one LED, a coloured LED, or words on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TextIO

from gpiozero import PWMLED, RGBLED

from kiosk.errors import BadSetting
from kiosk.glow import Glow

BLINKS_S = {Glow.OFFLINE: (0.15, 0.15), Glow.REFUSED: (0.05, 0.05), Glow.FREE: (0.1, 2.9)}
"""Seconds on and off."""
FADE_S = 1.0
"""A slow pulse brightens this long, and fades as long."""
RED, GREEN, AMBER = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 0.5, 0.0)
COLOURS = {
    Glow.OFFLINE: RED,
    Glow.REFUSED: RED,
    Glow.BUSY: GREEN,
    Glow.WAITING: AMBER,
    Glow.FREE: GREEN,
}


class Lamp(Protocol):
    """Something that can say a glow."""

    def show(self, glow: Glow) -> None: ...
    def close(self) -> None: ...


class PinLamp:
    """One LED on one pin."""

    def __init__(self, pin: int) -> None:
        self._led: Any = PWMLED(pin)

    def show(self, glow: Glow) -> None:
        """Steady, pulsing, blinking or dark."""
        if glow in BLINKS_S:
            on_s, off_s = BLINKS_S[glow]
            self._led.blink(on_time=on_s, off_time=off_s)
        elif glow is Glow.WAITING:
            self._led.pulse(fade_in_time=FADE_S, fade_out_time=FADE_S)
        elif glow is Glow.BUSY:
            self._led.on()
        else:
            self._led.off()

    def close(self) -> None:
        """Go dark, and let go of the pin."""
        self._led.close()


class ColourLamp:
    """A red, green and blue LED on three pins: the same patterns, in colour."""

    def __init__(self, pins: Sequence[int]) -> None:
        if len(pins) != 3:
            raise BadSetting("--rgb: three pins, as in 16,20,21 (red, green, blue)")
        self._led: Any = RGBLED(*pins)

    def show(self, glow: Glow) -> None:
        """Red: offline or refused; green: busy or free; amber: somebody waits."""
        colour = COLOURS.get(glow)
        if glow in BLINKS_S:
            on_s, off_s = BLINKS_S[glow]
            self._led.blink(on_time=on_s, off_time=off_s, on_color=colour)
        elif glow is Glow.WAITING:
            self._led.pulse(fade_in_time=FADE_S, fade_out_time=FADE_S, on_color=colour)
        else:
            self._led.color = colour or (0.0, 0.0, 0.0)

    def close(self) -> None:
        """Go dark, and let go of the pins."""
        self._led.close()


class SpokenLamp:
    """A line for each change, where there is no LED."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def show(self, glow: Glow) -> None:
        """Write it down."""
        self._out.write(f"light: {glow.value}\n")
        self._out.flush()

    def close(self) -> None:
        """Nothing to let go of."""
