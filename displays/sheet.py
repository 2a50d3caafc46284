"""A sheet of pictures: every state on every kind of panel, as the documentation shows it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from broker.messages import Board, CounterState
from displays.boardlook import BoardLook
from displays.boards import board_frame
from displays.frames import Look, counter_frame
from displays.panels.png import DOT, UNLIT, as_dots
from displays.panels.rs485 import NO_NUMBER, profile_named, registers
from displays.segments import Segments, cells

COUNTER, NUMBER = 14, 3127
LIGHT, BOARD = "led-14", "board-a"
STATES = (
    "idle",
    "called",
    "serving",
    "paused",
    "closed",
    "lost",
    "doubled",
    "called ←",
    "called ↑",
)
DOTTED = ((64, 32), (32, 8))
ACROSS, GAP, GROUND = 3, 24, (250, 247, 242)
BOARDS = ((128, 64), (128, 8))
CALLS = (
    (NUMBER, COUNTER, "called", 100),
    (1042, 3, "called", 4_000),
    (3126, 12, "serving", 90_000),
    (209, 7, "serving", 200_000),
)
ARROWS = {14: "↑", 3: "←", 7: "→", 12: "→"}
WORDS = ("", "Quầy 5 nghỉ đến 10 giờ, mời sang quầy 6", "Nghỉ giữa giờ, mở lại 13:30")
WHEN_S = 6.4
"""By then a text has come in from the right as far as the left edge."""
SEGMENTS = (
    ((2, 0), (10, 0)),
    ((11, 1), (11, 9)),
    ((11, 11), (11, 19)),
    ((2, 20), (10, 20)),
    ((1, 11), (1, 19)),
    ((1, 1), (1, 9)),
    ((2, 10), (10, 10)),
)
"""Where the strokes a to g of a digit of 12 by 20 run."""
STROKES = {
    **{"0": "abcdef", "1": "bc", "2": "abdeg", "3": "abcdg", "4": "bcfg", "5": "acdfg"},
    **{"6": "acdefg", "7": "abc", "8": "abcdefg", "9": "abcdfg", "-": "g", " ": ""},
    **{
        "n": "ceg",
        "g": "acdef",
        "h": "bcefg",
        "i": "bc",
        "d": "bcdeg",
        "o": "cdeg",
        "t": "defg",
        "e": "adefg",
    },
}
"""How the characters of a TM1637's driver look."""
RED = (255, 70, 50)
SAMPLES = ("called", "serving", "lost")
LINE, TYPED = 36, (200, 205, 210)
"""How high a line of type is, and its colour."""


def write_sheet(path: Path) -> None:
    """Every state on every kind of panel; of a call its first moment, and with two ways."""
    images = [as_dots(counter_frame(look(state), size)) for size in DOTTED for state in STATES]
    images += [_digits(cells(look(state), 4)) for state in STATES if " " not in state]
    images += [Image.new("RGB", (1, 1), GROUND)] * (-len(images) % ACROSS)
    images += [_terminal(look(state)) for state in SAMPLES] + [_rs485(look(s)) for s in SAMPLES]
    _paste(path, [images[i : i + ACROSS] for i in range(0, len(images), ACROSS)])


def _terminal(shown: Look) -> Image.Image:
    """As ``--panel terminal`` prints it: half blocks below the display's name."""
    picture = counter_frame(shown, DOTTED[0])
    size = (picture.width * DOT, picture.height * DOT)
    image = Image.new("RGB", (size[0], size[1] + LINE))
    ImageDraw.Draw(image).text((2, 4), f"[{LIGHT}]", fill=TYPED, font_size=LINE - 12)
    image.paste(picture.resize(size, Image.Resampling.NEAREST), (0, LINE))
    return image


def _rs485(shown: Look) -> Image.Image:
    """What the registers of a board of the profile ``luot`` hold, and its digits."""
    profile = profile_named("luot")
    told = dict(zip(profile.fields, registers(profile, shown), strict=True))
    number = told["number"]
    said = "----" if number == NO_NUMBER else f"{number:4d}"
    digits = _digits(Segments(said, 1.0))
    image = Image.new("RGB", (DOTTED[0][0] * DOT, digits.height + LINE))
    image.paste(digits, ((image.width - digits.width) // 2, 0))
    words = "  ".join(f"{name} {value}" for name, value in told.items())
    pen = ImageDraw.Draw(image)
    pen.text((8, digits.height + 4), words, fill=TYPED, font_size=LINE - 16)
    return image


def write_boards(path: Path) -> None:
    """A zone's board, large and flat: calls, with a notice too, a break, a lost link; which one it
    is, and the second of one name.
    """
    looks = [zone(0), zone(1), zone(2), BoardLook(None, lost_s=20.0)]
    looks += [BoardLook(zone(2).board, text=BOARD), BoardLook(None, doubled=BOARD)]
    images = [as_dots(board_frame(one, size)) for size in BOARDS for one in looks]
    _paste(path, [images[i : i + 2] for i in range(0, len(images), 2)])


def zone(which: int) -> BoardLook:
    """A zone without words, with a notice that runs, and in a break."""
    rows = [] if which == 2 else [_row(*one) for one in CALLS]
    told = {"v": 1, "ep": 1, "rev": 1, "rows": rows, "waiting": [], "notice": None}
    board = Board.model_validate(told)
    return BoardLook(board, text=WORDS[which], text_s=WHEN_S, arrows=ARROWS)


def _row(number: int, counter: int, state: str, age_ms: int) -> dict[str, object]:
    return {"number": number, "counter": counter, "state": state, "age_ms": age_ms}


def _paste(path: Path, rows: list[list[Image.Image]]) -> None:
    across = max(len(row) for row in rows)
    width = GAP + across * (max(image.width for row in rows for image in row) + GAP)
    sheet = Image.new("RGB", (width, GAP + sum(row[0].height + GAP for row in rows)), GROUND)
    top, step = GAP, (width - GAP) // across
    for row in rows:
        for column, image in enumerate(row):
            sheet.paste(image, (GAP + column * step, top))
        top += row[0].height + GAP
    half = (sheet.width // 2, sheet.height // 2)
    sheet.resize(half, Image.Resampling.LANCZOS).save(path, optimize=True)


def look(state: str) -> Look:
    """A counter in a state, a tenth of a second after it came."""
    state, _, arrow = state.partition(" ")
    if state in ("lost", "doubled"):
        return Look(COUNTER, None, 0.1, 20.0, doubled=LIGHT if state == "doubled" else "")
    number = NUMBER if state in ("called", "serving") else None
    told = {"v": 1, "ep": 1, "rev": 1, "state": state, "number": number, "ttl_s": 3600}
    return Look(COUNTER, CounterState.model_validate(told), 0.1, arrow=arrow)


def _digits(told: Segments) -> Image.Image:
    image = Image.new("RGB", (len(told.text) * 16 * DOT // 2, 28 * DOT // 2), (12, 12, 14))
    pen = ImageDraw.Draw(image)
    lit = tuple(round(part * max(told.bright, 0.4)) for part in RED)
    for place, char in enumerate(told.text):
        for name, ends in zip("abcdefg", SEGMENTS, strict=True):
            on = name in STROKES[char]
            points = [((place * 16 + 2 + x) * DOT // 2, (y + 4) * DOT // 2) for x, y in ends]
            pen.line(points, fill=lit if on else UNLIT, width=DOT)
    return image
