"""What lights and buttons say, and what every device says of itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from broker.payloads.base import Count, Id, Message, Number, RequestId, Short, Version, Whole

SettingName = Annotated[str, Field(pattern=r"^[a-z_]{1,32}$")]


SHOWN_MOST = 40
"""So many numbers a display tells of at most; a large board has sixteen."""


class Press(Message):
    """A button at a counter went down; ``id`` names the press, so that a repeat is harmless.

    ``device``, when given, is the box that was pressed: it must be bound to the topic's counter.
    ``at_ms``, when given, is the server's clock at the push, counted on from the newest heartbeat:
    a press that arrives more than five seconds after it is refused.
    """

    v: Version
    id: RequestId
    button: Short
    kind: Literal["press", "hold"]
    up_ms: Count
    device: Id | None = None
    at_ms: Count | None = None


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
    """Birth and last will; ``session`` is of one run of a process: it tells two of one name."""

    state: Literal["online", "offline"]
    session: Id
    version: Short


class DeviceHealth(Message):
    """How a device is, each minute.

    ``alone`` tickets of a kiosk are still to be handed over, ``refused`` ones the server did not
    take. ``layout`` is the version of the centre's slip and texts that a kiosk follows, None with a
    slip of its own file; ``layout_error`` why it does not follow a newer one. ``stuck`` names
    buttons of a terminal that stay down, ``update`` why it does not take the newest program.
    ``settable`` names the settings that it can follow: left out, all those of its role.
    ``shows`` are the numbers on a display's panel, none while it is dark or has lost the hall.
    ``silent`` is a loudspeaker that cannot sound, ``silence`` why: ``engine`` or ``player``: a
    program is not installed; ``clips``: recordings are missing; ``program``: the voice's program
    fails; ``busy``: another program has the sound card; ``card``: it does not work. ``said`` is
    what it read last, empty before its first, None for what has no voice.
    """

    session: Id
    up_s: Count
    temp_c: float | None = None
    paper: Literal["ok", "low", "out", "unknown"] = "unknown"
    printer: Short = "unknown"
    trouble: Literal["out", "cover", "unplugged", "mute", "slow", "silent"] | None = None
    queue: Count = 0
    alone: Count = 0
    refused: Count = 0
    layout: Count | None = None
    layout_error: Short | None = None
    rssi: Whole | None = None
    mem: Count | None = None
    settable: list[SettingName] | None = None
    stuck: Short | None = None
    update: Short | None = None
    shows: Annotated[list[Number], Field(max_length=SHOWN_MOST)] | None = None
    said: Short | None = None
    silence: Literal["engine", "clips", "program", "player", "busy", "card"] | None = None


class DeviceSettings(Message):
    """How a device is wanted to be: ``rev`` rises with every change, ``at`` is the server's clock.

    What may stand in ``settings`` is said by ``broker.tuning``; {} is as delivered.
    """

    v: Version
    rev: Count
    at: Count
    settings: dict[SettingName, JsonValue]


class DeviceApplied(Message):
    """What became of the wanted settings ``rev``: followed, or not, and why."""

    v: Version
    rev: Count
    ok: bool
    reason: Short | None = None


class Order(Message):
    """Something to be done once, now. ``at`` is the server's clock; ``session`` is the run of the
    device's process that is meant: one that has started since does nothing.
    """

    v: Version
    id: RequestId
    at: Count
    act: Literal["identify", "restart", "test_print", "pattern"]
    session: Id | None = None


class OrderDone(Message):
    """What became of an order: done, or why not."""

    v: Version
    id: RequestId
    ok: bool
    reason: Short | None = None


class Twin(Message):
    """Another process of this device's name was there first: the one of ``session`` steps back."""

    v: Version
    session: Id
