"""Drawing on a strip of paper: type, lines that break well, rules, and QR codes."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path

import fontpkg_be_vietnam_pro
import segno
from PIL import Image, ImageDraw, ImageFont

DOTS_PER_MM = 8
QR_MM = 25
SMALLEST_DOTS = 33
"""Caps of 3 mm: the font's capitals are 0.74 of its size."""
LONGEST_DOTS = 4000
WIDE_DOTS = 500
LEAD_DOTS = 6
"""Between lines: room for a tone above a capital, such as Ề."""
RULE_DOTS = 3
EDGE_DOTS = 14
"""Above the first and below the last line; the knife leaves more."""
_FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent
Face = ImageFont.FreeTypeFont


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


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> Face:
    """Be Vietnam Pro in a weight such as ``Bold``."""
    found = next(_FONTS.rglob(f"BeVietnamPro-{weight}.ttf"))
    return ImageFont.truetype(str(found), size)


def fit(weight: str, size: int, text: str, width: int) -> Face:
    """The largest type up to ``size`` dots in which ``text`` is no wider than ``width``."""
    while size > SMALLEST_DOTS and font(weight, size).getlength(text) > width:
        size -= 2
    return font(weight, size)


def wrap(text: str, face: Face, width: int) -> list[str]:
    """Words broken into lines no wider than ``width`` dots; a longer word is broken too."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(paragraph, face, width):
            tried = f"{line} {word}".strip()
            if line and face.getlength(tried) > width:
                lines.append(line)
                tried = word
            line = tried
        lines.append(line)
    return lines


def _pieces(text: str, face: Face, width: int) -> Iterator[str]:
    for word in text.split():
        while face.getlength(word) > width and len(word) > 1:
            fits = range(1, len(word))
            count = bisect(fits, width, key=lambda n: ceil(face.getlength(word[:n]))) or 1
            yield word[:count]
            word = word[count:]
        yield word


@lru_cache(maxsize=256)
def balance(text: str, face: Face, width: int) -> list[str]:
    """As few lines as ``wrap`` needs, of about the same length: no word is left alone.

    Kept, because most lines of a slip are those of the slip before; do not change the list.
    """
    lines = wrap(text, face, width)
    longest = max((face.getlength(piece) for piece in _pieces(text, face, width)), default=width)
    while width - 8 >= longest and len(tighter := wrap(text, face, width - 8)) == len(lines):
        lines, width = tighter, width - 8
    return lines


class Pen:
    """Draws downward on a strip that is cut off where the pen ends."""

    def __init__(self, width: int, sizes: Sizes) -> None:
        self.width, self.sizes, self.side = width, sizes, width // 36
        self.y = EDGE_DOTS
        self.image = Image.new("1", (width, LONGEST_DOTS), 1)
        self.draw = ImageDraw.Draw(self.image)
        self.draw.fontmode = "1"

    @property
    def is_wide(self) -> bool:
        """Is there room for two things side by side?"""
        return self.width >= WIDE_DOTS

    @property
    def room(self) -> int:
        """Dots between the margins."""
        return self.width - 2 * self.side

    def finish(self) -> Image.Image:
        """The strip, as long as was drawn."""
        return self.image.crop((0, 0, self.width, self.y + EDGE_DOTS))

    def middle(self, lines: Sequence[str], face: Face, *, step: int, ink: int = 0) -> None:
        """Lines one under another, each in the middle."""
        for line in lines:
            self.draw.text((self.width // 2, self.y), line, ink, face, anchor="ma")
            self.y += step

    def paragraph(self, text: str, weight: str, size: int) -> None:
        """Centred text in lines of about the same length."""
        face = font(weight, size)
        self.middle(balance(text, face, self.room), face, step=size + LEAD_DOTS)

    def block(self, text: str, face: Face) -> None:
        """Lines at the left margin."""
        for line in wrap(text, face, self.room):
            self.draw.text((self.side, self.y), line, 0, face)
            self.y += int(face.size) + LEAD_DOTS

    def ends(self, left: str, right: str, face: Face) -> None:
        """Two texts at the two margins; one under the other when they would touch."""
        if face.getlength(left) + face.getlength(right) + 16 > self.room:
            self.block("\n".join(part for part in (left, right) if part), face)
            return
        self.draw.text((self.side, self.y), left, 0, face)
        self.draw.text((self.width - self.side, self.y), right, 0, face, anchor="ra")
        self.y += int(face.size) + LEAD_DOTS

    def rule(self, *, dashed: bool = False) -> None:
        """A line from margin to margin."""
        self.y += self.sizes.gap
        step = 14 if dashed else self.width
        for x in range(self.side, self.width - self.side, step):
            end = min(x + (9 if dashed else step), self.width - self.side)
            self.draw.line((x, self.y, end, self.y), 0, RULE_DOTS)
        self.y += self.sizes.gap


@lru_cache(maxsize=4)
def qr(url: str, least_mm: float = QR_MM) -> Image.Image:
    """A QR code of at least 25 mm at whole dots a module, with its quiet zone of 4 modules."""
    code = segno.make(url, error="m", micro=False)
    scale = ceil(max(least_mm, QR_MM) * DOTS_PER_MM / code.symbol_size(border=0)[0])
    rows = [bytes(row) for row in code.matrix_iter(scale=scale, border=4)]
    grey = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows))
    return grey.point([255] + [0] * 255).convert("1", dither=Image.Dither.NONE)
