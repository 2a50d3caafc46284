"""Panels: where a picture becomes light. One small file each; ``open_panel`` knows them all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PIL import Image

from displays.errors import BadSetting
from displays.panels.png import PngPanel
from displays.panels.terminal import TerminalPanel


class Panel(Protocol):
    """A light of ``size`` dots."""

    size: tuple[int, int]

    def show(self, image: Image.Image) -> None:
        """Put the picture on the panel. Raises PanelError."""

    def close(self) -> None:
        """Leave the panel dark."""


HARDWARE = ("max7219", "hub75", "tm1637", "rs485")
"""Named in the contract; their drivers are not in this version, and saying so is all it does."""


def open_panel(spec: str, device: str) -> Panel:
    """The panel of one device: ``terminal`` or ``png:DIR``. Raises BadSetting."""
    kind, _, rest = spec.partition(":")
    made: dict[str, Callable[[], Panel]] = {
        "terminal": lambda: TerminalPanel(device),
        "png": lambda: PngPanel(Path(rest), device),
    }
    if kind in HARDWARE:
        raise BadSetting(f"panel {kind}: not in this version; use terminal or png:DIR")
    if kind not in made or (kind == "png" and not rest):
        raise BadSetting(f"panel {spec!r}: use terminal or png:DIR")
    return made[kind]()
