"""The hall seen from above, as devices are told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from broker import messages as m
from server.domain import hall_places
from server.domain.plan import Plan


def told(plan: Plan) -> m.Floor | None:
    """The floor of a plan, if it has one."""
    planned = plan.floor
    if planned is None:
        return None
    sides = ("x_m", "y_m", "width_m", "depth_m")
    areas = [{"zone": id, **_named(sides, area)} for id, area in planned.zones.items()]
    kiosks = [{"id": id, **_named(sides, point)} for id, point in planned.kiosks.items()]
    size = _named(sides[2:], planned.size_m)
    displays = [{"id": id, **by_way(led)} for id, led in hall_places.ways(plan).items()]
    return m.Floor.model_validate({**size, "zones": areas, "kiosks": kiosks, "displays": displays})


def by_way(led: Mapping[int, hall_places.Way]) -> dict[str, list[int]]:
    """The counters of each way that some have."""
    return {way: [n for n, its in led.items() if its == way] for way in dict.fromkeys(led.values())}


def _named(names: Sequence[str], numbers: Sequence[float]) -> dict[str, float]:
    return dict(zip(names, numbers, strict=False))
