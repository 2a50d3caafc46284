"""A panel that is a picture file: what a light would show, dot by dot."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

DOT = 8


class PngPanel:
    """Writes ``DIR/DEVICE.png``; a reader never sees half a picture."""

    size = (64, 32)

    def __init__(self, folder: Path, device: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{device}.png"

    def show(self, image: Image.Image) -> None:
        """Draw round dots on black and put the file in place at once."""
        half = self._path.with_suffix(".part")
        as_dots(image).save(half, "PNG", compress_level=1)
        half.replace(self._path)

    def close(self) -> None:
        """Leave a dark picture."""
        self.show(Image.new("RGB", self.size))


def as_dots(image: Image.Image) -> Image.Image:
    """Each pixel as a round light-emitting dot."""
    big = Image.new("RGB", (image.width * DOT, image.height * DOT), (8, 10, 12))
    pen = ImageDraw.Draw(big)
    for y in range(image.height):
        for x in range(image.width):
            found = image.getpixel((x, y))
            colour = found if isinstance(found, tuple) and any(found) else (22, 25, 28)
            box = (x * DOT + 1, y * DOT + 1, x * DOT + DOT - 2, y * DOT + DOT - 2)
            pen.ellipse(box, fill=colour)
    return big
