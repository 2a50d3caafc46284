"""Where counters and kiosks are drawn, with a map in the plan and without one."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from server.domain.hall_places import layout, ways


def inside(area, at):
    x, y, wide, deep = area
    return x < at[0] < x + wide and y < at[1] < y + deep


@pytest.fixture(params=["with its map", "without a map"])
def plan(request, haiphong):
    return haiphong if request.param == "with its map" else replace(haiphong, floor=None)


def test_every_counter_stands_in_its_zone_and_none_on_another(plan):
    made = layout(plan)
    assert made.counters.keys() == plan.counters.keys()
    for number, at in made.counters.items():
        assert inside(made.zones[plan.counters[number].zone], at)
    for one, other in combinations(made.counters.values(), 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= 0.7


def test_zones_lie_in_the_hall_and_beside_each_other(plan):
    made = layout(plan)
    width, depth = made.size_m
    for x, y, wide, deep in made.zones.values():
        assert x >= 0 and y >= 0 and x + wide <= width and y + deep <= depth
    for a, b in combinations(made.zones.values(), 2):
        apart = a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0]
        assert apart or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]


def test_the_map_of_the_plan_is_kept_as_it_is(haiphong):
    made = layout(haiphong)
    assert made.is_drawn and made.kiosks == haiphong.floor.kiosks
    assert not layout(replace(haiphong, floor=None)).is_drawn


def test_a_narrow_zone_has_two_rows(haiphong):
    zone = min(haiphong.zones)
    count = sum(one.zone == zone for one in haiphong.counters.values())
    assert count > 2
    small = replace(haiphong.floor, zones={zone: (1.0, 1.0, 0.7 * count, 3.0)})
    rows = {y for _, y in layout(replace(haiphong, floor=small)).counters.values()}
    assert len(rows) == 2


def placed(plan, at, **counters):
    """The ways from a board that hangs at a place; counters as ``c7=(x, y)``."""
    points = {int(name[1:]): point for name, point in counters.items()}
    floor = replace(plan.floor, displays={"board-a": at}, counters=points)
    return ways(replace(plan, floor=floor))["board-a"]


@pytest.mark.parametrize(
    ("counter", "way"),
    [
        ((5.0, 8.0), "left"),
        ((25.0, 8.0), "right"),
        ((16.0, 2.0), "ahead"),
        ((14.0, 10.0), None),
        ((15.5, 7.5), None),
    ],
)
def test_the_way_is_as_somebody_sees_it_who_looks_up_the_map(haiphong, counter, way):
    assert placed(haiphong, (15.0, 8.0), c7=counter).get(7) == way


def test_counters_that_the_map_does_not_place_stand_in_their_zones(haiphong):
    led = placed(haiphong, (15.0, 8.0))
    assert led.keys() == haiphong.counters.keys()
    assert {led[n] for n, one in haiphong.counters.items() if one.zone == "1"} == {"left"}
    assert {led[n] for n, one in haiphong.counters.items() if one.zone == "5"} == {"right"}


def test_without_a_map_or_a_place_on_it_nobody_is_sent_anywhere(haiphong):
    assert ways(replace(haiphong, floor=None)) == {}
    assert ways(haiphong) == {}
    bare = replace(haiphong.floor, zones={}, displays={"board-a": (15.0, 8.0)})
    assert ways(replace(haiphong, floor=bare)) == {"board-a": {}}
