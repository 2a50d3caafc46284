"""Slips as pictures of dots: Vietnamese printer fonts do not exist, so everything is drawn."""

from __future__ import annotations

from cmath import rect as polar
from math import pi

from PIL import Image

from kiosk.pen import Pen, Sizes, balance, fit, font, qr
from kiosk.slip import Slip

WIDTH_DOTS = {80: 576, 58: 384}
SIZES = {
    80: Sizes(number=208, title=46, place=52, text=36, fact=50, small=34, gap=16),
    58: Sizes(number=146, title=40, place=46, text=34, fact=48, small=33, gap=12),
}
"""Number caps are 0.74 of the size: 19.2 mm and 13.5 mm high where the digits are not too wide."""
BESIDE_DOTS = 250
"""The least room for words beside the QR code."""


def draw(slip: Slip, width_mm: int) -> Image.Image:
    """The slip as a 1-bit picture, 8 dots a millimetre, as long as it needs."""
    pen = Pen(WIDTH_DOTS[width_mm], SIZES[width_mm])
    for part in (_head, _number, _priority, _place, _group, _facts, _code, _foot):
        part(pen, slip)
    return pen.finish()


def _head(pen: Pen, slip: Slip) -> None:
    pen.paragraph(slip.centre, "SemiBold", pen.sizes.text)
    pen.rule()


def _number(pen: Pen, slip: Slip) -> None:
    pen.paragraph(slip.title, "SemiBold", pen.sizes.title)
    text = str(slip.number)
    face = fit("Bold", pen.sizes.number, text, pen.width - 6)
    left, top, right, bottom = pen.draw.textbbox((0, 0), text, face)
    pen.y += pen.sizes.gap + 4
    pen.draw.text(((pen.width - left - right) / 2, pen.y - top), text, 0, face)
    pen.y += int(bottom - top) + 2 * pen.sizes.gap


def _priority(pen: Pen, slip: Slip) -> None:
    if slip.priority is None:
        return
    face, size = font("Bold", pen.sizes.title), pen.sizes.title
    length, star = int(face.getlength(slip.priority)), size + 8
    box = (pen.side, pen.y, pen.width - pen.side, pen.y + size + 24)
    middle_y, x = (box[1] + box[3]) // 2, (pen.width - length - star) // 2
    pen.draw.rounded_rectangle(box, 12, outline=0, width=4)
    pen.draw.polygon(_star(x + size // 3, middle_y, size / 2), fill=0)
    pen.draw.text((x + star, middle_y), slip.priority, 0, face, anchor="lm")
    pen.y = box[3] + 14


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners = (
        polar(radius if i % 2 == 0 else radius * 0.4, i * pi / 5 - pi / 2) for i in range(10)
    )
    return [(x + at.real, y + at.imag) for at in corners]


def _place(pen: Pen, slip: Slip) -> None:
    inner, size = pen.room - 32, pen.sizes.place
    zone, counters = fit("Bold", size, slip.zone, inner), fit("SemiBold", size - 4, "", inner)
    names = balance(slip.zone, zone, inner)
    ranges = balance(slip.counters, counters, inner) if slip.counters else []
    height = (len(names) + len(ranges)) * (size + 8) + 36
    box = (pen.side, pen.y, pen.width - pen.side, pen.y + height)
    pen.draw.rounded_rectangle(box, 14, fill=0)
    pen.y += 12
    pen.middle(names, zone, step=size + 8, ink=1)
    pen.middle(ranges, counters, step=size + 8, ink=1)
    pen.y = box[3] + 14


def _group(pen: Pen, slip: Slip) -> None:
    pen.paragraph(slip.group, "SemiBold", pen.sizes.text)


def _facts(pen: Pen, slip: Slip) -> None:
    pen.rule(dashed=True)
    cells = [cell for cell in (slip.ahead, slip.expected) if cell]
    if len(cells) == 2 and pen.width >= WIDTH_DOTS[80]:
        _columns(pen, cells[0], cells[1])
    else:
        for label, value in cells:
            pen.paragraph(label, "Medium", pen.sizes.small)
            pen.paragraph(value, "Bold", pen.sizes.fact)
            pen.y += 4
    pen.paragraph(slip.wait, "Medium", pen.sizes.small)


def _columns(pen: Pen, first: tuple[str, str], second: tuple[str, str]) -> None:
    edge = pen.width * 3 // 7
    top, step = pen.y, pen.sizes.small + pen.sizes.fact
    for (label, value), start, end in (
        (first, pen.side, edge),
        (second, edge, pen.width - pen.side),
    ):
        middle, room = (start + end) // 2, end - start - 12
        small = fit("Medium", pen.sizes.small, label, room)
        big = fit("Bold", pen.sizes.fact, value, room)
        pen.draw.text((middle, top), label, 0, small, anchor="ma")
        pen.draw.text((middle, top + step), value, 0, big, anchor="ms")
    pen.draw.line((edge, top, edge, top + step + 10), 0, 3)
    pen.y += step + 22


def _code(pen: Pen, slip: Slip) -> None:
    pen.rule(dashed=True)
    code = qr(slip.url)
    if pen.room - code.width < BESIDE_DOTS:
        pen.image.paste(code, ((pen.width - code.width) // 2, pen.y))
        pen.y += code.height - pen.sizes.gap
        pen.paragraph(slip.scan, "Medium", pen.sizes.small)
    else:
        _beside(pen, code, slip.scan)
    pen.rule(dashed=True)


def _beside(pen: Pen, code: Image.Image, text: str) -> None:
    top = pen.y - pen.sizes.gap + 4
    pen.image.paste(code, (0, top))
    x, face = code.width, font("Medium", pen.sizes.small)
    lines = balance(text, face, pen.width - pen.side - x)
    step = pen.sizes.small + 10
    first = top + (code.height - step * len(lines)) // 2
    for i, line in enumerate(lines):
        pen.draw.text((x, first + i * step), line, 0, face)
    pen.y = top + code.height - pen.sizes.gap


def _foot(pen: Pen, slip: Slip) -> None:
    face = font("Medium", pen.sizes.small)
    pen.block(slip.missed, face)
    pen.rule()
    pen.ends(slip.issued, slip.date, face)
    pen.ends(slip.mark or "", slip.machine, face)
