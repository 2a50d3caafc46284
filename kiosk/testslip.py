"""A slip for whoever changes the roll: every dot prints, the edges are where they should be."""

from __future__ import annotations

from datetime import datetime

from PIL import Image

from kiosk.drawing import SIZES, WIDTH_DOTS
from kiosk.pen import DOTS_PER_MM, Pen, fit, font
from kiosk.slip import machine_name
from kiosk.words import WORDS

BARS = 8
BAR_MM = 4


def draw_test(width_mm: int, kiosk: str, at: datetime) -> Image.Image:
    """The machine, the hour, the width, black bars and a frame; it says that it is no ticket."""
    pen = Pen(WIDTH_DOTS[width_mm], SIZES[width_mm])
    for lang in ("vi", "en"):
        text = WORDS[lang]["test_print"]
        pen.middle([text], fit("ExtraBold", pen.sizes.title, text, pen.room), step=60)
    machine = WORDS["vi"]["machine"].format(machine_name(kiosk))
    pen.paragraph(f"{machine} · {kiosk} · {width_mm} mm", "Medium", pen.sizes.text)
    pen.paragraph(at.strftime("%H:%M:%S  %d/%m/%Y"), "Bold", pen.sizes.text)
    _bars(pen)
    small = font("Medium", pen.sizes.small)
    pen.middle(["ĂÂĐÊÔƠƯ ẤẦẨẪẬ ỀỂỄỆ ỒỔỖỘ", "0123456789"], small, step=pen.sizes.small + 10)
    pen.draw.rectangle((0, 0, pen.width - 1, pen.y + 8), outline=0, width=2)
    return pen.finish()


def _bars(pen: Pen) -> None:
    """From black to white and back across the whole width: a dead element is a white line."""
    pen.y += pen.sizes.gap
    deep = BAR_MM * DOTS_PER_MM
    pen.draw.rectangle((0, pen.y, pen.width - 1, pen.y + deep), fill=0)
    pen.y += deep + 8
    each = pen.width // BARS
    for i in range(0, BARS, 2):
        pen.draw.rectangle((i * each, pen.y, (i + 1) * each - 1, pen.y + deep), fill=0)
    pen.y += deep + pen.sizes.gap
