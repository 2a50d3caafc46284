"""Chips on an SPI bus, and what they light: read back from the bytes that a driver sends."""

from __future__ import annotations

from PIL import Image


class Bus:
    """An SPI bus with MAX7219 in a chain: what each one's registers hold."""

    def __init__(self, chips: int = 4) -> None:
        self.chips: list[dict[int, int]] = [{} for _ in range(chips)]

    def open(self, *_: int) -> None: ...
    def close(self) -> None: ...

    def writebytes(self, sent: list[int]) -> None:
        """One pair (register, value) for each chip; the first goes through to the last."""
        assert len(sent) == 2 * len(self.chips)
        for chip, register, value in zip(reversed(self.chips), sent[::2], sent[1::2], strict=True):
            chip[register] = value

    xfer2 = writebytes

    def lit(self) -> set[tuple[int, int]]:
        """The dots that burn on modules as most are wired: registers are rows from below."""
        return {
            (8 * place + column, 7 - row)
            for place, chip in enumerate(self.chips)
            for row in range(8)
            for column in range(8)
            if chip.get(row + 1, 0) >> column & 1
        }


def strong(image: Image.Image) -> set[tuple[int, int]]:
    """Dots at least half as bright as the brightest."""
    values = {
        (x, y): max(image.getpixel((x, y)))  # type: ignore[arg-type]
        for x in range(image.width)
        for y in range(image.height)
    }
    top = max(values.values())
    return {dot for dot, value in values.items() if value and value * 2 >= top}
