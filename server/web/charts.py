"""Drawings of past days as paths of SVG, made by the server: they print, and need no script.

A ``Frame`` maps minutes of the day (or any number) to x and values to y, in pixels of the viewBox.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1200)
_RULES = 4
LONGEST_MIN = 14 * 60


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart of ``width`` × ``height`` pixels with room at its edges; y grows upwards."""

    width: int
    height: int
    from_x: float
    to_x: float
    top: float
    left_px: int = 36
    right_px: int = 12
    above_px: int = 14
    below_px: int = 24

    def x(self, value: float) -> float:
        """Where ``value`` stands from left to right."""
        span = (self.to_x - self.from_x) or 1
        room = self.width - self.left_px - self.right_px
        return round(self.left_px + (value - self.from_x) / span * room, 1)

    def y(self, value: float) -> float:
        """Where ``value`` stands from the top; what is higher than the chart stays inside."""
        room = self.height - self.above_px - self.below_px
        return round(self.above_px + (1 - min(value, self.top) / (self.top or 1)) * room, 1)

    @property
    def rules(self) -> list[float]:
        """Values at which a line is drawn, from 0 to the top."""
        step = step_of(self.top)
        return [i * step for i in range(int(self.top / step + 1e-9) + 1)]


def span(sessions: Sequence[tuple[int, int]], at: Sequence[int], half: int) -> tuple[int, int]:
    """From opening to closing in minutes, and whatever else has numbers; a hall that hardly ever
    closes is shown where it has some."""
    opens, closes = min(a for a, _ in sessions), max(b for _, b in sessions)
    if closes - opens > LONGEST_MIN:
        opens, closes = min(at), max(at) + half
    return min(opens, *at), max(closes, *(one + half for one in at))


def step_of(most: float) -> float:
    """A round step of which at most ``_RULES`` and a bit make ``most``."""
    step = next((one for one in _STEPS if one * _RULES >= most), None)
    if step is not None:
        return step
    ten = 10 ** math.floor(math.log10(most / _RULES))
    return float(next(one * ten for one in (1, 2, 5, 10) if one * ten * _RULES >= most))


def top_of(values: Iterable[float | None], least: float) -> float:
    """A round top for these values, at least ``least``."""
    most = max((v for v in values if v is not None), default=0)
    most = max(most, least)
    step = step_of(most)
    return math.ceil(most / step) * step


def runs(points: Sequence[tuple[float, float | None]], gap: float) -> list[list[Point]]:
    """Points in pieces: a line does not bridge what is unknown or further than ``gap`` away."""
    found: list[list[Point]] = [[]]
    for x, y in points:
        if y is None or (found[-1] and x - found[-1][-1][0] > gap):
            found.append([])
        if y is not None:
            found[-1].append((x, y))
    return [one for one in found if one]


def line(frame: Frame, points: Sequence[tuple[float, float | None]], gap: float) -> str:
    """A path through the points, one stroke for each piece; a lone point is a dash."""
    strokes = []
    for run in runs(points, gap):
        drawn = " ".join(f"{frame.x(x)},{frame.y(y)}" for x, y in run)
        strokes.append(f"M{drawn}" if len(run) > 1 else f"M{drawn} h6")
    return " ".join(strokes)


def area(frame: Frame, band: Sequence[tuple[float, float | None, float | None]], gap: float) -> str:
    """The room between the lower and the upper values at each x."""
    lower = runs([(x, low) for x, low, _ in band], gap)
    upper = runs([(x, high) for x, _, high in band], gap)
    pieces = []
    for below, above in zip(lower, upper, strict=True):
        there = " ".join(f"{frame.x(x)},{frame.y(y)}" for x, y in above)
        back = " ".join(f"{frame.x(x)},{frame.y(y)}" for x, y in reversed(below))
        pieces.append(f"M{there} L{back} Z")
    return " ".join(pieces)


def clock(minute: float) -> str:
    """``HH:MM`` of a minute of the day."""
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"
