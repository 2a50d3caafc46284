"""Native charts of a workbook: one idea a chart, by the table that it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from server.reports.cells import Table
from server.reports.words import Lang, word

_INK, _RED, _PALE, _RULE = "#0B2F4A", "#C8321F", "#9FB3C2", "#E3DCD2"
_FONT = {"name": "Times New Roman", "size": 10}
_STEPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)
_MOST_STEPS = 6
_DAY_MIN = 1440


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table of ``fewest`` rows or more is drawn: figures by path, how numbers of the axis are
    written, and whether the chart stands beside the table or below it."""

    kind: str
    title: str
    paths: tuple[str, ...]
    axis: str
    beside: bool = False
    fewest: int = 2


CHARTS = {
    "funnel": Chart("column", "chart_funnel", ("n", "n_before"), "#,##0"),
    "by_day": Chart("column", "chart_flow", ("issued", "served"), "#,##0"),
    "by_time": Chart("line", "chart_times", ("p50_s", "p90_s"), "[m]"),
    "by_department": Chart("bar", "chart_departments", ("in_time",), "0%"),
    "carried": Chart("column", "chart_carried", ("n",), "#,##0", beside=True, fewest=5),
    "told": Chart("column", "chart_told", ("inside",), "0%"),
}


def draw(book: Any, sheet: Any, table: Table, top: int, lang: Lang) -> None:
    """Put its chart beside the table or below, if it has one and enough rows."""
    wanted = CHARTS.get(table.key)
    if wanted is None or len(table.parts()) < wanted.fewest:
        return
    chart = book.add_chart({"type": wanted.kind})
    _series(chart, sheet.get_name(), table, wanted, top)
    _axes(chart, table, wanted, lang)
    chart.set_title({"name": word(lang, wanted.title), "name_font": {**_FONT, "size": 12}})
    one = len(wanted.paths) == 1
    chart.set_legend({"none": True} if one else {"position": "bottom", "font": _FONT})
    if wanted.beside:
        chart.set_size({"width": 660, "height": 360})
        sheet.insert_chart(top - 1, len(table.columns) + 1, chart, {"object_position": 3})
    else:
        tall = 24 * len(table.rows) + 70 if wanted.kind == "bar" else 320
        chart.set_size({"width": 900, "height": max(320, tall)})
        sheet.insert_chart(top + len(table.rows) + 1, 0, chart, {"object_position": 3})


def _series(chart: Any, name: str, table: Table, wanted: Chart, top: int) -> None:
    last = top + len(table.parts()) - 1
    for path, colour in zip(wanted.paths, (_INK, _RED), strict=False):
        column = table.place(path)
        paint = colour if wanted.kind == "line" or path == wanted.paths[0] else _PALE
        line = {"color": paint, "width": 2.0} if wanted.kind == "line" else {"none": True}
        chart.add_series(
            {
                "name": [name, top - 1, column],
                "categories": [name, top, 0, last, 0],
                "values": [name, top, column, last, column],
                "fill": {"color": paint},
                "line": line,
                "gap": 60,
            }
        )


def _axes(chart: Any, table: Table, wanted: Chart, lang: Lang) -> None:
    """Figures from 0 on; names are as their cells are. A bar lies, and its axes change places."""
    figures: dict[str, Any] = {"num_format": wanted.axis, "min": 0, "num_font": _FONT}
    figures["major_gridlines"] = {"visible": True, "line": {"color": _RULE}}
    if wanted.axis == "0%":
        figures |= {"max": 1, "major_unit": 0.2}
    if wanted.axis == "[m]":
        figures |= {"major_unit": _step_min(table, wanted) / _DAY_MIN}
        figures |= {"name": word(lang, "minutes"), "name_font": _FONT}
    names: dict[str, Any] = {"num_font": _FONT, "text_axis": True, "interval_unit": 1}
    forms = {"day": "dd/mm", "minute": "hh:mm", "seconds": "[m]"}
    names["num_format"] = forms.get(table.columns[0].sort, "General")
    if wanted.beside:
        names["num_font"] = {**_FONT, "rotation": -90}
    if table.columns[0].sort == "seconds":
        names["name"] = f"{table.columns[0].name} ({word(lang, 'minutes')})"
        names["name_font"] = _FONT
    if wanted.kind == "bar":
        chart.set_x_axis(figures)
        chart.set_y_axis({**names, "reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(figures)


def _step_min(table: Table, wanted: Chart) -> int:
    """Minutes between rules, so that there are few."""
    known = [value for path in wanted.paths for value in table.values(path) if value is not None]
    most_min = max(known, default=0) / 60
    return next((n for n in _STEPS_MIN if most_min / n <= _MOST_STEPS), _STEPS_MIN[-1])
