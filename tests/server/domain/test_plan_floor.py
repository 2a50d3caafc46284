"""The table ``[floor]``: read, told again, and refused with every mistake at its key."""

from __future__ import annotations

from pathlib import Path

import pytest

import server
from server.domain.plan import PlanRefused, plan_from_toml
from server.domain.plan_toml import plan_to_toml

TEXT = (Path(server.__file__).parent / "plans" / "haiphong" / "plan.toml").read_text("utf-8")
KIOSKS = "[floor.kiosks]"
ZONE, SIZE, KIOSK = "4 = [21.5, 0.5, 8, 3]", "size_m = [30, 10]", "kiosk-1 = [13, 8.5]"


def test_the_floor_is_the_same_after_it_was_written_as_text() -> None:
    plan = plan_from_toml(TEXT)
    assert plan.floor is not None
    assert plan.floor.zones["4"] == (21.5, 0.5, 8, 3)
    assert plan_from_toml(plan_to_toml(plan)) == plan


def test_places_of_displays_and_counters_are_kept_when_a_plan_is_written_as_text() -> None:
    points = "[floor.displays]\nboard-a = [15, 7.5]\n[floor.counters]\n7 = [3, 1]\n[floor.kiosks]"
    plan = plan_from_toml(TEXT.replace("[floor.kiosks]", points))
    assert plan.floor is not None
    assert plan.floor.displays == {"board-a": (15, 7.5)}
    assert plan.floor.counters == {7: (3, 1)}
    assert plan_from_toml(plan_to_toml(plan)) == plan


def test_a_plan_does_without_a_floor() -> None:
    start, end = TEXT.index("[floor]"), TEXT.index("[[session]]")
    plan = plan_from_toml(TEXT[:start] + TEXT[end:])
    assert plan.floor is None
    assert "floor" not in plan_to_toml(plan)


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        (SIZE, "size_m = [30]", "floor.size_m", "[width, depth]"),
        (SIZE, "size_m = [0, 10]", "floor.size_m", "[width, depth]"),
        (SIZE, "", "floor.size_m", "is missing"),
        (SIZE, f"{SIZE}\nscale = 2", "floor.scale", "unknown key"),
        (ZONE, "4 = [21.5, 0.5, 8]", "floor.zones", "4: use"),
        (ZONE, "4 = [21.5, 0.5, 8, 0.2]", "floor.zones", "4: use"),
        (ZONE, '4 = [21.5, 0.5, 8, "3"]', "floor.zones", "4: use"),
        (ZONE, "4 = [-1, 0.5, 8, 3]", "floor.zones", "4: use"),
        (ZONE, "4 = [nan, 0.5, 8, 3]", "floor.zones", "4: use"),
        (ZONE, "4 = [23, 0.5, 8, 3]", "floor.zones.4", "reaches out of the hall of 30 × 10 m"),
        (ZONE, "4 = [15, 0.5, 8, 3]", "floor.zones.4", "lies over zone '3'"),
        (ZONE, "44 = [21.5, 0.5, 8, 3]", "floor.zones.44", "no such zone"),
        (KIOSK, "kiosk-1 = [31, 8.5]", "floor.kiosks.kiosk-1", "stands out of the hall"),
        (KIOSK, "kiosk-1 = [12, 2]", "floor.kiosks.kiosk-1", "stands inside zone '3'"),
        (KIOSK, "kiosk-1 = [12]", "floor.kiosks", "kiosk-1: use"),
        (KIOSKS, f"[floor.displays]\nled-1 = [31, 1]\n{KIOSKS}", "floor.displays.led-1", "out of"),
        (KIOSKS, f"[floor.displays]\nled-1 = [1]\n{KIOSKS}", "floor.displays", "led-1: use"),
        (KIOSKS, f"[floor.counters]\n7 = [1, 11]\n{KIOSKS}", "floor.counters.7", "out of the hall"),
        (
            KIOSKS,
            f"[floor.counters]\n99 = [1, 1]\n{KIOSKS}",
            "floor.counters.99",
            "no such counter",
        ),
        (KIOSKS, f"[floor.counters]\nb7 = [1, 1]\n{KIOSKS}", "floor.counters", "b7: use"),
        (KIOSK, '"máy 1" = [13, 8.5]', "floor.kiosks", "máy 1: use"),
    ],
)
def test_a_wrong_floor_is_refused_at_its_key(old: str, new: str, key: str, told: str) -> None:
    assert old in TEXT
    with pytest.raises(PlanRefused) as refused:
        plan_from_toml(TEXT.replace(old, new))
    (error,) = [one for one in refused.value.errors if one.key == key]
    assert told in error.message


def test_all_mistakes_of_a_floor_are_told_at_once() -> None:
    broken = TEXT.replace(ZONE, "44 = [23, 0.5, 8, 3]").replace(KIOSK, "kiosk-1 = [12, 2]")
    with pytest.raises(PlanRefused) as refused:
        plan_from_toml(broken)
    assert [one.key for one in refused.value.errors] == [
        "floor.zones.44",
        "floor.zones.44",
        "floor.kiosks.kiosk-1",
    ]
