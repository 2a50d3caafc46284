"""Where things stand in the hall seen from above: kiosks by the map, counters in their zones.

All in metres from the left and far corner. A plan without a map gets a drawing of its own: zones in
rows, so that a place can be shown at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, hypot
from typing import Literal

from server.domain.plan import Plan
from server.domain.plan_floor import Area, FloorPlan, Point

MARGIN_M = 0.5
ZONE_DEPTH_M = 3.0
COUNTER_M = 1.4
"""The width that a counter gets where the plan says nothing."""
CLOSE_M = 0.8
"""Counters closer than this stand in two rows."""
FRONT_SHARE = 0.84
"""Counters stand a little before the middle, so that the zone's name has room behind them."""
HERE_M = 1.0
"""A display nearer than this to a counter points nowhere: whoever reads it is there."""
Way = Literal["left", "right", "ahead"]
HALL_M = 30.0
FRONT_M = 2.5
"""Room before the counters, in a drawing of our own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The hall: its width and depth, each zone's area, each counter's place, each kiosk's and
    each display's that the plan names."""

    size_m: Point
    zones: Mapping[str, Area]
    counters: Mapping[int, Point]
    kiosks: Mapping[str, Point]
    displays: Mapping[str, Point]
    is_drawn: bool
    """Whether the plan has a map; else this is only a picture of what belongs together."""


def layout(plan: Plan) -> Layout:
    """Where everything stands."""
    floor = plan.floor or _made_up(plan)
    counters: dict[int, Point] = {}
    for zone, area in floor.zones.items():
        numbers = sorted(n for n, one in plan.counters.items() if one.zone == zone)
        counters |= dict(zip(numbers, _spread(area, len(numbers)), strict=True))
    counters |= {n: at for n, at in floor.counters.items() if n in plan.counters}
    drawn = plan.floor is not None
    return Layout(floor.size_m, floor.zones, counters, floor.kiosks, floor.displays, drawn)


def ways(plan: Plan) -> dict[str, dict[int, Way]]:
    """Of each display that the map names, which way each counter lies.

    A counter that is not on the map, that is here, or that lies behind whoever reads the display
    has none: no arrow is better than a wrong one.
    """
    if plan.floor is None:
        return {}
    counters = layout(plan).counters
    found: dict[str, dict[int, Way]] = {}
    for display, at in plan.floor.displays.items():
        led = {n: way for n, to in sorted(counters.items()) if (way := _way(at, to))}
        found[display] = led
    return found


def _way(at: Point, to: Point) -> Way | None:
    """As it is seen by somebody who looks up the map, as from the kiosks."""
    aside, ahead = to[0] - at[0], at[1] - to[1]
    if hypot(aside, ahead) < HERE_M:
        return None
    if abs(ahead) > abs(aside):
        return "ahead" if ahead > 0 else None
    return "right" if aside > 0 else "left"


def _spread(area: Area, count: int) -> list[Point]:
    """So many places in an area, along its longer side; in two rows where one has no room."""
    x, y, wide, deep = area
    rows = 2 if count > 1 and max(wide, deep) / count < CLOSE_M else 1
    each = ceil(count / rows) if count else 0
    places = []
    for i in range(count):
        row, at = divmod(i, each)
        along, across = (at + 0.5) / each, (row + 1) / (rows + 1)
        across *= FRONT_SHARE
        share = (along, across) if wide >= deep else (across, along)
        places.append((round(x + wide * share[0], 2), round(y + deep * share[1], 2)))
    return places


def _made_up(plan: Plan) -> FloorPlan:
    """Zones side by side from the left, as many in a row as have room."""
    x, y, zones = MARGIN_M, MARGIN_M, {}
    for zone in plan.zones:
        count = sum(one.zone == zone for one in plan.counters.values())
        wide = min(max(count, 2) * COUNTER_M, HALL_M - 2 * MARGIN_M)
        if x > MARGIN_M and x + wide > HALL_M - MARGIN_M:
            x, y = MARGIN_M, y + ZONE_DEPTH_M + MARGIN_M
        zones[zone] = (x, y, round(wide, 2), ZONE_DEPTH_M)
        x = round(x + wide + MARGIN_M, 2)
    return FloorPlan((HALL_M, y + ZONE_DEPTH_M + FRONT_M), zones, {})
