"""Drawings of a paper: lines, columns and bars; a printer without colours keeps them apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from server.reports.paper import INK, PALE, WIDTH_MM, Paper

SMALL_PT = 9.0
DARK, MIDDLE, LIGHT = (40, 40, 40), (90, 90, 90), (176, 176, 176)
RULES = 4
BAR_MM, COLUMNS_MM, LINES_MM = 6.0, 52.0, 56.0
Mark = tuple[int, float | None]
"""Where on the axis, and the value, if there is one."""


def bars(paper: Paper, rows: Sequence[tuple[str, float | None, str]]) -> None:
    """A bar for each (name, share from 0 to 1, what is written beside it)."""
    label, right = 66.0, 30.0
    long = WIDTH_MM - label - right
    for name, share, said in rows:
        paper.font("", SMALL_PT)
        lines = _lines(paper.pdf, name, label - 3)
        with paper.drawing(bar_mm(paper, name) - 2) as (x, y):
            pdf = paper.pdf
            paper.font("", SMALL_PT)
            for i, line in enumerate(lines):
                _text(pdf, x, y + i * 3.8, label - 2, line, "R")
            at = y + 1.9 * (len(lines) - 1) + 0.2
            pdf.set_fill_color(*PALE)
            pdf.rect(x + label, at, long, 3.8, style="F")
            pdf.set_fill_color(*DARK)
            if share:
                pdf.rect(x + label, at, long * share, 3.8, style="F")
            _text(pdf, x + label + long + 1, at - 0.1, right - 1, said, "L")
    paper.gap(2)


def bar_mm(paper: Paper, name: str) -> float:
    """How high the bar of this name is, with what is blank below."""
    paper.font("", SMALL_PT)
    return BAR_MM + 3.8 * (len(_lines(paper.pdf, name, 63.0)) - 1)


def columns(
    paper: Paper, names: Sequence[str], pairs: Sequence[tuple[int, int]], keys: tuple[str, str]
) -> None:
    """Two columns beside each other for each name."""
    most = max((max(one) for one in pairs), default=0)
    with paper.drawing(COLUMNS_MM) as corner:
        frame = _Frame(paper, corner, COLUMNS_MM, float(most))
        wide = frame.width / max(len(names), 1)
        every = math.ceil(len(names) / 31)
        for i, (name, both) in enumerate(zip(names, pairs, strict=True)):
            left, each = frame.left + i * wide, wide * 0.36
            for j, (value, color) in enumerate(zip(both, (LIGHT, DARK), strict=True)):
                top = frame.y(value)
                paper.pdf.set_fill_color(*color)
                paper.pdf.rect(
                    left + wide * 0.14 + j * each, top, each, frame.bottom - top, style="F"
                )
            if i % every == 0:
                frame.under(left, wide, name)
        frame.legend(keys, (LIGHT, DARK))


def lines(
    paper: Paper,
    marks: Sequence[Sequence[Mark]],
    keys: tuple[str, str],
    step: int,
    say: Callable[[int], str],
) -> None:
    """Two lines over the same axis, the second dashed; a gap of more than ``step`` breaks one."""
    known = [value for line in marks for _, value in line if value is not None]
    places = sorted({at for line in marks for at, _ in line})
    with paper.drawing(LINES_MM) as corner:
        frame = _Frame(paper, corner, LINES_MM, max(known, default=0.0))
        first, last = places[0], places[-1] + step

        def x(at: int) -> float:
            return frame.left + (at - first) / (last - first) * frame.width

        for at in places:
            if at % (2 * step) == 0:
                frame.under(x(at) - 8, 16, say(at))
        for line, color, dash in zip(marks, (DARK, MIDDLE), (False, True), strict=True):
            _draw(paper.pdf, [(x(at), v, at) for at, v in line], frame, color, dash, step)
        frame.legend(keys, (DARK, MIDDLE), dashed=True)


def _draw(
    pdf: Any,
    points: Sequence[tuple[float, float | None, int]],
    frame: _Frame,
    color: tuple[int, int, int],
    dashed: bool,
    step: int,
) -> None:
    pdf.set_draw_color(*color)
    pdf.set_fill_color(*color)
    for (xa, a, at), (xb, b, to) in pairwise(points):
        if a is not None and b is not None and to - at <= step:
            with pdf.local_context():
                pdf.set_line_width(0.55)
                if dashed:
                    pdf.set_dash_pattern(dash=1.6, gap=0.9)
                pdf.line(xa, frame.y(a), xb, frame.y(b))
    for x, value, _ in points:
        if value is not None:
            pdf.circle(x=x, y=frame.y(value), radius=0.6, style="F")


class _Frame:
    """The axes of a drawing: zero below, few rules, names under it and keys above."""

    def __init__(
        self,
        paper: Paper,
        corner: tuple[float, float],
        height: float,
        most: float,
    ) -> None:
        self._paper = paper
        self.left, top = corner[0] + 12, corner[1] + 7
        self.width, self.bottom = WIDTH_MM - 14, corner[1] + height - 6
        self._high = self.bottom - top
        self._most = _nice(most)
        pdf = paper.pdf
        paper.font("", SMALL_PT)
        for value in _rules(self._most):
            y = self.y(value)
            pdf.set_draw_color(*((205, 205, 205) if value else INK))
            pdf.line(self.left, y, self.left + self.width, y)
            _text(pdf, corner[0], y - 2, 10.5, f"{value:.0f}", "R")

    def y(self, value: float) -> float:
        """Where a value stands."""
        return self.bottom - self._high * value / self._most

    def under(self, x: float, width: float, text: str) -> None:
        """A name under the axis."""
        self._paper.font("", SMALL_PT)
        _text(self._paper.pdf, x, self.bottom + 0.8, width, text, "C")

    def legend(
        self, keys: Sequence[str], colors: Sequence[tuple[int, int, int]], dashed: bool = False
    ) -> None:
        """What is drawn how, above the drawing on the right."""
        pdf, y = self._paper.pdf, self.bottom - self._high - 6
        self._paper.font("", SMALL_PT)
        x = self.left + self.width - sum(pdf.get_string_width(key) + 14 for key in keys)
        for i, (key, color) in enumerate(zip(keys, colors, strict=True)):
            with pdf.local_context():
                pdf.set_draw_color(*color)
                pdf.set_fill_color(*color)
                if dashed:
                    pdf.set_line_width(0.55)
                    if i:
                        pdf.set_dash_pattern(dash=1.6, gap=0.9)
                    pdf.line(x, y + 2, x + 7, y + 2)
                else:
                    pdf.rect(x + 2, y + 0.4, 4, 3, style="F")
            wide = pdf.get_string_width(key) + 2
            _text(pdf, x + 8, y, wide, key, "L")
            x += wide + 12


def _rules(most: float) -> Iterator[float]:
    return (most * i / RULES for i in range(RULES + 1))


def _nice(most: float) -> float:
    """A round number not below ``most`` whose quarters are whole."""
    power = 10 ** max(0, math.floor(math.log10(most)) - 1) if most > 0 else 1
    return next(n * power for n in (4, 8, 12, 20, 32, 40, 60, 80, 100, 120) if n * power >= most)


def _text(pdf: Any, x: float, y: float, width: float, text: str, align: str) -> None:
    pdf.set_text_color(*INK)
    pdf.set_xy(x, y)
    pdf.cell(width, 4, text, align=align)


def _lines(pdf: Any, text: str, width: float) -> list[str]:
    """``text`` in one line or two; what is longer ends in dots."""
    found: list[str] = pdf.multi_cell(width, 4, text, dry_run=True, output="LINES", align="L")
    if len(found) <= 2:
        return found
    return [found[0], _cut(pdf, " ".join(found[1:]), width)]


def _cut(pdf: Any, text: str, width: float) -> str:
    """``text``, shortened to ``width``."""
    if pdf.get_string_width(text) <= width:
        return text
    while text and pdf.get_string_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
