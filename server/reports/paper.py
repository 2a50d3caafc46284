"""A4 paper set as Decree 30/2020 asks: margins, head, type, page numbers. Here is fpdf2."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any, Literal

from fpdf import FPDF
from fpdf.fonts import FontFace

LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 30.0, 15.0, 20.0, 20.0
WIDTH_MM = 210 - LEFT_MM - RIGHT_MM
BODY_PT, TABLE_PT, HEAD_PT, SMALL_PT = 13.0, 10.5, 9.5, 11.0
LINE_MM = 6.2
LEADING = 1.25
INDENT_MM = 10.0
INK, PALE = (0, 0, 0), (236, 236, 236)
_MOST_MM = 200.0
"""What is higher may be broken over pages."""
_FONT = "Office"
_STYLES = {"": "regular", "B": "bold", "I": "italic", "BI": "bolditalic"}
_MM = 25.4 / 72
_ROW_MM, _PAD_ABOVE_MM, _PAD_MM = 4.6, 0.5, 0.9
Style = Literal["", "B", "I", "BI"]
logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type; ``rule`` is the share of its width that is underlined below it, or 0."""

    text: str
    pt: float
    style: Style = ""
    rule: float = 0.0


class _Numbered(FPDF):
    """The page and their number are said on top, but not of the first page."""

    def header(self) -> None:
        """In the middle of the upper margin."""
        if self.page_no() > 1:
            self.set_font(_FONT, "", BODY_PT)
            self.set_y(10)
            self.cell(0, 6, f"{self.page_no()}/{{nb}}", align="C")
            self.set_y(TOP_MM)


