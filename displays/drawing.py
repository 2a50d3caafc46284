"""How pictures of dots are put together: text, small signs, lines. Pure."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from displays.glyphs import ABOVE, BELOW, HEIGHT, dots

Colour = tuple[int, int, int]
AMBER: Colour = (255, 197, 61)
WHITE: Colour = (255, 255, 255)
GREEN: Colour = (60, 200, 120)
RED: Colour = (255, 90, 60)
GREY: Colour = (120, 128, 136)
DIM = 0.3


def shade(colour: Colour, bright: float) -> Colour:
    """A colour at a brightness from 0 to 1."""
    red, green, blue = (int(part * bright) for part in colour)
    return red, green, blue


def text(
    image: Image.Image,
    said: str,
    top: int,
    colour: Colour,
    *,
    bright: float = 1.0,
    scale: int = 1,
    low: bool = False,
    left: int | None = None,
) -> None:
    """A line of text, each dot ``scale`` wide; in the middle without ``left``."""
    mask = _mask(said, scale, low)
    start = (image.width - mask.width) // 2 if left is None else left
    image.paste(shade(colour, bright), (start, top - ABOVE * scale), mask)


@lru_cache(maxsize=64)
def _mask(said: str, scale: int, low: bool) -> Image.Image:
    """The dots of a text, its letters beginning ``ABOVE`` dots below the top; drawn once."""
    lit, width = dots(said, low=low)
    mask = Image.new("L", (max(width, 1), ABOVE + HEIGHT + BELOW))
    ImageDraw.Draw(mask).point([(x, y + ABOVE) for x, y in lit], 255)
    if scale == 1:
        return mask
    return mask.resize((mask.width * scale, mask.height * scale), Image.Resampling.NEAREST)


def sign(image: Image.Image, rows: tuple[str, ...], left: int, top: int, colour: Colour) -> None:
    """A small sign: whoever cannot tell the colours has it in shape."""
    lit = [(x, y) for y, row in enumerate(rows) for x, char in enumerate(row) if char == "#"]
    ImageDraw.Draw(image).point([(left + x, top + y) for x, y in lit], colour)


def line(image: Image.Image, top: int, colour: Colour, bright: float) -> None:
    """From one side nearly to the other."""
    ImageDraw.Draw(image).line((4, top, image.width - 5, top), shade(colour, bright))


def ends(image: Image.Image, colour: Colour, bright: float) -> None:
    """A stroke at either end: a call that has no arrow still looks unlike one that has come."""
    pen = ImageDraw.Draw(image)
    for x in (0, image.width - 1):
        pen.line((x, 0, x, image.height - 1), shade(colour, bright))


def running_dots(image: Image.Image, lost_s: float, top: int, colour: Colour) -> None:
    """Three dots, another one bright each second: the display runs, its link does not."""
    now = int(lost_s) % 3
    pen = ImageDraw.Draw(image)
    for i in range(3):
        left = image.width // 2 - 10 + i * 8
        pen.rectangle((left, top, left + 1, top + 1), shade(colour, 1.0 if i == now else DIM))
