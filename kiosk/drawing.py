"""Slips as pictures of dots: Vietnamese printer fonts do not exist, so everything is drawn."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from PIL import Image

from kiosk.blocks import DRAWN, Sheet
from kiosk.pen import DOTS_PER_MM, Pen, Sizes
from kiosk.slip import Slip
from kiosk.templates import Template, open_template

WIDTH_DOTS = {80: 576, 58: 384}
SIZES = {
    80: Sizes(number=208, title=46, place=52, text=36, fact=50, small=34, gap=13),
    58: Sizes(number=146, title=40, place=46, text=34, fact=48, small=33, gap=8),
}
"""Number caps are 0.74 of the size: 19.2 mm and 13.5 mm high where the digits are not too wide."""
CAPS = 0.735
"""Capitals are so much of the type's size, rounded down: never less than what was asked for."""
COMPACT_DOTS = 4
"""How much less room a compact slip leaves between its blocks."""


def draw(
    slip: Slip, width_mm: int, template: Template | None = None, lang: str = "vi"
) -> Image.Image:
    """The slip as a 1-bit picture, 8 dots a millimetre, as long as it needs."""
    template = template or open_template(None)
    pen = Pen(WIDTH_DOTS[width_mm], _sizes(width_mm, template))
    sheet = Sheet(pen, slip, template, lang)
    for block in template.blocks:
        DRAWN[block](sheet)
    return pen.finish()


def _sizes(width_mm: int, template: Template) -> Sizes:
    sizes = SIZES[width_mm]
    least = ceil(template.text_mm * DOTS_PER_MM / CAPS)
    words = {
        name: max(getattr(sizes, name), least)
        for name in ("title", "place", "text", "fact", "small")
    }
    if template.number_mm is not None:
        words["number"] = ceil(template.number_mm * DOTS_PER_MM / CAPS)
    gap = sizes.gap - COMPACT_DOTS if template.compact else sizes.gap
    return replace(sizes, **words, gap=gap)
