"""Boards of several lines on an RS-485 line: a zone's newest calls, one a line."""

from __future__ import annotations

import math

from broker.messages import BoardRow
from displays.boardlook import PAGE_S, BoardLook, age_s, fresh_rows, visible
from displays.dimming import FULL
from displays.frames import BLINKS_FOR_S
from displays.panels.rs485 import ARROWS, NO_NUMBER, STATES, Profile, Registers, Rs485Panel


class Rs485Board(Rs485Panel):
    """``place`` is as for a light, with a profile that has lines: ``PORT@ADDRESS/luot4``."""

    for_lines = True

    def board(self, look: BoardLook) -> Registers:
        """The registers for a zone's board."""
        return board_registers(self._profile, look, self._percent)

    def seen(self, look: BoardLook) -> list[BoardRow]:
        """The rows of a zone's board that are on the panel."""
        return visible(look, self._profile.lines)

    def steady_s(self, look: BoardLook) -> float:
        """How long a zone's board looks as it does now."""
        rows = self.seen(look)
        waits = [BLINKS_FOR_S - age for row in rows if (age := age_s(look, row)) < BLINKS_FOR_S]
        if len(fresh_rows(look)) > self._profile.lines:
            waits.append(PAGE_S - look.page_s % PAGE_S)
        return min(waits, default=math.inf)

    def pattern(self, step: int) -> Registers:
        """Every segment of every line."""
        every = {"number": 8888, "counter": 88, "arrow": ARROWS.index("→"), "state": 2}
        line = [every[field] for field in self._profile.line]
        return (*_head(self._profile, "called", FULL), *(line * self._profile.lines))

    def close(self) -> None:
        """Leave it dark."""
        self.show(board_registers(self._profile, BoardLook(None), 0))


def board_registers(profile: Profile, look: BoardLook, percent: int = FULL) -> Registers:
    """What the registers of a board of several lines hold."""
    has_rows = look.board is not None and look.board.rows
    told = "lost" if look.board is None else "serving" if has_rows else "idle"
    if look.doubled:
        told = "doubled"
    made = _head(profile, told, percent)
    shown: list[BoardRow | None] = [*visible(look, profile.lines)]
    for row in (shown + [None] * profile.lines)[: profile.lines]:
        made += [_value(field, row, look) for field in profile.line]
    return tuple(made)


def _head(profile: Profile, told: str, percent: int) -> list[int]:
    held = {"state": STATES.index(told), "bright": percent}
    return [held[field] for field in profile.fields]


def _value(field: str, row: BoardRow | None, look: BoardLook) -> int:
    if row is None:
        return NO_NUMBER if field == "number" else 0
    fresh = look.blinks and row.state == "called" and age_s(look, row) < BLINKS_FOR_S
    values = {"number": row.number, "counter": row.counter}
    values["arrow"] = ARROWS.index(look.arrows.get(row.counter, ""))
    values["state"] = STATES.index("called" if fresh else "serving")
    return values[field]
