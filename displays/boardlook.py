"""What is to be drawn of a zone's board, how its rows stand and which of them are seen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from broker.messages import Board, BoardRow
from displays.frames import BLINKS_FOR_S
from displays.glyphs import ABOVE, BELOW, HEIGHT, STEP

ROW = HEIGHT + 1
TEXT = ABOVE + HEIGHT + BELOW
"""Height of a line of text with its marks."""
WITH_TEXT = TEXT + ROW
"""From this height on a line of text has room below a row."""
LONGEST = len("99999→140") * STEP - 1
FEW = 3
"""Fewer rows than these are drawn as large as they have room."""
PAGE_S = 3.0
"""How long some of more fresh calls stay than there is room for."""


@dataclass(frozen=True, slots=True)
class BoardLook:
    """What to draw: a zone's board or None when the link is lost, and ages in seconds.

    ``age_s`` is how long the board is known, ``page_s`` since the newest call came, ``text_s``
    since ``text`` is the same; it moves ``speed`` dots a second.
    """

    board: Board | None
    age_s: float = 0.0
    lost_s: float = 0.0
    page_s: float = 0.0
    text: str = ""
    text_s: float = 0.0
    speed: float = 20.0
    arrows: Mapping[int, str] = field(default_factory=dict)
    blinks: bool = True
    doubled: str = ""
    """This board's name, when another one of that name was there first."""
    absent: str = ""
    """The zone, when the server lives and knows no such one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows stand on a board: dots are ``scale`` wide, in ``columns`` of ``lines``."""

    scale: int
    columns: int
    lines: int
    with_text: bool
    lone: tuple[int, int] | None = None
    """Of a call that has the board to itself: how wide a dot of its number, of its counter."""

    @property
    def room(self) -> int:
        """Rows that are seen at a time."""
        return self.columns * self.lines


def layout_of(look: BoardLook, size: tuple[int, int]) -> Layout:
    """Large rows when three of them have room; without room for both a text yields to calls."""
    width, height = size
    if height < WITH_TEXT:
        quiet = bool(look.text) and not fresh_rows(look)
        lines = 0 if quiet else height // ROW
        return Layout(1, _columns(width, 1), lines, quiet)
    left = height - TEXT if look.text else height
    rows = look.board.rows if look.board is not None else []
    long = max((_long(row) for row in rows), default=LONGEST) if len(rows) < FEW else LONGEST
    lines = min(max(len(rows), 1), FEW)
    largest = max((s for s in range(1, 9) if _fits(s, width, left, long, lines)), default=1)
    lone = _lone(rows[0], width, left) if len(rows) == 1 else None
    if lone is not None and lone[0] > largest:
        return Layout(lone[0], 1, 1, bool(look.text), lone)
    columns = _columns(width, largest) if len(rows) >= FEW else 1
    return Layout(largest, columns, left // (ROW * largest), bool(look.text))


def visible(look: BoardLook, room: int) -> list[BoardRow]:
    """The rows that are seen now: the newest, or in turn the fresh calls that have no room."""
    if look.board is None or not room:
        return []
    fresh = fresh_rows(look)
    pages = -(-len(fresh) // room)
    page = int(look.page_s / PAGE_S) % pages if pages > 1 else 0
    rows = sorted(look.board.rows, key=lambda row: row.age_ms)
    return (fresh if pages > 1 else rows)[page * room : (page + 1) * room]


def fresh_rows(look: BoardLook) -> list[BoardRow]:
    """Calls that still blink, newest first."""
    rows = look.board.rows if look.board is not None else []
    found = [r for r in rows if r.state == "called" and age_s(look, r) < BLINKS_FOR_S]
    return sorted(found, key=lambda row: row.age_ms)


def age_s(look: BoardLook, row: BoardRow) -> float:
    """Age of a row's call."""
    return row.age_ms / 1000 + look.age_s


def _fits(scale: int, width: int, height: int, long: int, lines: int) -> bool:
    return long * scale <= width and (scale == 1 or height // (ROW * scale) >= lines)


def _long(row: BoardRow) -> int:
    return len(f"{row.number}→{row.counter}") * STEP - 1


def _lone(row: BoardRow, width: int, height: int) -> tuple[int, int] | None:
    """The largest number that leaves a line half as large below it for its counter."""
    for large in range(8, 1, -1):
        small = -(-large // 2)
        fits = len(str(row.number)) * STEP * large - large <= width
        if fits and (large + small) * ROW <= height:
            return large, small
    return None


def _columns(width: int, scale: int) -> int:
    return max((width + STEP * scale) // ((LONGEST + 2 * STEP) * scale), 1)
