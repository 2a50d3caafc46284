"""A panel that is a picture file: what a light would show, dot by dot."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from displays.panels.dots import Dots
from displays.panels.size import MODULE, Size

DOT = 8
UNLIT, BETWEEN = (22, 25, 28), (8, 10, 12)
"""The colour of a dot without light, and of the panel between the dots."""
COLOURS = 255
"""As many as a palette holds beside what is between; our pictures have a dozen."""


class PngPanel(Dots):
    """Writes ``DIR/DEVICE.png``; a reader never sees half a picture."""

    def __init__(self, folder: Path, device: str, size: Size = MODULE) -> None:
        self.size = size
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{device}.png"

    def show(self, image: Image.Image) -> None:
        """Draw round dots on black and put the file in place at once."""
        half = self._path.with_suffix(".part")
        _painted(image).save(half, "PNG", compress_level=1)
        half.replace(self._path)

    def close(self) -> None:
        """Leave a dark picture."""
        self.show(Image.new("RGB", self.size))


def as_dots(image: Image.Image) -> Image.Image:
    """Each pixel as a round light-emitting dot; a pixel without light is a dark one."""
    return _painted(image).convert("RGB")


def _painted(image: Image.Image) -> Image.Image:
    """The same with a palette, if that has room: a third of the most memory that a board needs."""
    small = image.convert("RGB")
    if small.getcolors(COLOURS) is None:
        red, green, blue = small.split()
        shines = ImageChops.lighter(ImageChops.lighter(red, green), blue).point([0] + [255] * 255)
        return _dotted(Image.composite(small, Image.new("RGB", small.size, UNLIT), shines), BETWEEN)
    raw = small.tobytes()
    dots = [raw[at : at + 3] for at in range(0, len(raw), 3)]
    place = {colour: at for at, colour in enumerate(dict.fromkeys(dots), 1)}
    shades = [colour if any(colour) else bytes(UNLIT) for colour in place]
    painted = Image.frombytes("P", small.size, bytes(place[dot] for dot in dots))
    painted.putpalette(bytes(BETWEEN) + b"".join(shades))
    return _dotted(painted, 0)


def _dotted(image: Image.Image, between: int | tuple[int, int, int]) -> Image.Image:
    big = image.resize((image.width * DOT, image.height * DOT), Image.Resampling.NEAREST)
    big.paste(between, None, _between(*image.size))
    return big


@lru_cache(maxsize=4)
def _between(width: int, height: int) -> Image.Image:
    """What of a panel of so many dots is no dot; drawn once, for it takes longest."""
    cell = Image.new("1", (DOT, DOT), 1)
    ImageDraw.Draw(cell).ellipse((1, 1, DOT - 2, DOT - 2), fill=0)
    row = Image.new("1", (width * DOT, DOT))
    for x in range(width):
        row.paste(cell, (x * DOT, 0))
    mask = Image.new("1", (width * DOT, height * DOT))
    for y in range(height):
        mask.paste(row, (0, y * DOT))
    return mask
