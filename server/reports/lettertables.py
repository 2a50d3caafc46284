"""How the tables of a report are set on paper: which columns, how wide, and cells in words."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from server.reports import letterwords as w
from server.reports.cells import Cell, Column, Table
from server.reports.closings import closings
from server.reports.facts import Facts
from server.reports.paper import WIDTH_MM
from server.reports.words import Lang, minutes, number, share, word

NOTHING = "-"
Align = Literal["L", "C", "R"]


class Setting(NamedTuple):
    """Widths in millimetres of the columns that are shown; ``paths`` names those after the first,
    all when it is empty."""

    widths: tuple[float, ...]
    paths: tuple[str, ...] = ()


_PARTS = (
    *("issued", "served", "no_show", "left", "wait.n", "wait.p50_s", "wait.p90_s"),
    *("in_time", "service.p50_s"),
)
_FIGURES = (13.2, 13.2, 14.6, 11.0, 13.4, 13.8, 13.0, 14.0, 14.4)
_FEWER = ("issued", "served", "wait.n", "wait.p50_s", "wait.p90_s", "in_time", "service.p50_s")
_FEWER_FIGURES = (13.2, 13.2, 13.4, 13.8, 13.0, 14.0, 14.4)
SETTINGS: dict[str, Setting] = {
    "summary": Setting((71, 26, 21, 26, 21)),
    "funnel": Setting((45, 26, 34, 26, 34)),
    "by_department": Setting((WIDTH_MM - sum(_FIGURES), *_FIGURES), _PARTS),
    "by_group": Setting((WIDTH_MM - sum(_FEWER_FIGURES), *_FEWER_FIGURES), _FEWER),
    "by_day": Setting((26.5, *(15.3,) * 6, 14.7, 15.3, 16.7), _PARTS),
    "by_time": Setting((19, 22, 24, 24, 22, 27, 27)),
    "carried": Setting((39, 36, 51, 39)),
    "told": Setting((25, 25, 20, 33, 31, 31)),
    "stars": Setting((60, 20, 20, 22, 22, 21)),
    "by_counter": Setting((20, 27, 27, 27, 37, 27)),
    "closings": Setting((30, 24, 40, 32, 39)),
}


def set_out(table: Table, lang: Lang) -> tuple[list[str], list[list[str]], list[Align]]:
    """Heads, rows of words, and how each column is set."""
    setting = SETTINGS[table.key]
    shown = [0, *(table.place(path) for path in setting.paths)]
    if not setting.paths:
        shown = list(range(len(setting.widths)))
    heads = [_head(table, table.columns[i], lang) for i in shown]
    rows = [[_said(table, row, i, lang) for i in shown] for row in table.rows]
    return heads, rows, [_align(table.columns[i]) for i in shown]


def _head(table: Table, column: Column, lang: Lang) -> str:
    unit = _UNITS.get(column.sort) if table.key != "summary" else None
    return f"{column.name} ({word(lang, unit)})" if unit else column.name


def _said(table: Table, row: list[Cell], place: int, lang: Lang) -> str:
    cell = row[place]
    if table.key == "summary" and place == 0:
        unit = _UNITS.get(row[1].sort)
        return f"{cell.value} ({word(lang, unit)})" if unit else str(cell.value)
    if table.key == "told" and place < 2:
        return w.MORE.said(lang) if cell.value is None else number(lang, cell.value / 60)  # type: ignore[operator]
    return said(cell, lang)


_UNITS = {"seconds": "minutes", "hours": "hours"}


def _align(column: Column) -> Align:
    return {"text": "L", "day": "C", "minute": "C"}.get(column.sort, "R")  # type: ignore[return-value]


def said(cell: Cell, lang: Lang) -> str:
    """A cell in words: clocks in minutes or hours with one digit, for nobody signs seconds."""
    value = cell.value
    if value is None:
        return "" if cell.sort == "count" else NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if cell.sort == "minute":
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if cell.sort == "seconds":
        return minutes(lang, value)
    if cell.sort == "hours":
        return number(lang, value / 3600, 1)
    if cell.sort == "share":
        return share(lang, value)
    return number(lang, value, 2 if cell.sort == "points" else 0)


def closing_table(facts: Facts, lang: Lang) -> Table:
    """What was carried over in a month, by the time of closing."""
    rows = [
        [Cell("minute", one.at_min), *(Cell("count", value) for value in one[1:])]
        for one in closings(facts.carried)
    ]
    names = (word(lang, "issued_session"), word(lang, "carried_n"), w.MOST.said(lang))
    heads = [Column(word(lang, "closes"), "minute")]
    heads += [Column(name, "count") for name in (w.TIMES.said(lang), *names)]
    return Table("closings", w.CLOSINGS.said(lang), heads, rows)
