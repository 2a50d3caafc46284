"""Number boards on an RS-485 line, spoken to in Modbus RTU. The only Modbus code.

What a make of board wants in which register is a profile: rows of ``rs485.toml``, so that a new
make is a table and no program.
"""

from __future__ import annotations

import termios
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from displays.dimming import FULL
from displays.drawing import DIM
from displays.errors import BadSetting, PanelError
from displays.frames import Look, blink

STATES = ("lost", "idle", "called", "serving", "paused", "closed", "doubled")
"""The place in this row is what a ``state`` register holds."""
ARROWS = ("", "←", "→", "↑")
"""The place in this row is what an ``arrow`` register holds; 0 where no way is known."""
NO_NUMBER = 0xFFFF
ANSWER_S = 0.3
REFRESH_S = 10.0
"""A board that had no power, and a cable that is out, are noticed so soon."""
FIRST_ADDRESS = "1"
"""Of a board that is alone on its line."""
FIELDS = ("number", "number_bcd", "number_ascii", "state", "counter", "bright", "arrow")

Registers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """How one make of board is spoken to: speed, first register, and what each one holds."""

    name: str
    baud: int
    first: int
    fields: tuple[str, ...]
    lines: int = 0
    line: tuple[str, ...] = ()
    """Of a board of several lines: what the registers of each line hold, after ``fields``."""


class Rs485Panel:
    """``place`` is ``PORT``, ``PORT@ADDRESS`` or ``PORT@ADDRESS/PROFILE``."""

    refresh_s = REFRESH_S

    for_lines = False
    """Is it a zone's board of several lines?"""

    def __init__(self, place: str) -> None:
        device, address, profile = _parts(place)
        self._profile = profile_named(profile)
        if bool(self._profile.lines) is not self.for_lines:
            fit = [one.name for one in profiles().values() if bool(one.lines) is self.for_lines]
            what = "a zone's board" if self.for_lines else "a counter's light"
            raise BadSetting(f"panel rs485:{place}: for {what} take the profile {' or '.join(fit)}")
        try:
            from minimalmodbus import Instrument
        except ImportError as error:
            raise BadSetting("panel rs485: install luot[leds]") from error
        self._place, self._percent = place, FULL
        try:
            self._board: Any = Instrument(device, address, close_port_after_each_call=True)
            self._board.serial.baudrate = self._profile.baud
            self._board.serial.timeout = ANSWER_S
            self._board.clear_buffers_before_each_transaction = True
        except OSError as error:
            raise PanelError(f"rs485:{place}: {error}; is the adapter plugged in?") from error

    @property
    def dims(self) -> bool:
        """Boards with a register for it."""
        return "bright" in self._profile.fields

    def picture(self, look: Look) -> Registers:
        """The registers for a counter's state."""
        return registers(self._profile, look, self._percent)

    def pattern(self, step: int) -> Registers:
        """Every segment of every digit: 8888, as called."""
        return _values(self._profile, number=8888, state=STATES.index("called"), counter=88)

    def show(self, picture: Registers) -> None:
        """Write all registers at once. Raises PanelError when the board does not answer."""
        try:
            self._board.write_registers(self._profile.first, list(picture))
        except (OSError, termios.error) as error:
            with suppress(OSError, termios.error):  # else an adapter put back would not be opened
                self._board.serial.close()
            raise PanelError(
                f"rs485:{self._place}: the board does not answer ({error}): check cable, power, "
                "address and profile"
            ) from error

    def dim(self, percent: int) -> None:
        """What a ``bright`` register holds at the most; other boards stay as they are."""
        self._percent = percent

    def close(self) -> None:
        """Leave it dark."""
        self.show(_values(self._profile, number=None, state=0, counter=0, bright=0))


def registers(profile: Profile, look: Look, percent: int = FULL) -> Registers:
    """What the board's registers hold for a counter's state."""
    state = look.state
    told = "doubled" if look.doubled else state.state if state is not None else "lost"
    number = state.number if state is not None and told in ("called", "serving") else None
    way = ARROWS.index(look.arrow) if told == "called" else 0
    bright = {"called": blink(look.age_s), "serving": 1.0}.get(told, DIM)
    place = STATES.index(told)
    return _values(
        profile,
        number=number,
        state=place,
        counter=look.counter,
        bright=round(percent * bright),
        arrow=way,
    )


def _values(
    profile: Profile,
    *,
    number: int | None,
    state: int,
    counter: int,
    bright: int = 100,
    arrow: int = 0,
) -> Registers:
    made: list[int] = []
    single = {"state": state, "counter": counter, "bright": bright, "arrow": arrow}
    for field in profile.fields:
        match field:
            case "number":
                made.append(NO_NUMBER if number is None else number)
            case "number_bcd":
                made.append(NO_NUMBER if number is None else int(f"{number % 10_000:d}", 16))
            case "number_ascii":
                text = ("" if number is None else str(number)).rjust(4)[-4:].encode("ascii")
                made += [int.from_bytes(text[:2], "big"), int.from_bytes(text[2:], "big")]
            case _:
                made.append(single[field])
    return tuple(made)


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises BadSetting with those that there are."""
    known = profiles()
    if name not in known:
        raise BadSetting(f"panel rs485: no profile {name!r}; there are {', '.join(known)}")
    return known[name]


@cache
def profiles() -> dict[str, Profile]:
    """Every profile of the table, by name."""
    text = (files(__package__) / "rs485.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["profile"]
    made = [
        Profile(
            r["name"],
            r["baud"],
            r["first"],
            tuple(r.get("fields", ())),
            r.get("lines", 0),
            tuple(r.get("line", ())),
        )
        for r in rows
    ]
    return {one.name: one for one in made}


def _parts(place: str) -> tuple[str, int, str]:
    device, at, rest = place.partition("@")
    address, _, profile = rest.partition("/") if at else (FIRST_ADDRESS, "", "")
    if not device or not address.isdecimal() or not 1 <= int(address) <= 247:
        raise BadSetting(
            f"panel rs485:{place}: write PORT or PORT@ADDRESS, such as rs485:/dev/ttyUSB0@7, "
            "with an address from 1 to 247"
        )
    return device, int(address), profile or next(iter(profiles()))
