"""Number boards on an RS-485 line, by their real driver, read back from the frames on the line."""

from __future__ import annotations

from typing import Any

import pytest

from displays.drawing import DIM
from displays.errors import BadSetting, PanelError
from displays.frames import Look
from displays.panels import open_panel
from displays.panels.rs485 import NO_NUMBER, profile_named, profiles, registers

PATIENCE_S = 5.0


def look(make_state: Any, state: str, number: int | None = 3127) -> Look:
    """Counter 14 in a state."""
    return Look(14, None if state == "lost" else make_state(state=state, number=number), 0.1)


def test_a_board_on_rs485_gets_number_state_counter_and_brightness(
    board: Any, make_state: Any
) -> None:
    panel = open_panel(f"rs485:{board.device}@7", "led-14")
    panel.show(panel.picture(look(make_state, "called")))
    assert board.registers == {0: 3127, 1: 2, 2: 14, 3: 100}
    panel.show(panel.picture(look(make_state, "lost")))
    assert board.registers == {0: NO_NUMBER, 1: 0, 2: 14, 3: round(100 * DIM)}
    panel.close()
    assert board.registers == {0: NO_NUMBER, 1: 0, 2: 0, 3: 0}


def test_a_board_alone_on_its_line_needs_no_address(rs485: Any, make_state: Any) -> None:
    board = rs485(1)
    try:
        panel = open_panel(f"rs485:{board.device}", "led-14")
        panel.show(panel.picture(look(make_state, "serving")))
        assert board.registers[0] == 3127
    finally:
        board.unplug()


def test_a_board_that_is_mute_or_unplugged_is_an_error_with_advice(
    board: Any, make_state: Any
) -> None:
    panel = open_panel(f"rs485:{board.device}@7", "led-14")
    picture = panel.picture(look(make_state, "serving"))
    board.mute = True
    with pytest.raises(PanelError, match=r"does not answer .*check cable"):
        panel.show(picture)
    board.mute = False
    panel.show(picture)
    assert board.registers[0] == 3127
    board.unplug()
    with pytest.raises(PanelError, match="does not answer"):
        panel.show(picture)


def test_every_profile_hides_a_number_that_is_not_current(make_state: Any) -> None:
    for profile in profiles().values():
        shown = registers(profile, look(make_state, "called"))
        for state in ("lost", "idle", "paused", "closed"):
            assert registers(profile, look(make_state, state)) != shown


def test_profiles_write_numbers_as_their_makes_want_them(make_state: Any) -> None:
    told = look(make_state, "serving", 27)
    assert registers(profile_named("bcd"), told) == (0x0027,)
    assert registers(profile_named("ascii"), told) == (0x2020, 0x3237)


@pytest.mark.parametrize("place", ["", "/dev/ttyUSB0@", "/dev/ttyUSB0@0", "/dev/x@248", "x@7/neon"])
def test_a_line_that_cannot_be_says_what_to_write(place: str) -> None:
    with pytest.raises(
        BadSetting, match=r"write PORT or PORT@ADDRESS|there are luot, bcd, ascii, luot-way"
    ):
        open_panel(f"rs485:{place}", "led-14")


def test_an_adapter_that_is_not_there_is_an_error_with_advice() -> None:
    with pytest.raises(PanelError, match="plugged in"):
        open_panel("rs485:/dev/no-such-line@7", "led-14")
