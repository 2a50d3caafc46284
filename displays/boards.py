"""A zone's board as a picture of dots: rows number, arrow, counter, and a line that runs. Pure."""

from __future__ import annotations

import math

from PIL import Image

from broker.messages import BoardRow
from displays import frames
from displays.arrows import NO_WAY
from displays.boardlook import (
    PAGE_S,
    ROW,
    TEXT,
    WITH_TEXT,
    BoardLook,
    Layout,
    age_s,
    fresh_rows,
    layout_of,
    visible,
)
from displays.drawing import AMBER, GREY, RED, WHITE, running_dots, text
from displays.frames import BLINKS_FOR_S, blink
from displays.glyphs import ABOVE, BELOW, STEP, dots

SERVING = 0.6
"""Brightness of those that have come: still lit on panels that cannot dim a single dot."""


def board_frame(look: BoardLook, size: tuple[int, int]) -> Image.Image:
    """An RGB picture of ``size``, at least ``panels.size.BOARD``."""
    image = Image.new("RGB", size)
    if look.doubled:
        _told(image, "Trùng tên", look.doubled, "TRÙNG TÊN")
        return image
    if look.board is None and look.absent:
        _told(image, "Không có", f"khu {look.absent}", f"KHU {look.absent.upper()}?")
        return image
    if look.board is None:
        _lost(image, look.lost_s)
        return image
    layout = layout_of(look, size)
    if layout.lone is not None:
        _alone(image, look, layout.lone, size[1] - (TEXT if layout.with_text else 0))
    elif layout.room:
        _rows(image, look, layout)
    if layout.with_text:
        _running_text(image, look, size)
    return image


def steady_s(look: BoardLook, size: tuple[int, int]) -> float:
    """How long the board looks as it does now."""
    if look.board is None:
        return 1.0 - look.lost_s % 1.0
    layout = layout_of(look, size)
    fresh = [age_s(look, row) for row in fresh_rows(look)]
    waits = [frames.steady_s(fresh[0]), BLINKS_FOR_S - fresh[-1]] if fresh else []
    if len(fresh) > layout.room > 0:
        waits.append(PAGE_S - look.page_s % PAGE_S + frames.EDGE_S)
    if layout.with_text and dots(look.text)[1] * text_place(look, size)[1] > size[0]:
        waits.append((1.0 - look.text_s * look.speed % 1.0) / look.speed + frames.EDGE_S)
    return min(waits, default=math.inf)


def text_left(look: BoardLook, long: int, width: int) -> int:
    """Where a text so long begins: in the middle if it fits, else it runs in from the right."""
    if long <= width:
        return (width - long) // 2
    return width - int(look.text_s * look.speed) % (width + long)


def _alone(image: Image.Image, look: BoardLook, scales: tuple[int, int], height: int) -> None:
    row = visible(look, 1)[0]
    large, small = scales
    top = (height - (large + small) * ROW + small) // 2
    colour, bright = AMBER if row.state == "called" else WHITE, _bright(look, row)
    where = f"{look.arrows.get(row.counter, NO_WAY)} {row.counter}"
    text(image, str(row.number), top, colour, bright=bright, scale=large)
    text(image, where, top + large * ROW, WHITE, bright=bright, scale=small)


def _rows(image: Image.Image, look: BoardLook, layout: Layout) -> None:
    shown = visible(look, layout.room)
    digits = max((len(str(row.number)) for row in shown), default=1)
    places = max((len(str(row.counter)) for row in shown), default=1)
    width, step = image.width // layout.columns, layout.scale * ROW
    below = TEXT if layout.with_text else 0
    top = (image.height - below - layout.lines * step) // 2
    roomy = (digits + places + 3) * STEP * layout.scale - layout.scale <= width
    between = " " if roomy else ""
    for place, row in enumerate(shown):
        column, line = divmod(place, layout.lines)
        arrow = look.arrows.get(row.counter, NO_WAY)
        said = f"{row.number:>{digits}}{between}{arrow}{between}{row.counter:<{places}}"
        margin = (width - dots(said)[1] * layout.scale) // 2
        called = row.state == "called"
        text(
            image,
            said,
            top + line * step,
            AMBER if called and place == 0 else WHITE,
            bright=_bright(look, row),
            scale=layout.scale,
            left=column * width + margin,
        )


def _bright(look: BoardLook, row: BoardRow) -> float:
    """All fresh calls blink together, with the newest: by turns the board would flicker."""
    if row.state != "called":
        return SERVING
    if not look.blinks:
        return 1.0
    fresh = fresh_rows(look)
    return blink(age_s(look, fresh[0])) if row in fresh else 1.0


def _running_text(image: Image.Image, look: BoardLook, size: tuple[int, int]) -> None:
    low, scale, top = text_place(look, size)
    said = look.text.upper() if low else look.text
    left = text_left(look, dots(said)[1] * scale, image.width)
    above = 1 if low else ABOVE
    text(image, said, top + above * scale, AMBER, left=left, low=low, scale=scale)


def text_place(look: BoardLook, size: tuple[int, int]) -> tuple[bool, int, int]:
    """Of the text: in low capitals?, how many dots wide one is drawn, and where its line begins.

    Below the rows; large and in the middle when there are none.
    """
    height = size[1]
    if height < TEXT:
        return True, 1, (height - ROW) // 2
    if height >= WITH_TEXT and look.board is not None and look.board.rows:
        return False, 1, height - TEXT
    long = dots(look.text)[1]
    stands = long <= size[0] < 2 * long  # better small and still than large and running
    scale = 1 if stands else min(height // TEXT, 2)
    return False, scale, (height - TEXT * scale) // 2


def _told(image: Image.Image, what: str, name: str, short: str) -> None:
    """What is wrong and with what; ``short`` where two lines have no room."""
    if image.height < WITH_TEXT:
        text(image, short[: (image.width + 1) // STEP], 1, RED, low=True)
        return
    scale = _largest(image, what, TEXT + ROW)
    top = (image.height - (TEXT + ROW) * scale) // 2
    text(image, what, top + ABOVE * scale, RED, scale=scale)
    text(image, name[: (image.width // scale + 1) // STEP], top + TEXT * scale, GREY, scale=scale)


def _lost(image: Image.Image, lost_s: float) -> None:
    if image.height < WITH_TEXT:
        running_dots(image, lost_s, image.height // 2, RED)
        text(image, "?", 0, RED, left=image.width - STEP)
        return
    scale = _largest(image, "Mất mạng", TEXT + BELOW)
    top = (image.height - (TEXT + BELOW) * scale) // 2
    text(image, "Mất mạng", top + ABOVE * scale, RED, scale=scale)
    running_dots(image, lost_s, top + TEXT * scale, RED)


def _largest(image: Image.Image, said: str, height: int) -> int:
    """How many dots wide one may be drawn, so that words can be read from afar."""
    return max(min(image.width // dots(said)[1], image.height // height), 1)
