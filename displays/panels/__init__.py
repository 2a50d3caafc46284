"""Panels: where a picture becomes light. One small file each; ``open_panel`` knows them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from broker.messages import BoardRow
from displays.boardlook import BoardLook
from displays.errors import BadSetting
from displays.frames import Look
from displays.panels.dots import Dots
from displays.panels.hub75 import Hub75Panel
from displays.panels.max7219 import Max7219Panel
from displays.panels.png import PngPanel
from displays.panels.rs485 import Rs485Panel
from displays.panels.rs485board import Rs485Board
from displays.panels.size import BOARD, LIGHT, Size, enough
from displays.panels.terminal import TerminalPanel
from displays.panels.tm1637 import Tm1637Panel


class Panel(Protocol):
    """A counter's light. What it is given is its own affair: dots, characters, registers."""

    refresh_s: float
    """A picture that stands still is shown anew so often; infinite where it lasts by itself."""

    @property
    def dims(self) -> bool:
        """Can its brightness be set?"""

    def picture(self, look: Look) -> Any:
        """What it will show; two that are equal look alike."""

    def pattern(self, step: int) -> Any:
        """A picture of the test that lights everything, one after the other."""

    def show(self, picture: Any) -> None:
        """Put the picture on the panel. Raises PanelError."""

    def dim(self, percent: int) -> None:
        """How bright pictures are from now on, 0 to 100; nothing where that cannot be set."""

    def close(self) -> None:
        """Leave the panel dark."""


class BoardPanel(Panel, Protocol):
    """A panel with room for a zone's board."""

    def board(self, look: BoardLook) -> Any:
        """What it will show of a zone."""

    def seen(self, look: BoardLook) -> list[BoardRow]:
        """The rows that are on it then."""

    def steady_s(self, look: BoardLook) -> float:
        """How long that looks alike."""


PANELS: dict[str, str] = {
    "terminal": "terminal",
    "png": "png:DIR",
    "max7219": "max7219:BUS.DEVICE",
    "hub75": "hub75[:pi|pi5|emulator]",
    "tm1637": "tm1637:CLOCK,DATA",
    "rs485": "rs485:PORT[@ADDRESS[/PROFILE]]",
}
"""What may be written for each kind."""


DOTTED = frozenset({"terminal", "png", "max7219", "hub75"})
"""Kinds that may be given a size."""


def open_panel(spec: str, device: str, size: Size | None = None) -> Panel:
    """The panel of one device, as ``PANELS`` says. Raises BadSetting, or PanelError without it."""
    kind, _, rest = spec.partition(":")
    own = {} if size is None else {"size": size}
    made: dict[str, Callable[[], Panel]] = {
        "terminal": lambda: TerminalPanel(device, **own),
        "png": lambda: PngPanel(Path(rest), device, **own),
        "max7219": lambda: Max7219Panel(rest or "0.0", **own),
        "hub75": lambda: Hub75Panel(rest, **own),
        "tm1637": lambda: Tm1637Panel(rest or "23,24"),
        "rs485": lambda: Rs485Panel(rest),
    }
    if kind not in made or (kind == "png" and not rest):
        raise BadSetting(f"panel {spec!r}: use {', '.join(PANELS.values())}")
    if size is not None and kind not in DOTTED:
        raise BadSetting(f"panel {kind} has no dots to count: leave --size out")
    if size is not None:
        enough(kind, size, LIGHT, "a counter's light")
    return made[kind]()


def open_board(spec: str, device: str, size: Size | None = None) -> BoardPanel:
    """A panel of one device for a zone's board. Raises BadSetting, PanelError."""
    kind, _, rest = spec.partition(":")
    if kind == "rs485" and size is None:
        return Rs485Board(rest)
    if kind not in DOTTED:
        raise BadSetting(
            f"panel {spec}: a zone's board is terminal, png:DIR, max7219 or hub75, with --size, "
            "or rs485:PORT@ADDRESS/luot4"
        )
    panel = open_panel(spec, device, size)
    assert isinstance(panel, Dots)
    enough(kind, panel.size, BOARD, "a zone's board")
    return panel
