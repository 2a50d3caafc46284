"""The hall seen from above, in metres from its left and far corner, as it is seen from kiosks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from broker.payloads.base import Id, Message

Metres = Annotated[float, Field(ge=0, le=500)]


class FloorArea(Message):
    """Where a zone lies: its left far corner, its width and depth."""

    zone: Id
    x_m: Metres
    y_m: Metres
    width_m: Metres
    depth_m: Metres


class FloorKiosk(Message):
    """Where a kiosk stands."""

    id: Id
    x_m: Metres
    y_m: Metres


class FloorDisplay(Message):
    """Which counters lie to the left, to the right and ahead of whoever reads a display."""

    id: Id
    left: list[int] = Field(default_factory=list)
    right: list[int] = Field(default_factory=list)
    ahead: list[int] = Field(default_factory=list)


class Floor(Message):
    """The hall with its zones, kiosks, and the ways from its displays."""

    width_m: Metres
    depth_m: Metres
    zones: list[FloorArea]
    kiosks: list[FloorKiosk]
    displays: list[FloorDisplay] = Field(default_factory=list)
