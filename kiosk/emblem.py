"""Pictures on a slip, one bit each: the flower that is delivered, and a centre's own logo."""

from __future__ import annotations

from cmath import rect as polar
from io import BytesIO
from math import pi
from pathlib import Path

from PIL import Image, ImageDraw, UnidentifiedImageError

from broker.slips import LARGEST_PIXELS
from kiosk.errors import BadSetting

DOTS_PER_MM = 8
WIDEST_DOTS = 336
"""A logo fits on 58 mm paper too."""
_FINE = 8
"""Dots are drawn so many times finer, and then decided black or white."""
_MIDDLE_GREY = 128
Point = complex
_PETAL: tuple[tuple[Point, Point, Point, Point], ...] = (
    (0 - 7j, -13 - 13j, -24 - 25j, -20 - 37j),
    (-20 - 37j, -17 - 46j, -6 - 47j, 0 - 41j),
    (0 - 41j, 6 - 47j, 17 - 46j, 20 - 37j),
    (20 - 37j, 24 - 25j, 13 - 13j, 0 - 7j),
)
"""A petal of the flamboyant, pointing up, in a square of 100: four cubic curves."""


def flower(height_mm: float) -> Image.Image:
    """The flamboyant of Hải Phòng: four full petals and a light one."""
    dots = round(height_mm * DOTS_PER_MM)
    unit = dots * _FINE / 96
    fine = Image.new("L", (dots * _FINE, dots * _FINE), 255)
    pen = ImageDraw.Draw(fine)
    for petal in range(5):
        outline = [_at(point, petal, unit) for point in _petal()]
        if petal:
            pen.polygon(outline, fill=0)
        else:
            pen.line([*outline, outline[0]], fill=0, width=round(4.5 * unit), joint="curve")
            for end in (0 - 33j, -8 - 31j, 8 - 31j):
                pen.line([_at(0 - 13j, 0, unit), _at(end, 0, unit)], 0, round(3.2 * unit))
    middle, radius = _at(0, 0, unit), 5.5 * unit
    ends = (middle[0] - radius, middle[1] - radius, middle[0] + radius, middle[1] + radius)
    pen.ellipse(ends, fill=0)
    return _decide(fine.resize((dots, dots), Image.Resampling.BOX))


def from_file(source: Path | BytesIO, name: str, height_mm: float) -> Image.Image:
    """A PNG called ``name`` as dots, as high as wanted, or as wide as the paper allows.

    Greys become black or white at the middle: scattered dots print as dirt. Raises BadSetting.
    """
    if isinstance(source, BytesIO):
        source.seek(0)
    try:
        with Image.open(source, formats=["PNG"]) as found:
            if found.width * found.height > LARGEST_PIXELS:
                raise BadSetting(f"{name} is too large")
            seen = found.convert("RGBA")
    except (OSError, UnidentifiedImageError) as error:
        raise BadSetting(f"cannot read {name} as a PNG: {error}") from error
    grey = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("L")
    scale = min(height_mm * DOTS_PER_MM / grey.height, WIDEST_DOTS / grey.width)
    size = (max(round(grey.width * scale), 1), max(round(grey.height * scale), 1))
    made = _decide(grey.resize(size, Image.Resampling.BOX))
    if made.convert("L").getextrema() == (255, 255):
        raise BadSetting(f"{name} is blank on paper: draw it black on white")
    return made


def _petal() -> list[Point]:
    steps = [step / 16 for step in range(16)]
    return [_curve(curve, t) for curve in _PETAL for t in steps]


def _curve(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    a, b, c, d = curve
    s = 1 - t
    return s**3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t**3 * d


def _at(point: Point, petal: int, unit: float) -> tuple[float, float]:
    turned = point * polar(1, petal * 2 * pi / 5)
    return (turned.real + 48) * unit, (turned.imag + 49) * unit


def _decide(grey: Image.Image) -> Image.Image:
    return grey.point([0] * _MIDDLE_GREY + [255] * _MIDDLE_GREY).convert(
        "1", dither=Image.Dither.NONE
    )


def star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The corners of a star of five points, one of them up."""
    corners = (
        polar(radius if i % 2 == 0 else radius * 0.4, i * pi / 5 - pi / 2) for i in range(10)
    )
    return [(x + at.real, y + at.imag) for at in corners]
