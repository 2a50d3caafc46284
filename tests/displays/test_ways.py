"""Which way a counter is: by the map of the hall, by hand, or not at all."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from broker import topics
from broker.errors import MessageRefused
from displays.arrows import Ways
from displays.frames import Look, counter_frame
from displays.light import Light
from displays.panels.rs485 import profile_named, registers

TOPIC = topics.build("thu", topics.CENTRE)


def centre(*displays: dict[str, Any], has_map: bool = True, **more: Any) -> m.CentreInfo:
    """What devices are told of a centre whose map names these displays."""
    floor = {
        "width_m": 30.0,
        "depth_m": 10.0,
        "zones": [],
        "kiosks": [],
        "displays": list(displays),
    }
    told = {
        **{"v": 1, "ep": 1, "rev": 1, "name": {"vi": "Thử", "en": "Test"}, "tz": "UTC"},
        **{"url": "", "zones": ["a"], "hall": "open", "floor": floor if has_map else None},
    }
    return m.CentreInfo.model_validate(told)


def heard(ways: Ways, told: m.CentreInfo) -> dict[int, str]:
    ways.hear(SimpleNamespace(payload=m.encode(told)))
    return dict(ways.signs)


def test_the_map_gives_each_counter_its_arrow() -> None:
    mine = {"id": "board-a", "left": [1, 2], "right": [9], "ahead": [5]}
    other = {"id": "board-b", "left": [9]}
    found = heard(Ways("board-a"), centre(other, mine))
    assert found == {1: "←", 2: "←", 9: "→", 5: "↑"}


def test_what_is_set_by_hand_holds_and_the_map_gives_the_rest() -> None:
    ways = Ways("board-a", {1: "↑"})
    assert dict(ways.signs) == {1: "↑"}, "also before the map came"
    assert heard(ways, centre({"id": "board-a", "left": [1, 2]})) == {1: "↑", 2: "←"}


@pytest.mark.parametrize("has_map", [True, False])
def test_without_a_place_on_the_map_there_is_no_arrow_any_more(has_map: bool) -> None:
    ways = Ways("board-a")
    heard(ways, centre({"id": "board-a", "left": [1]}))
    assert heard(ways, centre({"id": "board-b", "left": [1]}, has_map=has_map)) == {}


def test_a_centre_that_makes_no_sense_changes_nothing() -> None:
    ways = Ways("board-a")
    heard(ways, centre({"id": "board-a", "left": [1]}))
    with pytest.raises(MessageRefused):
        ways.hear(SimpleNamespace(payload=b'{"v":1,"floor":{"displays":"left"}}'))
    assert dict(ways.signs) == {1: "←"}


@pytest.mark.parametrize(("led", "arrow"), [({"left": [7]}, "←"), ({"left": [8]}, "")])
def test_a_light_points_to_its_counter_where_the_map_knows_the_way(
    wire: Any, light: Light, make_state: Any, led: dict[str, Any], arrow: str
) -> None:
    wire.hear(TOPIC, m.encode(centre({"id": "led-07", **led})), retain=True)
    called = make_state()
    wire.beat()
    wire.tell(called)
    picture = counter_frame(Look(7, called, 0.0, arrow=arrow), (32, 8)).tobytes()
    wire.wait_until(lambda: wire.on("panel")[-1:] == [picture])


@pytest.mark.parametrize(("sign", "register"), [("", 0), ("←", 1), ("→", 2), ("↑", 3)])
def test_a_board_on_a_line_may_have_a_register_for_the_way(
    make_state: Any, sign: str, register: int
) -> None:
    profile = profile_named("luot-way")
    assert registers(profile, Look(7, make_state(), 0.0, arrow=sign))[-1] == register
    came = Look(7, make_state(state="serving"), 0.0, arrow=sign)
    assert registers(profile, came)[-1] == 0, "whoever has come needs no way"
