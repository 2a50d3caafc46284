"""Slips as pictures of dots: Vietnamese printer fonts do not exist, so everything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fontpkg_be_vietnam_pro
import segno
from PIL import Image, ImageDraw, ImageFont

from kiosk.slip import Slip

DOTS_PER_MM = 8
WIDTH_DOTS = {80: 576, 58: 384}
QR_MM = 25
_FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in dots for one width of paper."""

    number: int
    title: int
    place: int
    text: int
    fact: int
    small: int
    gap: int


SIZES = {80: Sizes(208, 46, 52, 34, 50, 32, 16), 58: Sizes(138, 36, 42, 30, 38, 28, 12)}
"""Number caps are 0.74 of the size: 19.2 mm and 12.8 mm high."""


@lru_cache(maxsize=32)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Be Vietnam Pro in a weight such as ``Bold``."""
    found = next(_FONTS.rglob(f"BeVietnamPro-{weight}.ttf"))
    return ImageFont.truetype(str(found), size)


def draw(slip: Slip, width_mm: int) -> Image.Image:
    """The slip as a 1-bit picture, 8 dots a millimetre, as long as it needs."""
    pen = _Pen(WIDTH_DOTS[width_mm], SIZES[width_mm])
    for part in (_head, _number, _place, _facts, _code, _foot):
        part(pen, slip)
    return pen.finish()


class _Pen:
    """Draws downward on a page that is cut off where the pen ends."""

    def __init__(self, width: int, sizes: Sizes) -> None:
        self.width, self.sizes, self.y = width, sizes, 24
        self.image = Image.new("1", (width, 2400), 1)
        self.draw = ImageDraw.Draw(self.image)
        self.draw.fontmode = "1"
        self.side = 16

    def finish(self) -> Image.Image:
        return self.image.crop((0, 0, self.width, self.y + 24))

    def lines(self, text: str, weight: str, size: int, *, fill: int = 0, pad: int = 6) -> None:
        face = font(weight, size)
        for line in balance(text, face, self.width - 2 * self.side):
            self.draw.text((self.width // 2, self.y), line, fill, face, anchor="ma")
            self.y += size + pad

    def rule(self, *, dashed: bool = False) -> None:
        self.y += self.sizes.gap
        step = 14 if dashed else self.width
        for x in range(self.side, self.width - self.side, step):
            end = min(x + (9 if dashed else step), self.width - self.side)
            self.draw.line((x, self.y, end, self.y), 0, 3)
        self.y += self.sizes.gap


def wrap(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Words broken into lines no wider than ``width`` dots; a longer word keeps its own line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            tried = f"{line} {word}".strip()
            if line and face.getlength(tried) > width:
                lines.append(line)
                tried = word
            line = tried
        lines.append(line)
    return lines


def balance(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """As few lines as ``wrap`` needs, of about the same length: no word is left alone."""
    lines = wrap(text, face, width)
    while width > 40 and len(tighter := wrap(text, face, width - 8)) == len(lines):
        lines, width = tighter, width - 8
        if max(face.getlength(line) for line in lines) > width:
            break
    return lines


def fit(weight: str, size: int, text: str, width: int) -> ImageFont.FreeTypeFont:
    """The largest type up to ``size`` in which ``text`` is no wider than ``width``."""
    while size > 20 and font(weight, size).getlength(text) > width:
        size -= 2
    return font(weight, size)


def _head(pen: _Pen, slip: Slip) -> None:
    pen.lines(slip.centre, "SemiBold", pen.sizes.text)
    pen.rule()


def _number(pen: _Pen, slip: Slip) -> None:
    pen.lines(slip.title, "SemiBold", pen.sizes.title)
    face = fit("Bold", pen.sizes.number, str(slip.number), pen.width - 8)
    box = pen.draw.textbbox((pen.width // 2, pen.y), str(slip.number), face, anchor="ma")
    top = 2 * pen.y - box[1] + pen.sizes.gap
    pen.draw.text((pen.width // 2, top), str(slip.number), 0, face, anchor="ma")
    pen.y += int(box[3] - box[1]) + pen.sizes.gap + 28
    if slip.priority:
        _boxed(pen, slip.priority)


def _boxed(pen: _Pen, text: str) -> None:
    face = font("Bold", pen.sizes.title)
    half = int(face.getlength(text) / 2) + 24
    middle = pen.width // 2
    box = (middle - half, pen.y, middle + half, pen.y + pen.sizes.title + 22)
    pen.draw.rounded_rectangle(box, 12, outline=0, width=4)
    pen.draw.text((middle, (box[1] + box[3]) // 2), text, 0, face, anchor="mm")
    pen.y = box[3] + 18


def _place(pen: _Pen, slip: Slip) -> None:
    inner = pen.width - 4 * pen.side
    zone = fit("Bold", pen.sizes.place, slip.zone, inner)
    counters = fit("SemiBold", pen.sizes.place - 6, slip.counters, inner)
    height = 2 * pen.sizes.place + 44
    box = (pen.side, pen.y, pen.width - pen.side, pen.y + height)
    pen.draw.rounded_rectangle(box, 12, fill=0)
    pen.draw.text((pen.width // 2, pen.y + height * 0.3), slip.zone, 1, zone, anchor="mm")
    pen.draw.text((pen.width // 2, pen.y + height * 0.72), slip.counters, 1, counters, anchor="mm")
    pen.y += height + 18
    pen.lines(slip.group, "SemiBold", pen.sizes.text + 2)


def _facts(pen: _Pen, slip: Slip) -> None:
    pen.rule(dashed=True)
    if slip.wait is None:
        pen.lines(": ".join(slip.ahead), "SemiBold", pen.sizes.text)
        pen.lines(slip.expected[1], "SemiBold", pen.sizes.text)
        return
    left = pen.width * 2 // 5
    cells = ((slip.ahead, pen.side, left), (slip.expected, left, pen.width - pen.side))
    for (label, value), start, end in cells:
        middle, room = (start + end) // 2, end - start - 12
        small = fit("Medium", pen.sizes.small, label, room)
        big = fit("Bold", pen.sizes.fact, value, room)
        pen.draw.text((middle, pen.y), label, 0, small, anchor="ma")
        baseline = pen.y + pen.sizes.small + pen.sizes.fact
        pen.draw.text((middle, baseline), value, 0, big, anchor="ms")
    height = pen.sizes.small + pen.sizes.fact + 16
    pen.draw.line((left, pen.y, left, pen.y + height), 0, 3)
    pen.y += height + 8
    pen.lines(slip.wait, "Medium", pen.sizes.small)


def _code(pen: _Pen, slip: Slip) -> None:
    pen.rule(dashed=True)
    code = qr(slip.url)
    if pen.width - code.width < pen.width // 2:
        pen.image.paste(code, ((pen.width - code.width) // 2, pen.y))
        pen.y += code.height
        pen.lines(slip.scan.replace("\n", " "), "Medium", pen.sizes.small)
    else:
        _beside(pen, code, slip.scan)
    pen.rule(dashed=True)


def _beside(pen: _Pen, code: Image.Image, text: str) -> None:
    pen.image.paste(code, (pen.side - 8, pen.y))
    x, lines = pen.side + code.width - 8, text.split("\n")
    face = fit("Medium", pen.sizes.small, max(lines, key=len), pen.width - x - pen.side)
    step = pen.sizes.small + 10
    top = pen.y + (code.height - step * len(lines)) // 2
    for i, line in enumerate(lines):
        pen.draw.text((x, top + i * step), line, 0, face)
    pen.y += code.height


def _foot(pen: _Pen, slip: Slip) -> None:
    face = font("Medium", pen.sizes.small)
    for line in wrap(slip.missed, face, pen.width - 2 * pen.side):
        pen.draw.text((pen.side, pen.y), line, 0, face)
        pen.y += pen.sizes.small + 8
    pen.rule()
    rows = ((slip.issued, slip.date), (slip.mark or "", slip.machine))
    for left, right in rows:
        pen.draw.text((pen.side, pen.y), left, 0, face)
        pen.draw.text((pen.width - pen.side, pen.y), right, 0, face, anchor="ra")
        pen.y += pen.sizes.small + 8


def qr(url: str) -> Image.Image:
    """A QR code of at least 25 mm at whole dots a module, with its quiet zone of 4 modules."""
    code = segno.make(url, error="m", micro=False)
    modules = code.symbol_size(border=0)[0]
    scale = -(-QR_MM * DOTS_PER_MM // modules)
    rows = list(code.matrix_iter(scale=scale, border=4))
    image = Image.new("1", (len(rows[0]), len(rows)), 1)
    put: Callable[[tuple[int, int], int], None] = image.putpixel
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                put((x, y), 0)
    return image
