"""Reports of virtual days as an aligned table, a column each."""

from __future__ import annotations

from collections.abc import Mapping

from server.virtual.report import Report

Cell = float | str | None
_COUNTS = ("tickets", "served", "no_show", "left", "expired")


def table(reports: Mapping[str, Report]) -> str:
    """A row for each figure, a column for each report under its name."""
    columns = [_figures(one) for one in reports.values()]
    lines = [["", *(name.replace("_", " ") for name in reports)]]
    for name in columns[0]:
        lines.append([name, *(column[name] for column in columns)])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(_line(line, widths).rstrip() for line in lines)


def _line(cells: list[str], widths: list[int]) -> str:
    name, *figures = (
        cell.ljust(w) if i == 0 else cell.rjust(w)
        for i, (cell, w) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([name, *figures])


def _figures(one: Report) -> dict[str, str]:
    wait, worst, forecast = one["wait"], one["worst_group"], one["forecast"]
    return {
        "policy": one["policy"],
        **{name.replace("_", "-"): str(one[name]) for name in _COUNTS},
        "wait: served": str(wait["n"]),
        **{f"wait: {name[:-2]}": _minutes(wait[name]) for name in wait if name != "n"},
        "within target": _percent(one["within_target"]),
        "priority: mean": _minutes(one["priority_mean_s"]),
        "worst group": worst["code"] or "-",
        "worst group: mean": _minutes(worst["mean_s"]),
        "most overtaken: times": str(one["overtakes_max"]),
        "overtakes of 100": _number(one["overtakes_per_100"]),
        "forecasts": str(forecast["n"]),
        "forecast: off by": _minutes(forecast["mae_s"]),
        "usual formula: off by": _minutes(forecast["naive_mae_s"]),
        "wait inside the range": _percent(forecast["coverage"]),
        "wait beyond the range": _percent(forecast["late"]),
    }


def _minutes(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds / 60:.1f} min"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
