"""Reads a slip as a citizen does: the large number, digit by digit, and the code for the phone.

It sees only the picture. Digits are told apart by laying each over the ten digits of the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps
from pyzbar import pyzbar

LEAST_DOTS = 90
"""Eleven millimetres: nothing else on a slip but its number and its code is so high."""
SEEN, TAKEN = 255, 128
SIZE = (48, 64)
WEIGHTS = ("SemiBold", "Bold", "ExtraBold", "Black")
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Read:
    """What stands on it."""

    number: int
    url: str


def read(paper: Image.Image) -> Read:
    """The number and the address. Raises ValueError when either cannot be read."""
    grey = paper.convert("L")
    (code,) = pyzbar.decode(grey) or [None]
    if code is None:
        raise ValueError("no code on the slip")
    plain = grey.copy()
    left, top = code.rect.left - 8, code.rect.top - 8
    where = (left, top, left + code.rect.width + 16, top + code.rect.height + 16)
    ImageDraw.Draw(plain).rectangle(where, fill=255)
    ink = ImageOps.invert(plain)
    digits = "".join(_digit(ink.crop(box)) for box in _tall(ink))
    return Read(int(digits), code.data.decode())


def _tall(ink: Image.Image) -> list[Box]:
    """What is as high as the number, from left to right: the line with the most shapes alike high.

    A sign or a block of white words on black is alone on its line; words that stand one under the
    other and touch are of many heights.
    """
    rows = _runs(ink.resize((1, ink.height), Image.Resampling.BOX), ink.height)
    lines = [_shapes(ink, top, bottom) for top, bottom in rows if bottom - top >= LEAST_DOTS]
    return max((line for line in lines if _are_alike(line)), key=len, default=[])


def _are_alike(line: list[Box]) -> bool:
    heights = [bottom - top for _, top, _, bottom in line]
    return bool(heights) and max(heights) <= 1.1 * min(heights)


def _shapes(ink: Image.Image, top: int, bottom: int) -> list[Box]:
    """Ink that hangs together: a 7 may reach over the 4 beside it."""
    line = ink.crop((0, top, ink.width, bottom)).point(lambda value: SEEN if value else 0)
    found = []
    while (box := line.getbbox()) is not None:
        column = line.crop((box[0], 0, box[0] + 1, line.height)).getbbox()
        assert column is not None
        ImageDraw.floodfill(line, (box[0], column[1]), TAKEN)
        shape = line.point(lambda value: value if value == TAKEN else 0).getbbox()
        line = line.point(lambda value: value if value == SEEN else 0)
        if shape and shape[3] - shape[1] >= LEAST_DOTS:
            found.append((shape[0], top + shape[1], shape[2], top + shape[3]))
    return sorted(found)


def _runs(profile: Image.Image, length: int) -> list[tuple[int, int]]:
    """Where there is ink without a gap, in a picture that is one dot wide or high."""
    inked = [value > 0 for value in profile.tobytes()]
    edges = [i for i in range(length + 1) if (i > 0 and inked[i - 1]) != (i < length and inked[i])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _digit(shape: Image.Image) -> str:
    seen = _framed(shape)
    return min(_digits(), key=lambda one: _difference(seen, one[1]))[0]


def _difference(one: Image.Image, other: Image.Image) -> int:
    return sum(value * n for value, n in enumerate(ImageChops.difference(one, other).histogram()))


def _framed(shape: Image.Image) -> Image.Image:
    """As high as the frame, and as wide as it then is: a 1 stays narrow."""
    return ImageOps.pad(shape, SIZE, color=0)


@cache
def _digits() -> list[tuple[str, Image.Image]]:
    folder = Path(fontpkg_be_vietnam_pro.__file__).parent
    found = []
    for weight in WEIGHTS:
        face = ImageFont.truetype(str(next(folder.rglob(f"BeVietnamPro-{weight}.ttf"))), 200)
        for digit in "0123456789":
            drawn = Image.new("L", (300, 400), 0)
            ImageDraw.Draw(drawn).text((50, 50), digit, font=face, fill=255)
            found.append((digit, _framed(drawn.crop(drawn.getbbox()))))
    return found
