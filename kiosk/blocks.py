"""The blocks of a slip, each drawn below the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from kiosk.emblem import star
from kiosk.pen import LEAD_DOTS, RULE_DOTS, Pen, balance, fit, font, qr
from kiosk.slip import Fact, Slip
from kiosk.templates import Template

BESIDE_DOTS = 250
"""The least room for words beside the QR code, or beside the logo."""
LOGO_GAP_DOTS = 14
BETWEEN_DOTS = 20
"""At least between a label and what it says."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the drawing of one block sees."""

    pen: Pen
    slip: Slip
    template: Template
    lang: str


def _head(sheet: Sheet) -> None:
    pen, template = sheet.pen, sheet.template
    logo = template.logo if pen.is_wide else template.narrow_logo
    room = pen.room - (logo.width + LOGO_GAP_DOTS if logo else 0)
    if logo is not None and pen.is_wide and room >= BESIDE_DOTS:
        _beside_logo(pen, logo, sheet.slip.centre, room)
    else:
        if logo is not None:
            pen.image.paste(logo, ((pen.width - logo.width) // 2, pen.y))
            pen.y += logo.height + 8
        pen.paragraph(sheet.slip.centre, "SemiBold", pen.sizes.text)
    pen.rule()


def _beside_logo(pen: Pen, logo: Image.Image, text: str, room: int) -> None:
    face, step = font("SemiBold", pen.sizes.text), pen.sizes.text + LEAD_DOTS
    lines = balance(text, face, room)
    height = max(logo.height, step * len(lines))
    x = pen.side + logo.width + LOGO_GAP_DOTS
    pen.image.paste(logo, (pen.side, pen.y + (height - logo.height) // 2))
    top = pen.y + (height - step * len(lines)) // 2
    for line in lines:
        pen.draw.text((x, top), line, 0, face)
        top += step
    pen.y += height


def _number(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    pen.paragraph(slip.title, "SemiBold", pen.sizes.title)
    text = str(slip.number)
    face = fit("Bold", pen.sizes.number, text, pen.width - 6)
    left, top, right, bottom = pen.draw.textbbox((0, 0), text, face)
    pen.y += pen.sizes.gap + 4
    pen.draw.text(((pen.width - left - right) / 2, pen.y - top), text, 0, face)
    pen.y += int(bottom - top) + pen.sizes.gap + 8


def _signs(sheet: Sheet) -> None:
    slip = sheet.slip
    for words, has_star in ((slip.priority, True), (slip.alone, False), (slip.copied, False)):
        if words is not None:
            _sign(sheet.pen, words, has_star)


def _sign(pen: Pen, words: str, has_star: bool) -> None:
    size = pen.sizes.title
    gap = size + 8 if has_star else 0
    face = fit("Bold", size, words, pen.room - gap - 24)
    length = int(face.getlength(words))
    box = (pen.side, pen.y, pen.width - pen.side, pen.y + size + 18)
    middle_y, x = (box[1] + box[3]) // 2, (pen.width - length - gap) // 2
    pen.draw.rounded_rectangle(box, 12, outline=0, width=4)
    if has_star:
        pen.draw.polygon(star(x + size // 3, middle_y, size / 2), fill=0)
    pen.draw.text((x + gap, middle_y), words, 0, face, anchor="lm")
    pen.y = box[3] + 10


def _place(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    inner, size = pen.room - 32, pen.sizes.place
    zone, counters = fit("Bold", size, slip.zone, inner), fit("SemiBold", size - 4, "", inner)
    names = balance(slip.zone, zone, inner)
    ranges = balance(slip.counters, counters, inner) if slip.counters else []
    height = (len(names) + len(ranges)) * (size + LEAD_DOTS) + 20
    box = (pen.side, pen.y, pen.width - pen.side, pen.y + height)
    pen.draw.rounded_rectangle(box, 14, fill=0)
    pen.y += 8
    pen.middle(names, zone, step=size + LEAD_DOTS, ink=1)
    pen.middle(ranges, counters, step=size + LEAD_DOTS, ink=1)
    pen.y = box[3] + 10


def _group(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    pen.paragraph(slip.group, "SemiBold", pen.sizes.text)
    if slip.appointment:
        face = fit("Bold", pen.sizes.title, slip.appointment, pen.room)
        pen.middle([slip.appointment], face, step=int(face.size) + LEAD_DOTS)


def _facts(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    pen.rule(dashed=True)
    cells = [cell for cell in (slip.ahead, slip.expected) if cell]
    if len(cells) == 2 and pen.is_wide:
        _columns(pen, cells[0], cells[1])
    elif sheet.template.compact:
        _short_rows(pen, cells)
    else:
        _rows(pen, cells)
    if not (cells and sheet.template.compact and slip.expected):
        pen.paragraph(slip.wait if pen.is_wide else slip.brief, "Medium", pen.sizes.small)


def _rows(pen: Pen, cells: Sequence[Fact]) -> None:
    """A label and, beside it where there is room, else below it, what it says."""
    small, big = font("Medium", pen.sizes.small), font("Bold", pen.sizes.fact)
    for label, value in cells:
        if small.getlength(label) + big.getlength(value) + BETWEEN_DOTS > pen.room:
            pen.paragraph(label, "Medium", pen.sizes.small)
            pen.paragraph(value, "Bold", pen.sizes.fact)
            continue
        base = pen.y + pen.sizes.fact
        pen.draw.text((pen.side, base), label, 0, small, anchor="ls")
        pen.draw.text((pen.width - pen.side, base), value, 0, big, anchor="rs")
        pen.y = base + pen.sizes.small // 2


def _short_rows(pen: Pen, cells: Sequence[Fact]) -> None:
    """One row a fact, what it says at the right margin; two when they would touch."""
    small, big = font("Medium", pen.sizes.small), font("Bold", pen.sizes.text)
    for label, value in cells:
        if small.getlength(label) + big.getlength(value) + 12 > pen.room:
            pen.block(label, small)
        else:
            pen.draw.text((pen.side, pen.y), label, 0, small)
        pen.draw.text((pen.width - pen.side, pen.y), value, 0, big, anchor="ra")
        pen.y += pen.sizes.text + LEAD_DOTS


def _columns(pen: Pen, first: Fact, second: Fact) -> None:
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


def _code(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    pen.rule(dashed=True)
    code = qr(slip.url, sheet.template.qr_mm)
    if _has_words_beside(pen, code):
        _beside(pen, code, [slip.valid] if sheet.template.compact else [slip.scan, slip.valid])
        return
    pen.y += 4 - pen.sizes.gap
    pen.image.paste(code, ((pen.width - code.width) // 2, pen.y))
    pen.y += code.height
    if not sheet.template.compact:
        pen.paragraph(slip.scan, "Medium", pen.sizes.small)


def _has_words_beside(pen: Pen, code: Image.Image) -> bool:
    return pen.room - code.width >= BESIDE_DOTS


def _beside(pen: Pen, code: Image.Image, texts: Sequence[str]) -> None:
    top = pen.y - pen.sizes.gap + 4
    pen.image.paste(code, (0, top))
    x, face = code.width, font("Medium", pen.sizes.small)
    room = pen.width - pen.side - x
    lines = [line for text in texts for line in balance(text, face, room)]
    step = pen.sizes.small + 10
    first = top + (code.height - step * len(lines)) // 2
    for i, line in enumerate(lines):
        pen.draw.text((x, first + i * step), line, 0, face)
    pen.y = top + code.height - pen.sizes.gap + RULE_DOTS


def _missed(sheet: Sheet) -> None:
    pen = sheet.pen
    pen.rule(dashed=True)
    slip = sheet.slip
    is_said = _has_words_beside(pen, qr(slip.url, sheet.template.qr_mm))
    said = slip.missed if is_said else f"{slip.missed} {slip.valid}"
    pen.block(said, font("Medium", pen.sizes.small))


def _lines(sheet: Sheet) -> None:
    pen = sheet.pen
    for line in sheet.template.lines:
        said = line.en if sheet.lang == "en" else line.vi
        pen.block(said, font("Medium", pen.sizes.small))


def _hotline(sheet: Sheet) -> None:
    pen = sheet.pen
    if sheet.template.hotline:
        said = sheet.slip.hotline.format(sheet.template.hotline)
        pen.block(said, font("SemiBold", pen.sizes.small))


def _foot(sheet: Sheet) -> None:
    pen, slip = sheet.pen, sheet.slip
    face = font("Medium", pen.sizes.small)
    pen.rule()
    pen.ends(slip.issued, slip.date, face)
    pen.ends(slip.mark or "", slip.machine, face)


DRAWN: dict[str, Callable[[Sheet], None]] = {
    "head": _head,
    "number": _number,
    "signs": _signs,
    "place": _place,
    "group": _group,
    "facts": _facts,
    "code": _code,
    "missed": _missed,
    "lines": _lines,
    "hotline": _hotline,
    "foot": _foot,
}
"""How each block of a template is drawn."""
