"""What a counter's light shows, as a picture: pure, from a state and the age of its call."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from broker.messages import CounterState
from displays.glyphs import dots

Colour = tuple[int, int, int]
AMBER: Colour = (255, 197, 61)
WHITE: Colour = (255, 255, 255)
GREEN: Colour = (60, 200, 120)
RED: Colour = (255, 90, 60)
GREY: Colour = (120, 128, 136)
BLINK_S, LIT_S, BLINKS_FOR_S = 1.0, 0.6, 20.0
DIM = 0.3


@dataclass(frozen=True, slots=True)
class Look:
    """What to draw: the counter, its state or None when the link is lost, and ages in seconds."""

    counter: int
    state: CounterState | None
    age_s: float
    lost_s: float = 0.0


def counter_frame(look: Look, size: tuple[int, int]) -> Image.Image:
    """An RGB picture of ``size``: 64x32 in colour, 32x8 in red for one-colour panels."""
    image = Image.new("RGB", size)
    if size[1] < 16:
        _small(image, look)
    else:
        _large(image, look)
    return image


def blink(age_s: float) -> float:
    """Brightness of a fresh call: 1 Hz for 20 s, then steady (WCAG allows 3 flashes a second)."""
    lit = age_s >= BLINKS_FOR_S or age_s % BLINK_S < LIT_S
    return 1.0 if lit else DIM


def _large(image: Image.Image, look: Look) -> None:
    state = look.state
    if state is None:
        _text(image, "Mất mạng", 10, RED)
        _running_dots(image, look.lost_s, 24, RED)
        return
    match state.state:
        case "called":
            pointing = _pointing(state.number, image.width)
            _text(image, pointing, 3, AMBER, bright=blink(look.age_s), big=True)
            _text(image, "Mời vào", 23, WHITE)
        case "serving":
            _text(image, str(state.number), 3, WHITE, big=True)
            _text(image, f"Q{look.counter}", 23, GREEN, bright=0.7)
        case "paused":
            _text(image, "Tạm nghỉ", 6, AMBER)
            _text(image, str(look.counter), 21, GREY)
        case "closed":
            _text(image, "Đóng", 8, GREY, bright=0.5)
            _text(image, str(look.counter), 21, GREY, bright=0.5)
        case "idle":
            _text(image, "Quầy", 4, GREY, bright=0.8)
            _text(image, str(look.counter), 17, WHITE, bright=0.5, big=True)


def _small(image: Image.Image, look: Look) -> None:
    state = look.state
    if state is None:
        _running_dots(image, look.lost_s, 5, RED)
        _text(image, "?", 0, RED, left=image.width - 6)
        return
    match state.state:
        case "called":
            _text(image, _pointing(state.number, image.width), 0, RED, bright=blink(look.age_s))
        case "serving":
            _text(image, str(state.number), 0, RED)
        case "paused":
            _text(image, "NGHỈ", 1, RED, bright=0.7, low=True)
        case "closed":
            _text(image, "ĐÓNG", 1, RED, bright=DIM, low=True)
        case "idle":
            _text(image, f"-{look.counter}-", 0, RED, bright=DIM)


def _pointing(number: int | None, width: int) -> str:
    """The number and an arrow; the number alone where both have no room."""
    text = f"{number}>"
    return text if dots(text)[1] <= width else text[:-1]


def _text(
    image: Image.Image,
    text: str,
    top: int,
    colour: Colour,
    *,
    bright: float = 1.0,
    big: bool = False,
    low: bool = False,
    left: int | None = None,
) -> None:
    lit, width = dots(text, low=low)
    scale = 2 if big and width * 2 <= image.width else 1
    start = (image.width - width * scale) // 2 if left is None else left
    square = [(dx, dy) for dx in range(scale) for dy in range(scale)]
    points = [(start + x * scale + dx, top + y * scale + dy) for x, y in lit for dx, dy in square]
    red, green, blue = (int(part * bright) for part in colour)
    ImageDraw.Draw(image).point(points, (red, green, blue))


def _running_dots(image: Image.Image, lost_s: float, top: int, colour: Colour) -> None:
    now = int(lost_s) % 3
    for i in range(3):
        part = 1.0 if i == now else DIM
        shade = tuple(int(c * part) for c in colour)
        for dx in range(2):
            for dy in range(2):
                image.putpixel((image.width // 2 - 10 + i * 8 + dx, top + dy), shade)
