"""Pictures as PNG, where Pillow is installed; the server itself does not need it."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from server.errors import PlotRefused
from server.virtual.drawing import Box, Dot, Label, Picture, Stroke

SCALE = 2
"""Pixels for each unit of a picture."""
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def write_png(picture: Picture, path: Path) -> None:
    """Draw it. Raises PlotRefused without Pillow."""
    try:
        pillow, drawing, fonts = (
            import_module(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont")
        )
    except ImportError as error:
        raise PlotRefused("PNG needs Pillow (pip install pillow): or write a .svg file") from error
    image = pillow.new("RGB", (picture.width * SCALE, picture.height * SCALE), "#ffffff")
    draw = drawing.Draw(image)
    for shape in picture.shapes:
        match shape:
            case Stroke():
                _stroke(draw, shape)
            case Box(x, y, width, height, colour):
                draw.rectangle(_scaled(x, y, x + width, y + height), fill=colour)
            case Dot(x, y, r, colour):
                draw.ellipse(_scaled(x - r, y - r, x + r, y + r), fill=colour)
            case Label():
                font = _font(fonts, shape)
                place = _scaled(shape.x, shape.y)
                draw.text(place, shape.text, shape.colour, font, _ANCHORS[shape.anchor])
    image.save(path)


def _scaled(*values: float) -> list[float]:
    return [value * SCALE for value in values]


def _stroke(draw: Any, stroke: Stroke) -> None:
    width = max(round(stroke.width * SCALE), 1)
    points = [(x * SCALE, y * SCALE) for x, y in stroke.points]
    if not stroke.dashed:
        draw.line(points, stroke.colour, width, "curve")
        return
    for i, (a, b) in enumerate(pairwise(points)):
        if i % 2 == 0:
            draw.line([a, b], stroke.colour, width)


def _font(fonts: Any, label: Label) -> Any:
    """Ours, which has all Vietnamese letters; without it the one inside Pillow."""
    weight = "Bold" if label.bold else "Regular"
    try:
        found = files("fontpkg_be_vietnam_pro").joinpath(f"files/BeVietnamPro-{weight}.ttf")
    except ModuleNotFoundError:
        return fonts.load_default(label.size * SCALE)
    return fonts.truetype(str(found), label.size * SCALE)
