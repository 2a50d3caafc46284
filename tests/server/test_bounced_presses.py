"""A button that bounces, or is pressed again before it was answered, does its thing once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from broker import messages as m
from server.ledger import Actor
from server.presses import Presses

BOX = Actor("device", "box-07")
PATIENCE_S = 30.0


class SlowDesk:
    """A desk that answers when it is let."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self.begun, self.let = threading.Event(), threading.Event()

    def now(self) -> datetime:
        return datetime(2026, 11, 26, tzinfo=UTC)

    def next(self, by: Actor, key: str, counter: int) -> dict[str, Any]:
        self.called.append(key)
        self.begun.set()
        assert self.let.wait(PATIENCE_S)
        return {"number": 1001}

    recall = next


def press(id: str, button: str = "next") -> m.Press:
    told = {"v": 1, "id": id, "button": button, "kind": "press", "up_ms": 1}
    return m.Press.model_validate(told)


@pytest.fixture
def pressed():
    """A first press that is still being done, and what it will be answered."""
    desk: Any = SlowDesk()
    presses, answers = Presses(desk), []
    first = threading.Thread(target=lambda: answers.append(presses.take(BOX, 7, press("p-1"))))
    first.start()
    assert desk.begun.wait(PATIENCE_S)
    yield SimpleNamespace(desk=desk, presses=presses, answers=answers)
    desk.let.set()
    first.join(PATIENCE_S)


def test_presses_before_the_first_is_answered_do_nothing(pressed):
    told = [pressed.presses.take(BOX, 7, press(f"p-{i}")) for i in range(2, 6)]
    assert {(ack.ok, ack.code) for ack in told} == {(False, "press-bounced")}
    assert pressed.desk.called == ["p-1"]


def test_another_button_and_another_counter_are_no_bounce(pressed):
    pressed.desk.let.set()
    assert pressed.presses.take(BOX, 7, press("p-2", "recall")).ok
    assert pressed.presses.take(BOX, 8, press("p-3")).ok


def test_the_next_press_after_the_answer_is_a_press(pressed):
    pressed.desk.let.set()
    assert _eventually(lambda: bool(pressed.answers))
    assert pressed.presses.take(BOX, 7, press("p-2")).ok


def _eventually(is_so) -> bool:
    waiting = threading.Event()
    for _ in range(3000):
        if is_so():
            return True
        waiting.wait(0.01)
    return False
