"""However somebody touches "Lấy số", and whenever the server dies: one ticket, one slip."""

from __future__ import annotations

from typing import Any

import pytest

HOLD_MS = 1200
WORK_MS = 8
"""About as long as a server needs for a touch."""


class Fingers:
    """Fingers on the button that takes a number; each way leaves the glass as it was."""

    def __init__(self, person: Any) -> None:
        self.page = person.page
        box = person.button(person.words["take"]).bounding_box()
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self._session = self.page.context.new_cdp_session(self.page)

    def double_tap(self) -> None:
        for _ in range(2):
            self._down(1)
            self._up()

    def long_press(self) -> None:
        self._down(1)
        self.page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", HOLD_MS)
        self._up()

    def five_at_once(self) -> None:
        self._down(5)
        self._up()

    def five_one_after_the_other(self) -> None:
        for count in range(1, 6):
            self._down(count)
        self._up()

    def double_click(self) -> None:
        self.page.mouse.dblclick(self.x, self.y)

    def _down(self, count: int) -> None:
        points = [{"x": self.x + 20 * at, "y": self.y, "id": at} for at in range(count)]
        self._send("touchStart", points)

    def _up(self) -> None:
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list[dict[str, Any]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def tap(self) -> None:
        self._down(1)
        self._up()


ONE = ("double_tap", "long_press", "double_click")
MANY = ("five_at_once", "five_one_after_the_other")
FRAMES = (
    "new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r))))"
)


@pytest.fixture
def ready(person, plan):
    """Somebody before the last button, on a screen that feels fingers."""

    def make() -> Any:
        made, group = person(has_touch=True), plan["groups"]["GT1"]
        made.choose("submit", plan["departments"][group["department"]], group)
        return made

    return make


@pytest.mark.parametrize("way", ONE)
def test_however_it_is_touched_it_is_one_ticket_and_one_slip(hall, ready, slips, way) -> None:
    citizen, begun, issued = ready(), slips.count(), len(hall.facts("ticket_issued"))
    with citizen.page.expect_response("**/touch") as answered:
        getattr(Fingers(citizen), way)()
    citizen.holds(answered.value.json())
    is_one(hall, slips, begun, issued, answered.value.json()["number"])


@pytest.mark.parametrize("way", MANY)
def test_a_whole_hand_gives_no_number_or_one_and_the_next_touch_the_same(
    hall, ready, slips, way
) -> None:
    """A browser makes no click of several fingers; if one did, there still is no second number."""
    citizen, begun, issued = ready(), slips.count(), len(hall.facts("ticket_issued"))
    fingers = Fingers(citizen)
    with citizen.page.expect_response("**/touch") as answered:
        getattr(fingers, way)()
        citizen.page.evaluate(FRAMES)
        fingers.tap()
    citizen.holds(answered.value.json())
    is_one(hall, slips, begun, issued, answered.value.json()["number"])


def is_one(hall, slips, begun: int, issued: int, number: int) -> None:
    """One slip and one ticket came of it: whoever comes next has the next number."""
    assert slips.read(begun).number == number
    hall.touch(f"after-{number}", "GT1")
    assert slips.read(begun + 1).number == number + 1, "no number between them"
    assert len(hall.facts("ticket_issued")) == issued + 2


def test_a_server_that_dies_between_touch_and_answer_costs_neither_number_nor_slip(
    hall, ready, slips, until
) -> None:
    citizen, begun, issued = ready(), slips.count(), len(hall.facts("ticket_issued"))
    hall.freeze_server()
    with citizen.page.expect_response("**/touch") as answered:
        citizen.press(citizen.words["take"])
        citizen.sees(citizen.words["taking"])
        hall.kill_server()
    told = citizen.holds(answered.value.json())
    assert told["alone"], "nobody else can have given it"
    assert slips.read(begun).number == told["number"]
    hall.back()
    kept = until(lambda: hall.ticket(told["key"]), "the ticket to be handed over")
    assert kept["number"] == told["number"]
    assert len(hall.facts("ticket_issued")) == issued + 1
    assert slips.count() == begun + 1


def test_a_server_that_is_killed_while_it_answers_leaves_one_ticket_and_one_slip(
    hall, ready, slips, until
) -> None:
    """Whether it had written and told the number is chance; that there is one that lives is not."""
    citizen, begun = ready(), slips.count()
    before = hall.waiting("GT1")
    with citizen.page.expect_response("**/touch") as answered:
        with citizen.page.expect_request("**/touch"):
            citizen.press(citizen.words["take"])
        citizen.page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", WORK_MS)
        hall.kill_server()
    told = citizen.holds(answered.value.json())
    assert slips.read(begun).number == told["number"]
    hall.back()
    kept = until(lambda: hall.ticket(told["key"]), "the ticket to be known")
    assert (kept["number"], kept["state"]) == (told["number"], "waiting")
    assert hall.waiting("GT1") == before + 1
    assert slips.count() == begun + 1
