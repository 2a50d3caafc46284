"""The terminal's buttons: one push is one press, whatever the contact does."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def contact(firmware: Any) -> Any:
    """Plays a contact: pairs of (milliseconds, level), looked at every ten; what it said, when."""

    def play(levels: list[tuple[int, bool]], until_ms: int, *, holds: bool = False) -> list[Any]:
        made = firmware("contact").Contact(holds, bool(levels and levels[0][0] < 0), 0)
        said, level = [], bool(levels and levels[0][0] < 0)
        for now_ms in range(0, until_ms, 10):
            level = next((now for at, now in reversed(levels) if at <= now_ms), level)
            if move := made.look(level, now_ms):
                said.append((move, now_ms))
        play.stuck = made.stuck  # type: ignore[attr-defined]
        return said

    return play


def test_bounce_is_one_push(contact):
    bounce = [(at, at % 20 == 0) for at in range(100, 200, 10)] + [(200, True), (400, False)]
    assert [move for move, _ in contact(bounce, 2000)] == ["press"]


def test_a_hold_is_told_while_it_is_held_and_only_once(contact):
    assert contact([(100, True), (5000, False)], 6000, holds=True) == [("hold", 1100)]


def test_a_short_push_of_a_button_that_can_be_held_is_told_when_it_ends(contact):
    assert contact([(100, True), (500, False)], 2000, holds=True) == [("press", 530)]


def test_two_pushes_in_a_third_of_a_second_are_one(contact):
    assert len(contact([(100, True), (200, False), (300, True), (400, False)], 2000)) == 1
    assert len(contact([(100, True), (200, False), (500, True), (600, False)], 2000)) == 2


def test_a_stuck_button_says_one_press_and_is_known_as_stuck(contact):
    assert len(contact([(100, True)], 60_000)) == 1
    assert contact.stuck
    contact([(100, True), (50_000, False)], 60_000)
    assert not contact.stuck


def test_a_button_that_is_down_when_the_power_comes_says_nothing(contact):
    assert contact([(-1, True)], 5000, holds=True) == []
    assert len(contact([(-1, True), (1000, False), (2000, True)], 5000)) == 1
