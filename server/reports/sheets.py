"""A report as a workbook: typed cells, native charts, ready to print on A4. Here is XlsxWriter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import xlsxwriter

from server.domain.history import FEWEST
from server.reports.cells import Cell, Table
from server.reports.facts import Facts
from server.reports.sheetcharts import draw
from server.reports.tables import meanings, tables
from server.reports.words import Lang, dated, title, when, word

DAY_S, DAY_MIN = 86_400, 1440
TOP = 5
"""Lines over a table: the centre, the title, the periods, a blank one, and the headings."""
INK, RULE, HEAD = "#0B2F4A", "#CFC5B7", "#E8EEF3"
_A4 = 9
_FIRST = {"text": 38, "day": 12}
_WIDTH, _WIDE = 9.6, 13.5
_MANY = 8
_WORDS = {"meanings": (24, 56, 38, 42, 13), "summary": (46, 14, 11, 14, 11, 34)}
"""Widths of columns, in characters; a table of many columns has narrow ones."""
_LINE_PT, _ONE_PAGE_ROWS = 15, 32
_NARROW_TYPE = 1.25
"""Letters of this type are narrower than the digits that widths are counted in."""
_FOOT = '&"Times New Roman,Regular"&9'
_CELL = {"valign": "top", "border": 1, "border_color": RULE}
_FORMS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, **_CELL},
    "count": {"num_format": "#,##0", **_CELL},
    "share": {"num_format": "0.0%", **_CELL},
    "points": {"num_format": "0.00", **_CELL},
    "seconds": {"num_format": "[h]:mm:ss", **_CELL},
    "hours": {"num_format": "[h]:mm:ss", **_CELL},
    "day": {"num_format": "dd/mm/yyyy", "align": "center", **_CELL},
    "minute": {"num_format": "hh:mm", "align": "center", **_CELL},
    "link": {"font_color": "#1F5FA8", "underline": 1, "align": "left", "indent": 1, **_CELL},
    "head": {**_CELL, "bold": True, "bg_color": HEAD, "text_wrap": True, "align": "center"},
    "title": {"bold": True, "font_size": 14, "font_color": INK},
    "plain": {},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
}


def workbook(facts: Facts, lang: Lang) -> bytes:
    """The report as XLSX: clocks are parts of a day, shares 0 to 1, days and times as such."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        noon = datetime.combine(facts.head.made_on, time(12))
        centre = facts.head.centre
        name = centre.name_vi if lang == "vi" else centre.name_en
        about = {"title": title(lang, facts.period), "company": name, "created": noon}
        book.set_properties(about)
        made = _Book(book, facts, lang, name)
        for table in [*tables(facts, lang), meanings(lang)]:
            made.sheet(table)
    return file.getvalue()


