"""What lights and buttons say, and what every device says of itself."""

from __future__ import annotations

from typing import Literal

from broker.payloads.base import Count, Id, Message, Number, RequestId, Short, Version, Whole


class Press(Message):
    """A button at a counter went down; ``id`` names the press, so that a repeat is harmless.

    ``device``, when given, is the box that was pressed: it must be bound to the topic's counter.
    """

    v: Version
    id: RequestId
    button: Short
    kind: Literal["press", "hold"]
    up_ms: Count
    device: Id | None = None


class Ack(Message):
    """The server's answer to a press."""

    id: RequestId
    ok: bool
    code: str | None = None
    number: Number | None = None


class Shown(Message):
    """A display has this call on its panel."""

    call: Id
    up_ms: Count


class DeviceStatus(Message):
    """Birth and last will; ``session`` is random per connection: a late will is known as late."""

    state: Literal["online", "offline"]
    session: Id
    version: Short


class DeviceHealth(Message):
    """How a device is, each minute.

    ``alone`` tickets of a kiosk are still to be handed over, ``refused`` ones the server did not
    take.
    """

    session: Id
    up_s: Count
    temp_c: float | None = None
    paper: Literal["ok", "low", "out", "unknown"] = "unknown"
    printer: Short = "unknown"
    trouble: Literal["out", "cover", "unplugged", "mute", "slow"] | None = None
    queue: Count = 0
    alone: Count = 0
    refused: Count = 0
    rssi: Whole | None = None
    mem: Count | None = None


class Config(Message):
    """Settings wanted of a device, or applied by it."""

    rev: Count
    values: dict[str, str | Whole | bool]
    error: str | None = None
