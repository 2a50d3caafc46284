"""What a plan says of the hall seen from above: the table ``[floor]``, in metres.

Drawn as it is seen from the kiosks: what lies before somebody who stands there is up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

TABLE = "floor"
LARGEST_M = 500
_SIZE, _AREA, _POINT = 2, 4, 2
_COUNTER = re.compile(r"[1-9]\d{0,2}")
_DEVICE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SAYS = {
    "size_m": "use [width, depth] in metres, such as [30, 10]",
    "zones": 'use { "1" = [x, y, width, depth], … } in metres',
    "kiosks": "use { kiosk-1 = [x, y], … } in metres",
    "displays": "use { board-a = [x, y], … } in metres",
    "counters": "use { 7 = [x, y], … } in metres",
}
Area = tuple[float, float, float, float]
"""Left, top, width and depth."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """The hall: its width and depth, where each zone lies, and where kiosks stand.

    Where displays hang and counters stand may be left out, for some or for all.
    """

    size_m: Point
    zones: dict[str, Area]
    kiosks: dict[str, Point]
    displays: dict[str, Point] = field(default_factory=dict)
    counters: dict[int, Point] = field(default_factory=dict)


def needed() -> dict[str, Callable[[Any], str | None]]:
    """The rule for each key."""
    return {
        "size_m": lambda value: None if _is_list(value, _SIZE, 1) else _SAYS["size_m"],
        "zones": lambda value: _wrong("zones", value, _AREA, str),
        "kiosks": lambda value: _wrong("kiosks", value, _POINT, _DEVICE.fullmatch),
    }


def optional() -> dict[str, Callable[[Any], str | None]]:
    """The rule for each key that may be left out."""
    return {
        "displays": lambda value: _wrong("displays", value, _POINT, _DEVICE.fullmatch),
        "counters": lambda value: _wrong("counters", value, _POINT, _COUNTER.fullmatch),
    }


def parse(rows: Sequence[Mapping[str, Any]]) -> FloorPlan | None:
    """The floor that the table gives; None without one."""
    if not rows:
        return None
    row = rows[0]
    return FloorPlan(
        tuple(row["size_m"]),
        {zone: tuple(area) for zone, area in row["zones"].items()},
        {kiosk: tuple(point) for kiosk, point in row["kiosks"].items()},
        {display: tuple(point) for display, point in row.get("displays", {}).items()},
        {int(counter): tuple(point) for counter, point in row.get("counters", {}).items()},
    )


def told(floor: FloorPlan | None) -> dict[str, Any]:
    """The table as part of a plan's document."""
    if floor is None:
        return {}
    zones = {zone: list(area) for zone, area in floor.zones.items()}
    kiosks = {kiosk: list(point) for kiosk, point in floor.kiosks.items()}
    more = {
        "displays": {display: list(point) for display, point in floor.displays.items()},
        "counters": {str(counter): list(point) for counter, point in floor.counters.items()},
    }
    given = {key: points for key, points in more.items() if points}
    return {TABLE: {"size_m": list(floor.size_m), "zones": zones, "kiosks": kiosks, **given}}


def faults(
    row: Mapping[str, Any], zones: set[Any] | None, counters: set[Any] | None
) -> Iterator[tuple[str, str]]:
    """What is wrong in a table whose values are right by themselves: the key, and what to do."""
    if not {"size_m", "zones", "kiosks"} <= row.keys():
        return
    width, depth = row["size_m"]
    for zone, (x, y, wide, deep) in row["zones"].items():
        if zones is not None and zone not in zones:
            yield f"floor.zones.{zone}", "there is no such zone"
        if x + wide > width or y + deep > depth:
            yield f"floor.zones.{zone}", f"reaches out of the hall of {width:g} × {depth:g} m"
    for key in ("kiosks", "displays", "counters"):
        for name, (x, y) in row.get(key, {}).items():
            if x > width or y > depth:
                yield f"floor.{key}.{name}", f"stands out of the hall of {width:g} × {depth:g} m"
    for counter in row.get("counters", {}):
        if counters is not None and int(counter) not in counters:
            yield f"floor.counters.{counter}", "there is no such counter"
    for kiosk, (x, y) in row["kiosks"].items():
        for zone, area in row["zones"].items():
            if _holds(area, x, y):
                yield f"floor.kiosks.{kiosk}", f"stands inside zone {zone!r}"
    for (one, a), (other, b) in combinations(row["zones"].items(), 2):
        if _overlap(a, b):
            yield f"floor.zones.{other}", f"lies over zone {one!r}"


def _is_list(value: Any, count: int, least: float = 0) -> bool:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(n, int | float) and not isinstance(n, bool) for n in value)
        and all(least <= n <= LARGEST_M for n in value)
    )


def _wrong(key: str, value: Any, count: int, named: Callable[[str], Any]) -> str | None:
    if not isinstance(value, dict) or not value:
        return _SAYS[key]
    for name, numbers in value.items():
        sized = count != _AREA or (_is_list(numbers, count) and min(numbers[2:]) >= 1)
        if not _is_list(numbers, count) or not sized or not named(name):
            return f"{name}: {_SAYS[key]}, from 0 to {LARGEST_M}"
    return None


def _holds(area: Sequence[float], x: float, y: float) -> bool:
    return area[0] < x < area[0] + area[2] and area[1] < y < area[1] + area[3]


def _overlap(a: Sequence[float], b: Sequence[float]) -> bool:
    return all(a[i] < b[i] + b[i + 2] and b[i] < a[i] + a[i + 2] for i in (0, 1))
