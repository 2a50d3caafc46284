"""Buttons on pins, mocked by gpiozero, and keys instead: what reaches the wire."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

import pytest
from gpiozero import Device
from gpiozero.pins.mock import MockFactory

from broker import messages as m
from broker import topics
from kiosk import debounce
from kiosk.buttons import BUTTONS, Box, Presses, read_keys
from kiosk.errors import BadSetting

PINS = {"next": 4, "recall": 17, "pause": 27}
WAIT_S = 30.0


class Board:
    """A box of three buttons on mock pins; ``said`` gets (button, move)."""

    def __init__(self, factory: MockFactory) -> None:
        self._factory = factory
        self.said: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self.box = Box(PINS, lambda button, move: self.said.put((button, move)))

    def down(self, button: str) -> None:
        """The contact closes: the pin is pulled to ground."""
        self._factory.pin(PINS[button]).drive_low()

    def up(self, button: str) -> None:
        """The contact opens."""
        self._factory.pin(PINS[button]).drive_high()

    def next(self) -> tuple[str, str]:
        """What is said next."""
        return self.said.get(timeout=WAIT_S)


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    """A box that is quick to decide."""
    monkeypatch.setattr(debounce, "HOLD_S", 0.15)
    monkeypatch.setattr(debounce, "LOCKOUT_S", 0.05)
    before = Device.pin_factory
    Device.pin_factory = MockFactory()
    made = Board(Device.pin_factory)
    yield made
    made.box.close()
    Device.pin_factory.reset()
    Device.pin_factory = before


def test_a_bouncing_push_is_one_press(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """The press of another button that comes next proves that no second one came between."""
    monkeypatch.setattr(debounce, "LOCKOUT_S", WAIT_S)
    for _ in range(6):
        board.down("next")
        board.up("next")
    board.down("next")
    assert board.next() == ("next", "press")
    board.down("pause")
    assert board.next() == ("pause", "press")


def test_recall_held_down_is_a_hold_and_let_go_is_a_press(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.down("recall")
    assert board.next() == ("recall", "hold")
    board.up("recall")
    board.down("pause")
    assert board.next() == ("pause", "press")
    monkeypatch.setattr(debounce, "HOLD_S", WAIT_S)
    board.down("recall")
    board.up("pause")
    board.down("next")
    assert board.next() == ("next", "press")
    board.up("recall")
    assert board.next() == ("recall", "press")


def test_pins_are_free_again_after_closing(board: Board) -> None:
    board.box.close()
    board.box = Box(PINS, lambda button, move: board.said.put((button, move)))
    board.down("next")
    assert board.next() == ("next", "press")


def test_an_unknown_button_is_a_bad_setting() -> None:
    with pytest.raises(BadSetting, match="no button 'jump'"):
        Box({"jump": 4}, lambda *_: None)


class Said:
    """A link that keeps what it is to publish."""

    def __init__(self) -> None:
        self.presses: list[m.Press] = []
        self.where: list[tuple[Any, int]] = []

    def publish_message(self, spec: Any, message: Any, *, counter: int = 0) -> None:
        """Keep it."""
        self.presses.append(message)
        self.where.append((spec, counter))


def test_every_press_has_an_id_of_its_own_also_after_a_restart() -> None:
    link = Said()
    for _ in range(3):
        presses = Presses(link, "box-" + "9" * 60, 12)
        presses.tell("next", "press")
        presses.tell("recall", "hold")
    assert len({press.id for press in link.presses}) == 6
    assert all(len(press.id) <= 64 for press in link.presses)
    assert set(link.where) == {(topics.PRESS, 12)}
    assert [(p.button, p.kind) for p in link.presses[:2]] == [("next", "press"), ("recall", "hold")]
    assert all(m.decode(m.Press, m.encode(press)) == press for press in link.presses)


def test_keys_stand_in_for_buttons() -> None:
    said: list[tuple[str, str]] = []
    read_keys(["n\n", "R x?\n", "", "N"], lambda button, move: said.append((button, move)))
    assert said == [("next", "press"), ("recall", "hold"), ("no_show", "press"), ("next", "press")]


def test_every_button_has_a_key() -> None:
    said: list[str] = []
    read_keys(["nrxsfpuboc"], lambda button, _: said.append(button))
    assert sorted(said) == sorted(BUTTONS)
