"""The hall seen from above: the way from this kiosk to a zone, and kiosks nearby. Pure; metres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot
from typing import Any

from broker.messages import Floor, FloorArea

Point = tuple[float, float]
Way = list[Point]
BESIDE_M = 0.4
"""How far before an area a way may run along it."""
INSET = 0.15
"""Of its width, how far from a corner of an area a way ends."""


def told(floor: Floor | None, kiosk: str) -> dict[str, Any] | None:
    """What the page draws; None when the plan does not say where this kiosk stands."""
    here = _place(floor, kiosk)
    if floor is None or here is None:
        return None
    return {
        "size": [floor.width_m, floor.depth_m],
        "here": here,
        "zones": [area.model_dump() for area in floor.zones],
        "ways": {area.zone: way(floor, here, area) for area in floor.zones},
    }


def way(floor: Floor, here: Point, to: FloorArea) -> Way | None:
    """A way of few straight legs that crosses no other area; None when there is none so simple."""
    others = [area for area in floor.zones if area.zone != to.zone]
    for tried in _ways(here, to):
        inside = all(0 <= x <= floor.width_m and 0 <= y <= floor.depth_m for x, y in tried)
        legs = list(pairwise(tried))
        if inside and not any(_crosses(leg, area) for leg in legs for area in others):
            return tried
    return None


def nearby(floor: Floor | None, kiosk: str, machines: Sequence[str]) -> list[dict[str, Any]]:
    """The other kiosks of ``machines``, the nearest first.

    ``side`` is ``left`` or ``right`` of this one and ``distance_m`` whole metres, both None where
    the plan does not say or it is straight ahead.
    """
    here = _place(floor, kiosk)
    return sorted(
        (_other(here, _place(floor, one), one) for one in machines if one != kiosk),
        key=lambda one: (one["distance_m"] is None, one["distance_m"] or 0, one["id"]),
    )


def _other(here: Point | None, there: Point | None, id: str) -> dict[str, Any]:
    distance_m, side = None, None
    if here is not None and there is not None:
        across, along = there[0] - here[0], there[1] - here[1]
        distance_m = max(round(hypot(across, along)), 1)
        if abs(across) > abs(along):
            side = "left" if across < 0 else "right"
    return {"id": id, "distance_m": distance_m, "side": side}


def _place(floor: Floor | None, kiosk: str) -> Point | None:
    found = [one for one in floor.kiosks if one.id == kiosk] if floor else []
    return (found[0].x_m, found[0].y_m) if found else None


def _ways(here: Point, to: FloorArea) -> Iterator[Way]:
    """Across and up; up and across; then with a bend before the area. Each ends at its edge, first
    where it comes to it: what lies before the middle may be another area's.
    """
    (x, y), right, bottom = here, to.x_m + to.width_m, to.y_m + to.depth_m
    middle_x, middle_y = to.x_m + to.width_m / 2, to.y_m + to.depth_m / 2
    near_x = min(max(x, to.x_m + to.width_m * INSET), right - to.width_m * INSET)
    if not to.y_m <= y <= bottom:
        edge, before = (bottom, BESIDE_M) if y > bottom else (to.y_m, -BESIDE_M)
        if near_x == x:
            yield [here, (x, edge)]
        else:
            yield [here, (near_x, y), (near_x, edge)]
            yield [here, (x, edge + before), (near_x, edge + before), (near_x, edge)]
        yield [here, (middle_x, y), (middle_x, edge)]
        yield [here, (x, edge + before), (middle_x, edge + before), (middle_x, edge)]
    if not to.x_m <= x <= right:
        edge, before = (right, BESIDE_M) if x > right else (to.x_m, -BESIDE_M)
        yield [here, (x, middle_y), (edge, middle_y)]
        yield [here, (edge + before, y), (edge + before, middle_y), (edge, middle_y)]


def _crosses(leg: tuple[Point, Point], area: FloorArea) -> bool:
    """Does a straight leg, level or upright, touch the area?"""
    (ax, ay), (bx, by) = leg
    beside = max(ax, bx) <= area.x_m or min(ax, bx) >= area.x_m + area.width_m
    return not (beside or max(ay, by) <= area.y_m or min(ay, by) >= area.y_m + area.depth_m)
