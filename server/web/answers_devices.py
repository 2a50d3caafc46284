"""What the interface answers of devices."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from broker.messages import Bilingual


class DeviceAlarm(BaseModel):
    """Something is wrong with a device since ``since``: ``advice`` is what to do.

    ``taken_by`` is who has said that they see to it; null: nobody yet.
    """

    device: str
    alarm: str
    severe: bool
    title: Bilingual
    advice: Bilingual
    since: str
    taken_by: str | None
    taken_at: str | None


class DeviceHealth(BaseModel):
    """As the device last told; null where it has nothing of the kind. ``mem`` in bytes.

    ``unreadable`` counts its messages that nobody could read, since the server started;
    ``silence`` is why a loudspeaker cannot sound.
    """

    up_s: int | None
    paper: str | None
    printer: str | None
    trouble: str | None
    temp_c: float | None
    queue: int
    alone: int
    rssi: int | None
    mem: int | None
    unreadable: int
    said: str | None
    silence: str | None


class DevicePanel(BaseModel):
    """What a light's counter shows now; ``has``: is the call on the panel? Null without a call."""

    counter: int
    state: str
    number: int | None
    has: bool | None


class DeviceOrder(BaseModel):
    """The newest order. ``late``: no answer within 10 seconds; ``reason``: why it was not done."""

    act: str
    at: str
    by: str
    state: Literal["sent", "done", "failed", "late"]
    reason: str | None


class DeviceSettings(BaseModel):
    """What is wanted as revision ``rev`` (0: as delivered), and what the device follows."""

    names: list[str]
    rev: int
    wanted: dict[str, Any]
    applied: dict[str, Any] | None


class DevicePlace(BaseModel):
    """Where it is drawn, in metres from the left and far corner of the hall."""

    x_m: float
    y_m: float


class Device(BaseModel):
    """A device. ``never``: it was not connected since the server started, as far as is known.

    ``shows``: the numbers on a display's panel by its own word; null while nobody knows.
    """

    id: str
    name: Bilingual
    role: str
    counters: list[int]
    zone: str | None
    state: Literal["ok", "warn", "bad", "offline", "never", "revoked", "silent"]
    wrong: list[str]
    version: str
    heard_at: str | None
    twins: bool
    health: DeviceHealth
    panel: DevicePanel | None
    shows: list[int] | None
    acts: list[str]
    order: DeviceOrder | None
    settings: DeviceSettings | None
    place: DevicePlace | None


class Devices(BaseModel):
    """Every device by id, revoked ones too, and what is wrong, the worst first.

    ``linked`` is false while the server has no broker: then nothing is known of any device.
    """

    ep: int
    rev: int
    now: str
    linked: bool
    devices: list[Device]
    alarms: list[DeviceAlarm]


class DeviceSecret(BaseModel):
    """A secret; it is shown this once.

    ``login`` is null when the broker lets the device in at once; else what to write into its file
    of logins by hand, before ``command`` is run.
    """

    id: str
    secret: str
    login: str | None
    command: str | None


class DeviceRevoked(BaseModel):
    """The device; ``command`` is null when the broker has shut it out by itself."""

    id: str
    command: str | None


class DeviceDone(BaseModel):
    """The device that was changed."""

    id: str


class DeviceWished(BaseModel):
    """The revision that is wanted from now on."""

    id: str
    rev: int


class DeviceOrdered(BaseModel):
    """An order on its way; whether it was done is told with the device."""

    device: str
    order: str
    act: str
