"""Pictures made of four shapes, so that they can be written as SVG or as PNG."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

INK, FAINT, GRID = "#1a1a1a", "#5f6368", "#dfe3e6"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f3c8d", "#6b6b6b")
"""Told apart also by people who see colours otherwise (Okabe & Ito 2008)."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    colour: str = INK
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; ``y`` is its baseline."""

    x: float
    y: float
    text: str
    size: float = 13.0
    anchor: Anchor = "start"
    colour: str = INK
    bold: bool = False


Shape = Stroke | Box | Dot | Label


@dataclass(slots=True)
class Picture:
    """Shapes in the order in which they are drawn, on white. ``title`` says what is to be seen."""

    width: int
    height: int
    title: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        """Draw on top of all that is there."""
        self.shapes.extend(shapes)
