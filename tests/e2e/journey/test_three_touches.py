"""What most people come for is three touches away: need, what for, take."""

from __future__ import annotations

from typing import Any

MOST_TOUCHES = 3
NEED = {"TK1": "collect", "HD1": "help", "BC1": "post"}
"""Groups behind a door of their own; the others are documents to be submitted."""


def commonest(plan: dict[str, Any]) -> list[str]:
    """The ten groups with the largest share of the plan's citizens."""
    share = {code: row["share"] for code, row in plan["groups"].items()}
    return sorted(share, key=lambda code: -share[code])[:10]


def choose(citizen: Any, plan: dict[str, Any], code: str) -> None:
    """Up to the last button."""
    group = plan["groups"][code]
    citizen.touches = 0
    citizen.press(citizen.words[NEED.get(code, "submit")])
    if code not in NEED:
        citizen.press(group.get(f"short_{citizen.lang}", group[f"name_{citizen.lang}"]))
    citizen.button(citizen.words["take"]).wait_for()


def test_the_ten_commonest_needs_are_three_touches_from_a_number(person, plan, slips) -> None:
    citizen = person("vi", "portrait")
    for code in commonest(plan):
        begun = slips.count()
        choose(citizen, plan, code)
        told = citizen.take()
        assert citizen.touches <= MOST_TOUCHES, code
        assert told["group"] == code
        assert slips.read(begun).number == told["number"]
        citizen.leave()


def test_help_stands_in_the_same_order_on_the_way_to_a_number(person, plan) -> None:
    citizen = person("vi", "landscape")
    at_first = citizen.help()
    assert citizen.words["staff_none"] in at_first
    choose(citizen, plan, "HT1")
    assert citizen.help() == at_first
    citizen.take()
    assert citizen.help() == at_first


def test_a_wide_screen_and_english_need_no_touch_more(person, plan) -> None:
    citizen = person("en", "landscape")
    for code in commonest(plan):
        choose(citizen, plan, code)
        assert citizen.touches < MOST_TOUCHES, code
        citizen.press(citizen.words["home"])
        citizen.begin()
