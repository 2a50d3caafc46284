"""Ways over the plan of the hall, and which machine is nearest."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from broker import messages as m
from kiosk import floor

PLAN = Path(__file__).parents[2] / "server" / "plans" / "haiphong" / "plan.toml"


def hall(zones: dict[str, Any], kiosks: dict[str, Any], size: Any = (30, 10)) -> m.Floor:
    """A floor of rectangles and points."""
    names = ("x_m", "y_m", "width_m", "depth_m")
    return m.Floor.model_validate(
        {
            "width_m": float(size[0]),
            "depth_m": float(size[1]),
            "zones": [{"zone": z, **_named(names, at)} for z, at in zones.items()],
            "kiosks": [{"id": k, **_named(names, at)} for k, at in kiosks.items()],
        }
    )


def _named(names: Any, numbers: Any) -> dict[str, float]:
    return {name: float(number) for name, number in zip(names, numbers, strict=False)}


def delivered() -> m.Floor:
    """The floor of the plan of Hải Phòng."""
    told = tomllib.loads(PLAN.read_text(encoding="utf-8"))["floor"]
    return hall(told["zones"], told["kiosks"], told["size_m"])


@pytest.mark.parametrize("kiosk", ["kiosk-1", "kiosk-2"])
def test_from_every_kiosk_of_the_delivered_plan_there_is_a_way_to_every_zone(kiosk: str) -> None:
    told = floor.told(delivered(), kiosk)
    assert told is not None
    assert set(told["ways"]) == {"1", "2", "3", "4", "5"}
    for zone, way in told["ways"].items():
        assert way[0] == told["here"], zone
        assert all((ax == bx) != (ay == by) for (ax, ay), (bx, by) in pairwise(way)), zone
        area = next(one for one in told["zones"] if one["zone"] == zone)
        x, y = way[-1]
        assert x in (area["x_m"], area["x_m"] + area["width_m"]) or y in (
            area["y_m"],
            area["y_m"] + area["depth_m"],
        ), zone


def test_a_way_goes_around_an_area_that_lies_between() -> None:
    told = hall({"A": (2, 1, 4, 2), "B": (10, 4, 4, 2)}, {"k": (12, 9)})
    (area,) = [one for one in told.zones if one.zone == "A"]
    assert floor.way(told, (12.0, 9.0), area) == [(12.0, 9.0), (5.4, 9.0), (5.4, 3.0)]


def test_where_every_simple_way_is_barred_none_is_drawn() -> None:
    told = hall({"A": (10, 1, 4, 2), "B": (0, 4, 30, 2)}, {"k": (12, 9)})
    ways = floor.told(told, "k")
    assert ways is not None
    assert ways["ways"]["A"] is None and ways["ways"]["B"] is not None


def test_a_kiosk_that_the_plan_does_not_know_shows_no_plan() -> None:
    assert floor.told(delivered(), "kiosk-9") is None
    assert floor.told(None, "kiosk-1") is None


def test_the_nearest_other_machine_comes_first_with_its_distance_and_side() -> None:
    told = hall({"A": (0, 0, 1, 1)}, {"k-1": (5, 9), "k-2": (12, 9), "k-3": (15, 9)})
    assert floor.nearby(told, "k-2", ["k-1", "k-2", "k-3", "k-4"]) == [
        {"id": "k-3", "distance_m": 3, "side": "right"},
        {"id": "k-1", "distance_m": 7, "side": "left"},
        {"id": "k-4", "distance_m": None, "side": None},
    ]


def test_without_a_plan_machines_are_named_without_a_distance() -> None:
    assert floor.nearby(None, "k-1", ["k-1", "k-2"]) == [
        {"id": "k-2", "distance_m": None, "side": None}
    ]