class _Book:
    """One file being written."""

    def __init__(self, book: Any, facts: Facts, lang: Lang, centre: str) -> None:
        self._book, self._facts, self._lang, self._centre = book, facts, lang, centre
        usual = {"font_name": "Times New Roman", "font_size": 11}
        self._forms = {name: book.add_format(usual | form) for name, form in _FORMS.items()}
        strong = {"bold": True, "top": 2}
        self._totals = {k: book.add_format(usual | f | strong) for k, f in _FORMS.items()}

    def sheet(self, table: Table) -> None:
        """One table on a sheet of its own, with its chart."""
        sheet = self._book.add_worksheet(table.title[:31])
        self._lay(sheet, table)
        self._over(sheet, table)
        self._fill(sheet, table)
        draw(self._book, sheet, table, TOP, self._lang)
        self._under(sheet, table, TOP + len(table.rows) + 1)

    def _lay(self, sheet: Any, table: Table) -> None:
        """A4 lying, as wide as the page; headings stay, on the screen and on paper."""
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.center_horizontally()
        one = len(table.rows) <= _ONE_PAGE_ROWS and table.key != "meanings"
        sheet.fit_to_pages(1, 1 if one else 0)
        sheet.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.7)
        sheet.repeat_rows(TOP - 1)
        sheet.freeze_panes(TOP, 1)
        centre = self._centre.replace("&", "&&")
        sheet.set_footer(f"&L{_FOOT}{centre}&R{_FOOT}{word(self._lang, 'page')}")
        sheet.hide_gridlines(2)
        for place, wide in enumerate(_widths(table)):
            sheet.set_column(place, place, wide)

    def _over(self, sheet: Any, table: Table) -> None:
        facts, lang = self._facts, self._lang
        sheet.write_string(0, 0, self._centre, self._forms["plain"])
        sheet.write_string(
            1, 0, f"{table.title}. {title(lang, facts.period)}", self._forms["title"]
        )
        periods = [word(lang, "period", when=when(lang, facts.period))]
        if table.key in ("summary", "funnel"):
            periods.append(word(lang, "period_before", when=when(lang, facts.before)))
        periods.append(word(lang, "made", when=dated(lang, facts.head.made_on)))
        sheet.write_string(2, 0, " ".join(periods), self._forms["plain"])

    def _fill(self, sheet: Any, table: Table) -> None:
        widths = _widths(table)
        sheet.set_row(TOP - 1, _LINE_PT * max(2, *map(_lines, _names(table), widths)))
        for place, column in enumerate(table.columns):
            sheet.write_string(TOP - 1, place, column.name, self._forms["head"])
        for line, row in enumerate(table.rows, TOP):
            words = [str(cell.value) if cell.sort == "text" else "" for cell in row]
            sheet.set_row(line, _LINE_PT * max(map(_lines, words, widths)))
            forms = self._forms if line < TOP + len(table.parts()) else self._totals
            for place, cell in enumerate(row):
                _put(sheet, line, place, cell, forms[cell.sort])
            if table.key == "summary":
                link = f"internal:'{word(self._lang, 'meanings')}'!A1"
                sheet.write_url(line, len(row) - 1, link, forms["link"], str(row[-1].value))
        last = TOP - 1 + len(table.parts())
        if len(table.parts()) > 1 and table.key not in ("summary", "funnel", "told"):
            sheet.autofilter(TOP - 1, 0, last, len(table.columns) - 1)

    def _under(self, sheet: Any, table: Table, line: int) -> None:
        if table.key != "summary":
            return
        for words in self._notes():
            sheet.merge_range(line, 0, line, len(table.columns) - 1, words, self._forms["note"])
            sheet.set_row(line, 2 * _LINE_PT)
            line += 1

    def _notes(self) -> Iterator[str]:
        if self._facts.empty:
            yield word(self._lang, "empty")
        yield word(self._lang, "note", few=FEWEST)
        if self._facts.counters is None:
            yield word(self._lang, "no_officers")


def _widths(table: Table) -> list[float]:
    known = _WORDS.get(table.key)
    if known:
        return list(known)
    usual = _WIDTH if len(table.columns) > _MANY else _WIDE
    first = _FIRST.get(table.columns[0].sort, usual)
    return [first, *[usual] * (len(table.columns) - 1)]


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _lines(words: str, width: float) -> int:
    """About how many lines the words take in a column so wide; words are not broken."""
    width *= _NARROW_TYPE
    lines, left = 1, width
    for one in words.split():
        if len(one) > left:
            lines, left = lines + (left < width), width
        left -= len(one) + 1
    return lines


def _put(sheet: Any, line: int, place: int, cell: Cell, form: Any) -> None:
    value = cell.value
    if value is None:
        sheet.write_blank(line, place, None, form)
    elif cell.sort == "text":
        sheet.write_string(line, place, str(value), form)
    elif cell.sort == "day":
        sheet.write_datetime(line, place, value, form)
    else:
        parts = {"seconds": DAY_S, "hours": DAY_S, "minute": DAY_MIN}.get(cell.sort, 1)
        sheet.write_number(line, place, value / parts, form)  # type: ignore[operator]
