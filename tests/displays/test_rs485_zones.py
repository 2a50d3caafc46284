"""Boards on RS-485 that lose their cable or power, and those with a line for each call."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from broker import messages as m
from displays import agent as agent_module
from displays import holding
from displays.boardlook import BoardLook
from displays.cli import main
from displays.errors import BadSetting
from displays.frames import Look
from displays.light import Light
from displays.panels import open_board, open_panel
from displays.panels.rs485 import NO_NUMBER, Rs485Panel

PATIENCE_S = 5.0


def look(make_state: Any, state: str, number: int | None = 3127) -> Look:
    """Counter 14 in a state."""
    return Look(14, None if state == "lost" else make_state(state=state, number=number), 0.1)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Agents and panels that look again soon."""
    monkeypatch.setattr(holding, "RETRY_FIRST_S", 0.01)
    monkeypatch.setattr(holding, "RETRY_MOST_S", 0.05)
    monkeypatch.setattr(agent_module, "STEADY_S", 0.05)
    monkeypatch.setattr(Rs485Panel, "refresh_s", 0.05)


@pytest.mark.usefixtures("impatient")
def test_an_adapter_that_is_pulled_out_and_put_back_is_noticed_and_shows_again(
    tmp_path: Path, rs485: Any, wire: Any, make_state: Any, caplog: pytest.LogCaptureFixture
) -> None:
    plug = tmp_path / "line"
    first = rs485(7)
    plug.symlink_to(first.device)
    panel = open_panel(f"rs485:{plug}@7", "led-07")
    light = Light("led-07", "thu", 7, wire, panel, "session-1")
    light.listen()
    thread = threading.Thread(target=light.run)
    thread.start()

    def trouble() -> list[str | None]:
        told = [m.decode(m.DeviceHealth, payload).trouble for payload in wire.on("device_health")]
        return [one for i, one in enumerate(told) if i == 0 or one != told[i - 1]]

    second = None
    try:
        wire.beat()
        wire.tell(make_state(state="serving"))
        first.wait_until(lambda: first.registers.get(0) == 3127)
        first.unplug()
        plug.unlink()
        wire.wait_until(lambda: trouble() == [None, "unplugged"])
        wire.tell(make_state(rev=2, call="c-2", number=3128))
        second = rs485(7)
        plug.symlink_to(second.device)
        wire.wait_until(lambda: trouble() == [None, "unplugged", None])
        second.wait_until(lambda: second.registers.get(0) == 3128)
        wire.wait_until(lambda: [b"c-2" in one for one in wire.on("shown")] == [True])
    finally:
        light.stop()
        thread.join()
        for one in (first, second):
            if one is not None:
                one.unplug()
    messages = [record.getMessage() for record in caplog.records]
    assert [one[:40] for one in messages if "panel" in one] == [
        "led-07: the panel does not take the pict",
        "led-07: the panel takes pictures again",
    ]


@pytest.mark.usefixtures("impatient")
def test_a_board_that_had_no_power_gets_its_picture_again(
    board: Any, wire: Any, make_state: Any
) -> None:
    light = Light("led-07", "thu", 7, wire, open_panel(f"rs485:{board.device}@7", "led-07"), "s")
    light.listen()
    thread = threading.Thread(target=light.run)
    thread.start()
    try:
        wire.beat()
        wire.tell(make_state(state="serving"))
        board.wait_until(lambda: board.registers.get(0) == 3127)
        board.registers.clear()
        board.wait_until(lambda: board.registers.get(0) == 3127)
    finally:
        light.stop()
        thread.join()


def test_a_bright_register_follows_the_time_of_day(board: Any, make_state: Any) -> None:
    panel = open_panel(f"rs485:{board.device}@7", "led-14")
    panel.dim(40)
    panel.show(panel.picture(look(make_state, "serving")))
    assert board.registers[3] == 40


def row(number: int, counter: int, state: str = "called", age_s: float = 0.1) -> dict[str, Any]:
    """A row of a zone's board."""
    return {"number": number, "counter": counter, "state": state, "age_ms": int(1000 * age_s)}


def test_a_board_of_four_lines_gets_the_newest_calls_with_their_arrows(board: Any) -> None:
    panel = open_board(f"rs485:{board.device}@7/luot4", "board-a")
    rows = [row(1, 3, "serving", 90), row(3127, 14), row(2, 7, age_s=30)]
    told = {"v": 1, "ep": 1, "rev": 1, "rows": rows, "waiting": [], "notice": None}
    zone = BoardLook(m.Board.model_validate(told), arrows={14: "↑", 3: "←"})
    panel.show(panel.board(zone))
    held = [board.registers[i] for i in range(18)]
    assert held[:2] == [3, 100]
    assert [held[i : i + 4] for i in range(2, 18, 4)] == [
        *([3127, 14, 3, 2], [2, 7, 0, 3], [1, 3, 1, 3]),
        [NO_NUMBER, 0, 0, 0],
    ]
    assert panel.steady_s(zone) == pytest.approx(19.9)
    panel.show(panel.board(BoardLook(None)))
    assert {board.registers[i] for i in range(2, 18, 4)} == {NO_NUMBER}
    panel.show(panel.pattern(0))
    assert {board.registers[i] for i in range(2, 18, 4)} == {8888}
    panel.close()
    assert (board.registers[1], board.registers[2]) == (0, NO_NUMBER)


def test_the_pattern_of_a_board_lights_every_line(board: Any) -> None:
    spec = f"rs485:{board.device}@7/luot4"
    assert main(["pattern", "--board", "--panel", spec, "--seconds", "0", "--steps", "1"]) == 0
    board.wait_until(lambda: board.registers[2] == NO_NUMBER)
    assert main(["pattern", "--panel", spec, "--seconds", "0"]) == 1


def test_a_profile_for_the_other_kind_of_board_says_which_to_take(board: Any) -> None:
    with pytest.raises(BadSetting, match="for a counter's light take the profile luot or bcd"):
        open_panel(f"rs485:{board.device}@7/luot4", "led-14")
    with pytest.raises(BadSetting, match="for a zone's board take the profile luot4"):
        open_board(f"rs485:{board.device}@7", "board-a")
