"""A panel in a terminal: two dots a character, with half blocks and 24-bit colour."""

from __future__ import annotations

import sys

from PIL import Image

from displays.panels.dots import Dots
from displays.panels.size import MODULE, Size


class TerminalPanel(Dots):
    """Prints the picture under the device's name."""

    def __init__(self, device: str, size: Size = MODULE) -> None:
        self.size = size
        self._device = device

    def show(self, image: Image.Image) -> None:
        """Print the whole picture."""
        lines = [f"\x1b[0m[{self._device}]"]
        for y in range(0, image.height, 2):
            cells = (_cell(image, x, y) for x in range(image.width))
            lines.append("".join(cells) + "\x1b[0m")
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing is left lit."""


def _cell(image: Image.Image, x: int, y: int) -> str:
    upper, lower = image.getpixel((x, y)), image.getpixel((x, min(y + 1, image.height - 1)))
    assert isinstance(upper, tuple) and isinstance(lower, tuple)
    front = ";".join(str(part) for part in upper)
    ground = ";".join(str(part) for part in lower)
    return f"\x1b[38;2;{front};48;2;{ground}m▀"
