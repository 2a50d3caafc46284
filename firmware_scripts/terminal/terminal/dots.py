"""The number on four MAX7219 modules of eight by eight dots, drawn with the font of the system."""

import framebuf

MODULES = 4


class DotNumber:
    """A chain on SPI: the first module in the wire is the leftmost."""

    cells = MODULES

    def __init__(self, spi, select):
        self._spi, self._select = spi, select
        self._dots = bytearray(MODULES * 8)
        self._frame = framebuf.FrameBuffer(self._dots, MODULES * 8, 8, framebuf.MONO_HLSB)
        select.value(1)

    def show(self, text: str, bright: int) -> None:
        """Send everything: a chip that lost its power for a moment comes back right."""
        for address, value in ((15, 0), (9, 0), (11, 7), (10, bright * 2), (12, 1)):
            self._row(bytes((address, value)) * MODULES)
        self._frame.fill(0)
        self._frame.text(text, 0, 0, 1)
        for y in range(8):
            row = bytearray()
            for x in range(MODULES):
                row.append(y + 1)
                row.append(self._dots[y * MODULES + x])
            self._row(row)

    def _row(self, data) -> None:
        self._select.value(0)
        self._spi.write(data)
        self._select.value(1)
