"""Axes, curves and dots with their intervals, inside a part of a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from server.virtual.drawing import (
    COLOURS,
    FAINT,
    GRID,
    INK,
    Box,
    Dot,
    Label,
    Picture,
    Point,
    Stroke,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart stands, and what its edges mean."""

    x: float
    y: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float] = (0.0, 1.0)

    def at(self, x: float, y: float) -> Point:
        """The place of a value; what lies outside is brought to the edge."""
        return self.across(x), self.y + self.height * (1 - _part(y, self.y_range))

    def across(self, x: float) -> float:
        """The place of a value on the horizontal axis."""
        return self.x + self.width * _part(x, self.x_range)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line with a name in the legend."""

    name: str
    points: Sequence[Point]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with half the width of its interval, if it has one."""

    name: str
    value: float
    half: float | None = None


def _part(value: float, edges: tuple[float, float]) -> float:
    low, high = edges
    return min(max((value - low) / (high - low), 0.0), 1.0)


def ticks(high: float, wanted: int = 6) -> list[float]:
    """Round numbers from 0 to ``high``."""
    rough = high / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
    return [i * step for i in range(math.floor(high / step) + 1)]


def axis_x(picture: Picture, frame: Frame, title: str) -> None:
    """Lines of the grid with their numbers below, and what they count."""
    bottom = frame.y + frame.height
    for value in ticks(frame.x_range[1]):
        x = frame.across(value)
        picture.add(Stroke(((x, frame.y), (x, bottom)), GRID))
        picture.add(Label(x, bottom + 18, f"{value:g}", 12, "middle", FAINT))
    picture.add(Label(frame.x + frame.width / 2, bottom + 38, title, 12, "middle", FAINT))


def axis_percent(picture: Picture, frame: Frame) -> None:
    """0 to 100 % at the left edge."""
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = frame.at(frame.x_range[0], share)
        picture.add(Stroke(((x, y), (x + frame.width, y)), GRID))
        picture.add(Label(x - 8, y + 4, f"{share:.0%}", 12, "end", FAINT))


def curves(picture: Picture, frame: Frame, found: Sequence[Curve]) -> None:
    """Every curve in its colour, the first on top, and a legend at the lower right."""
    for i, curve in reversed(list(enumerate(found))):
        points = tuple(frame.at(x, y) for x, y in curve.points)
        picture.add(Stroke(points, COLOURS[i % len(COLOURS)], 3.2 if i == 0 else 1.8, curve.dashed))
    x, y = frame.x + frame.width - 168, frame.y + frame.height - 20 * len(found) - 6
    picture.add(Box(x - 10, y - 6, 174, 20 * len(found) + 6, "#ffffff"))
    for i, curve in enumerate(found):
        line = ((x, y + 20 * i + 8), (x + 26, y + 20 * i + 8))
        picture.add(Stroke(line, COLOURS[i % len(COLOURS)], 3, curve.dashed))
        picture.add(Label(x + 34, y + 20 * i + 12, curve.name, 12, bold=i == 0))


def readings(picture: Picture, frame: Frame, found: Sequence[Reading]) -> None:
    """A row for each: its name to the left, a dot, its interval, and the number beside it."""
    step = frame.height / max(len(found), 1)
    for i, one in enumerate(found):
        y, colour = frame.y + step * (i + 0.5), COLOURS[i % len(COLOURS)]
        x = frame.across(one.value)
        picture.add(Label(frame.x - 10, y + 4, one.name, 12, "end", INK, bold=i == 0))
        if one.half is not None:
            ends = frame.across(one.value - one.half), frame.across(one.value + one.half)
            picture.add(Stroke(((ends[0], y), (ends[1], y)), colour, 2))
            x = max(x, ends[1])
        picture.add(Dot(frame.across(one.value), y, 5, colour))
        picture.add(Label(x + 8, y + 4, f"{one.value:.1f}", 11, colour=FAINT))
