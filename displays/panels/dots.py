"""What panels of dots have in common: they take the picture that ``frames`` draws."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from broker.messages import BoardRow
from displays.boardlook import BoardLook, layout_of, visible
from displays.boards import board_frame, steady_s
from displays.dimming import FULL
from displays.frames import Look, counter_frame
from displays.panels.size import MODULE, Size

PURE = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255))
"""Each kind of light emitter by itself, then all: a dead one is seen at once."""


class Dots:
    """A panel of ``size`` dots in colour."""

    size: Size = MODULE
    refresh_s = math.inf
    dims: bool = True
    _drawn_percent = FULL

    def dim(self, percent: int) -> None:
        """Panels without a brightness of their own are given darker pictures."""
        self._drawn_percent = percent

    def picture(self, look: Look) -> Image.Image:
        """What this panel shows of a counter."""
        return dimmed(counter_frame(look, self.size), self._drawn_percent)

    def board(self, look: BoardLook) -> Image.Image:
        """What this panel shows of a zone."""
        return dimmed(board_frame(look, self.size), self._drawn_percent)

    def seen(self, look: BoardLook) -> list[BoardRow]:
        """The rows of a zone's board that are on the panel."""
        return visible(look, layout_of(look, self.size).room)

    def steady_s(self, look: BoardLook) -> float:
        """How long a zone's board looks as it does now."""
        return steady_s(look, self.size)

    def pattern(self, step: int) -> Image.Image:
        """Picture number ``step`` of the test: one colour after the other, then the edges."""
        step %= len(PURE) + 1
        if step < len(PURE):
            return Image.new("RGB", self.size, PURE[step])
        image = Image.new("RGB", self.size)
        width, height = self.size
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, width - 1, height - 1), outline=PURE[3])
        pen.line((0, 0, width - 1, height - 1), fill=PURE[0])
        pen.point((1, 1), fill=PURE[1])  # where the panel's upper left corner is
        return image


def dimmed(picture: Image.Image, percent: int) -> Image.Image:
    """The picture at so many percent of its light; nothing that is lit goes out."""
    if percent >= FULL:
        return picture
    return picture.point([-(-value * percent // FULL) for value in range(256)] * 3)
