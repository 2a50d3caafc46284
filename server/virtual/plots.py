"""Pictures of what a simulation found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

from server.errors import PlotRefused
from server.virtual.charts import Curve, Frame, Reading, axis_percent, axis_x, curves, readings
from server.virtual.drawing import FAINT, Label, Picture
from server.virtual.png import write_png
from server.virtual.simulation import Tried
from server.virtual.svg import to_svg

KINDS = (".svg", ".png")
_POINTS = 120


def write(picture: Picture, path: Path) -> None:
    """As SVG or PNG, as the name says. Raises PlotRefused, OSError."""
    check(path)
    if path.suffix == ".png":
        write_png(picture, path)
    else:
        path.write_text(to_svg(picture), encoding="utf-8", newline="\n")


def check(path: Path) -> None:
    """Raises PlotRefused if the name does not say what is to be written."""
    if path.suffix not in KINDS:
        raise PlotRefused(f"{path}: name the picture .svg or .png")


def simulation_picture(centre: str, rules: Sequence[Tried]) -> Picture:
    """How many have waited how long, and the figures in which rules differ most."""
    days = len(rules[0].days)
    title = f"Chờ bao lâu · How long people wait: {centre}, {days} ngày · days"
    picture = Picture(980, 470, title)
    picture.add(Label(30, 32, title, 17, bold=True))
    picture.add(Label(30, 58, "Phần người chờ không quá · Share who wait no longer than", 13))
    _shares(picture, rules)
    parts = (
        ("mean_s", "Trung bình, phút · Mean, minutes"),
        ("p95_s", "95 % chờ không quá · 95 % wait no longer than"),
        ("longest_s", "Lâu nhất trong ngày · Longest of a day"),
    )
    for i, (name, text) in enumerate(parts):
        _figure(picture, rules, name, text, 74 + i * 128)
    return picture


def _shares(picture: Picture, rules: Sequence[Tried]) -> None:
    ordered = [sorted(wait_s / 60 for day in one.days for wait_s in day.waits_s) for one in rules]
    longest = max((waits[int(len(waits) * 0.995)] for waits in ordered if waits), default=1.0)
    frame = Frame(76, 74, 440, 330, (0.0, max(longest, 1.0)))
    axis_x(picture, frame, "phút · minutes")
    axis_percent(picture, frame)
    steps = [frame.x_range[1] * i / _POINTS for i in range(_POINTS + 1)]
    found = [
        Curve(one.policy, [(x, bisect_right(waits, x) / len(waits)) for x in steps], dashed=i > 3)
        for i, (one, waits) in enumerate(zip(rules, ordered, strict=True))
        if waits
    ]
    curves(picture, frame, found)


def _figure(picture: Picture, rules: Sequence[Tried], name: str, text: str, y: float) -> None:
    found = []
    for one in rules:
        figure = one.figures[name]
        if figure is not None:
            half = figure.half
            found.append(Reading(one.policy, figure.value / 60, half and half / 60))
    most = max((one.value + (one.half or 0.0) for one in found), default=1.0)
    picture.add(Label(560, y - 4, text, 12, colour=FAINT))
    readings(picture, Frame(660, y, 250, 96, (0.0, max(most, 0.1))), found)
