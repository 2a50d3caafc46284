"""What a counter's light shows, as a picture: pure, from a state and the age of its call."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from broker.messages import CounterState
from displays.arrows import SIGNS
from displays.drawing import (
    AMBER,
    DIM,
    GREEN,
    GREY,
    RED,
    WHITE,
    Colour,
    ends,
    line,
    running_dots,
    sign,
    text,
)
from displays.glyphs import STEP, dots

BLINK_S, LIT_S, BLINKS_FOR_S = 1.0, 0.6, 20.0
EDGE_S = 0.001
"""So long after an edge of the blinking is looked again, never just before it."""
SIGN_LEFT = 6
FLAT, MODULE = (32, 8), (64, 32)
"""Panels that the two drawings are made for."""
_REST = ("##..##",) * 7
_DONE = ("......#", ".....#.", "#...#..", ".#.#...", "..#....")


@dataclass(frozen=True, slots=True)
class Look:
    """What to draw: the counter, its state or None when the link is lost, and ages in seconds."""

    counter: int
    state: CounterState | None
    age_s: float
    lost_s: float = 0.0
    arrow: str = ""
    """Which way the counter is, empty where that is not known."""
    doubled: str = ""
    """This display's name, when another one of that name was there first."""
    absent: bool = False
    """The server lives and knows no such counter."""


def counter_frame(look: Look, size: tuple[int, int]) -> Image.Image:
    """An RGB picture of ``size``: as for 64x32 in colour, or for 32x8 in red where that is flat.

    On panels of many dots each one is drawn several wide; rows that are left are above and below.
    """
    draw, unit = (_small, FLAT) if size[1] < MODULE[1] or size[0] < MODULE[0] else (_large, MODULE)
    scale = max(min(size[0] // unit[0], size[1] // unit[1]), 1)
    drawn = Image.new("RGB", (size[0] // scale, unit[1]))
    draw(drawn, look)
    image = Image.new("RGB", (drawn.width, size[1] // scale))
    image.paste(drawn, (0, (image.height - unit[1]) // 2))
    return image.resize(size, Image.Resampling.NEAREST) if scale > 1 else image


def blink(age_s: float) -> float:
    """Brightness of a fresh call: 1 Hz for 20 s, then steady (WCAG allows 3 flashes a second)."""
    lit = age_s >= BLINKS_FOR_S or age_s % BLINK_S < LIT_S
    return 1.0 if lit else DIM


def steady_s(age_s: float) -> float:
    """How long a call of this age looks as it does now; without end after its last blink."""
    if age_s >= BLINKS_FOR_S:
        return math.inf
    phase_s = age_s % BLINK_S
    return (LIT_S if phase_s < LIT_S else BLINK_S) - phase_s + EDGE_S


def _large(image: Image.Image, look: Look) -> None:
    state = look.state
    if look.doubled:
        text(image, "Trùng tên", 6, RED)
        text(image, look.doubled[: (image.width + 1) // STEP], 20, GREY)
        return
    if state is None and look.absent:
        text(image, "Không có", 6, RED)
        text(image, f"quầy {look.counter}", 20, GREY)
        return
    if state is None:
        text(image, "Mất mạng", 10, RED)
        running_dots(image, look.lost_s, 24, RED)
        return
    match state.state:
        case "called":
            pointing = _pointing(look, image.width // 2)
            _big(image, pointing, 3, AMBER, blink(look.age_s))
            text(image, "Mời vào", 23, WHITE)
        case "serving":
            _big(image, str(state.number), 3, WHITE)
            line(image, 19, GREEN, DIM)
            sign(image, _DONE, SIGN_LEFT, 23, GREEN)
            text(image, f"Q{look.counter}", 23, GREY)
        case "paused":
            text(image, "Tạm nghỉ", 6, AMBER)
            sign(image, _REST, SIGN_LEFT, 21, AMBER)
            text(image, str(look.counter), 21, GREY)
        case "closed":
            text(image, "Đóng", 8, GREY, bright=0.5)
            text(image, str(look.counter), 21, GREY, bright=0.5)
        case "idle":
            text(image, "Quầy", 4, GREY, bright=0.8)
            _big(image, str(look.counter), 17, WHITE, 0.5)


def _small(image: Image.Image, look: Look) -> None:
    state = look.state
    if look.doubled:
        text(image, "TRÙNG", 1, RED, low=True)
        return
    if state is None and look.absent:
        text(image, f"{look.counter}?", 0, RED)
        return
    if state is None:
        running_dots(image, look.lost_s, 5, RED)
        text(image, "?", 0, RED, left=image.width - 6)
        return
    match state.state:
        case "called":
            pointing = _pointing(look, image.width)
            text(image, pointing, 0, RED, bright=blink(look.age_s))
            if pointing.isdecimal() and dots(pointing)[1] <= image.width - 4:
                ends(image, RED, blink(look.age_s))
        case "serving":
            text(image, str(state.number), 0, RED)
        case "paused":
            text(image, "NGHỈ", 1, RED, bright=0.7, low=True)
        case "closed":
            text(image, "ĐÓNG", 1, RED, bright=DIM, low=True)
        case "idle":
            text(image, f"-{look.counter}-", 0, RED, bright=DIM)


def _pointing(look: Look, width: int) -> str:
    """The number and the arrow, on the side that it points to; alone where both have no room."""
    number = str(look.state.number) if look.state is not None else ""
    pointing = look.arrow + number if look.arrow == SIGNS["left"] else number + look.arrow
    return pointing if dots(pointing)[1] <= width else number


def _big(image: Image.Image, said: str, top: int, colour: Colour, bright: float = 1.0) -> None:
    """Twice as large, where that has room."""
    scale = 2 if dots(said)[1] * 2 <= image.width else 1
    text(image, said, top, colour, bright=bright, scale=scale)