class Paper:
    """One document; positions and lengths are millimetres, type is in points."""

    def __init__(self, title: str, author: str, lang: str, made_on: date) -> None:
        self.pdf: Any = _Numbered(format="A4", unit="mm")
        self.pdf.set_margins(LEFT_MM, TOP_MM, RIGHT_MM)
        self.pdf.c_margin = 0
        self.pdf.set_auto_page_break(True, BOTTOM_MM)
        self.pdf.set_title(title)
        self.pdf.set_author(author)
        self.pdf.set_lang(lang)
        self.pdf.set_producer("Lượt")
        self.pdf.set_creation_date(datetime.combine(made_on, time(12), UTC))
        for style, name in _STYLES.items():
            file = files("server.reports").joinpath("fonts", f"{name}.ttf")
            self.pdf.add_font(_FONT, style, str(file))
        self.pdf.add_page()
        self.pdf.set_line_width(0.2)

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())

    def heads(self, left: Sequence[Line], right: Sequence[Line], split: float = 0.43) -> None:
        """Two columns of centred lines beside each other: the office, and the motto."""
        top, width = self.pdf.get_y(), WIDTH_MM * split
        ends = [
            self._column(left, LEFT_MM, top, width - 2),
            self._column(right, LEFT_MM + width, top, WIDTH_MM - width),
        ]
        self.pdf.set_xy(LEFT_MM, max(ends))

    def centred(self, lines: Sequence[Line]) -> None:
        """Lines in the middle of the page."""
        end = self._column(lines, LEFT_MM, self.pdf.get_y(), WIDTH_MM)
        self.pdf.set_xy(LEFT_MM, end)

    def _column(self, lines: Sequence[Line], x: float, y: float, width: float) -> float:
        for line in lines:
            self.font(line.style, line.pt)
            tight = self._balanced(line.text, width)
            self.pdf.set_xy(x + (width - tight) / 2, y)
            height = line.pt * _MM * 1.22
            self.pdf.multi_cell(tight, height, line.text, align="C", new_x="LEFT", new_y="NEXT")
            y = self.pdf.get_y()
            if line.rule:
                long = min(self.pdf.get_string_width(line.text), width) * line.rule
                self.pdf.line(x + (width - long) / 2, y + 0.6, x + (width + long) / 2, y + 0.6)
                y += 2.2
        return y

    def _balanced(self, text: str, width: float) -> float:
        """The least width that needs no more lines than ``width`` does."""

        def lines(wide: float) -> int:
            return len(self._wrapped(text, wide))

        n = lines(width)
        while n > 1 and width > 20 and lines(width - 1) == n:
            width -= 1
        return width

    def heading(self, text: str, height_mm: float) -> None:
        """The title of a part, on the same page as what it begins with, which is so high."""
        self.room(min(height_mm, _MOST_MM) + 20)
        self.gap(2)
        self.font("B", BODY_PT)
        self.pdf.multi_cell(WIDTH_MM, LINE_MM, text, new_x="LMARGIN", new_y="NEXT")
        self.gap(1)

    def paragraph(self, text: str, pt: float = BODY_PT, lead: str = "") -> None:
        """A justified paragraph, not torn when short, set in; ``lead`` is in bold before it."""
        self.font("", pt)
        whole = f"{lead}{text}"
        high = len(self._wrapped(whole, WIDTH_MM - 4))
        self.room(min(high, 4) * pt * _MM * LEADING)
        with (
            self.pdf.text_columns(text_align="J", line_height=LEADING) as set_in,
            set_in.paragraph(first_line_indent=INDENT_MM) as lines,
        ):
            if lead:
                self.font("B", pt)
                lines.write(lead)
                self.font("", pt)
            lines.write(text)
        self.gap(1.8)

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        aligns: Sequence[Literal["L", "C", "R"]],
        totals: int = 0,
    ) -> None:
        """Rows under their head, which comes again on each page; the last ``totals`` are bold."""
        self.font("", TABLE_PT)
        bold = FontFace(emphasis="BOLD")
        self.pdf.set_x(LEFT_MM)
        with self.pdf.table(
            col_widths=tuple(widths),
            width=sum(widths),
            align="LEFT",
            line_height=_ROW_MM,
            padding=(_PAD_ABOVE_MM, _PAD_MM),
            text_align=tuple(aligns),
            v_align="MIDDLE",
            headings_style=FontFace(emphasis="BOLD", fill_color=PALE, size_pt=HEAD_PT),
        ) as made:
            first = made.row()
            for name in head:
                first.cell(name, align="C")
            for i, row in enumerate(rows):
                line = made.row(style=bold if i >= len(rows) - totals else None)
                for text in row:
                    line.cell(text)
        self.gap(3)

    def table_mm(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> float:
        """How high a table of these rows will be."""
        high = 0.0
        for row, style, pt in ((head, "B", HEAD_PT), *((one, "", TABLE_PT) for one in rows)):
            self.pdf.set_font(_FONT, style, pt)
            pairs = zip(row, widths, strict=True)
            lines = max(len(self._wrapped(text, wide - 2 * _PAD_MM)) for text, wide in pairs)
            high += max(lines, 1) * _ROW_MM + 2 * _PAD_ABOVE_MM
        return high

    def _wrapped(self, text: str, width: float) -> list[str]:
        found: list[str] = self.pdf.multi_cell(
            width, 5, text, padding=0, dry_run=True, output="LINES"
        )
        return found

    def caption(self, text: str, height_mm: float) -> None:
        """What a table or a drawing of this height shows, above it and on the same page."""
        self.room(min(height_mm, _MOST_MM) + 8)
        self.font("I", SMALL_PT + 1)
        self.pdf.multi_cell(WIDTH_MM, 5.4, text, align="C", new_x="LMARGIN", new_y="NEXT")
        self.gap(1)

    @contextmanager
    def drawing(self, height_mm: float) -> Iterator[tuple[float, float]]:
        """Room for a drawing of this height, on one page; its left upper corner."""
        self.room(height_mm)
        corner = self.pdf.get_x(), self.pdf.get_y()
        with self.pdf.local_context():
            yield corner
        self.pdf.set_xy(LEFT_MM, corner[1] + height_mm)
        self.gap(2)

    def room(self, height_mm: float) -> None:
        """A new page, unless there are so many millimetres left on this one."""
        if self.pdf.will_page_break(height_mm):
            self.pdf.add_page()

    def gap(self, height_mm: float) -> None:
        """Leave some paper blank."""
        self.pdf.set_y(self.pdf.get_y() + height_mm)

    def font(self, style: Style, pt: float) -> None:
        """Set what follows in this type."""
        self.pdf.set_font(_FONT, style, pt)
