"""Where devices stand on the plan of the device map."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from server import deviceview
from server.store.account_rows import Device


def places(plan, *devices):
    made = [Device(id, role, frozenset(counters), None, False) for id, role, counters in devices]
    desk = SimpleNamespace(plan=plan)
    return deviceview.places(desk, SimpleNamespace(in_force=lambda: made))


def test_a_display_stands_where_the_plan_names_it_else_at_its_counter(haiphong):
    floor = replace(haiphong.floor, displays={"board-a": (15.0, 7.0), "led-07": (2.0, 2.0)})
    found = places(
        replace(haiphong, floor=floor),
        ("board-a", "display", []),
        ("led-07", "display", [7]),
        ("led-08", "display", [8]),
        ("speaker-1", "display", []),
    )
    assert found["board-a"] == {"x_m": 15.0, "y_m": 7.0}
    assert found["led-07"] == {"x_m": 2.0, "y_m": 2.0}
    assert "led-08" in found and found["led-08"] != found["led-07"]
    assert "speaker-1" not in found, "what has no place is counted in words beside the plan"
