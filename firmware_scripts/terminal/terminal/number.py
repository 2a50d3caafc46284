"""Where the number is shown: TM1637 or MAX7219 with seven segments, or text. All show cells.

A panel has ``cells`` and ``show(text, bright)``; it raises OSError when it cannot show.
"""

import time

from terminal.segments import FULL, bits


class TextNumber:
    """A line for every change: for a machine without pins."""

    cells = 4

    def __init__(self, say):
        self._say, self._text = say, None

    def show(self, text: str, bright: int) -> None:
        """Brightness is left out: a blinking line would be unreadable."""
        if text != self._text:
            self._text = text
            self._say("number " + text.strip())


class Tm1637:
    """Four digits on two pins that are pulled up; the chip answers each byte by pulling down."""

    cells = 4

    def __init__(self, clock, data, half_us: int = 10):
        self._clock, self._data, self._half_us = clock, data, half_us

    def show(self, text: str, bright: int) -> None:
        """Send everything. Raises OSError when no chip answers."""
        self._send((0x40,))
        self._send([0xC0] + [bits(char) for char in text])
        self._send((0x88 | min(bright, FULL),))

    def _send(self, data) -> None:
        self._data.value(0)
        self._pause()
        answered = True
        for one in data:
            answered = self._byte(one) and answered
        self._data.value(0)
        self._pause()
        self._clock.value(1)
        self._pause()
        self._data.value(1)
        self._pause()
        if not answered:
            raise OSError("tm1637: no answer; check its wires")

    def _byte(self, value: int) -> bool:
        for i in range(9):
            self._clock.value(0)
            self._data.value(1 if i == 8 else value >> i & 1)
            self._pause()
            self._clock.value(1)
            self._pause()
            answered = i == 8 and not self._data.value()
        self._clock.value(0)
        self._pause()
        return answered

    def _pause(self) -> None:
        time.sleep_us(self._half_us)


class Max7219:
    """Up to eight digits of seven segments on SPI; ``select`` is the chip's own pin."""

    def __init__(self, spi, select, cells: int = 8):
        self._spi, self._select, self.cells = spi, select, cells
        select.value(1)

    def show(self, text: str, bright: int) -> None:
        """Send everything: a chip that lost its power for a moment comes back right."""
        # No test, no decoding of digits, so many digits, awake.
        for address, value in ((15, 0), (9, 0), (11, self.cells - 1), (10, bright * 2), (12, 1)):
            self._write(address, value)
        for i, char in enumerate(text):
            self._write(self.cells - i, _turned(bits(char)))

    def _write(self, address: int, value: int) -> None:
        self._select.value(0)
        self._spi.write(bytes((address, value)))
        self._select.value(1)


def _turned(segments: int) -> int:
    """This chip counts from g (bit 0) to a (bit 6)."""
    return sum(1 << 6 - i for i in range(7) if segments >> i & 1)
