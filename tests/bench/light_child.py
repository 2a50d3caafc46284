"""``luot-display`` with chips behind a bus that tells what it was given and when, on its output.

A line of JSON a picture: ``t`` in seconds of the machine's monotonic clock once the last byte of
the picture is on the bus, ``device``, ``counter``, ``state`` and ``number`` (None: link lost).
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

sys.modules["dns"] = None  # type: ignore[assignment]  # it comes with tools that a light has not

import displays.cli  # noqa: E402
import displays.lightcli  # noqa: E402
from displays.frames import Look  # noqa: E402
from displays.panels.max7219 import Max7219Panel  # noqa: E402


class Bus:
    """An SPI bus that ends nowhere."""

    def open(self, *_: int) -> None: ...
    def close(self) -> None: ...
    def writebytes(self, sent: list[int]) -> None: ...

    xfer2 = writebytes


class Telling(Max7219Panel):
    """Four real modules' driver, on that bus."""

    def __init__(self, _: str, device: str, __: Any = None) -> None:
        super().__init__(bus=Bus())
        self._device = device
        self._look: Look | None = None

    def picture(self, look: Look) -> Any:
        """As always; remembers of what."""
        self._look = look
        return super().picture(look)

    def show(self, image: Any) -> None:
        """As always; tells when it was done."""
        super().show(image)
        at_s, look = time.monotonic(), self._look
        told = look.state if look is not None else None
        line = {"t": at_s, "device": self._device, "counter": look.counter if look else 0}
        line |= {"state": told and told.state, "number": told and told.number}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


displays.lightcli.open_panel = Telling
sys.exit(displays.cli.main())
