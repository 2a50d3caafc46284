"""The kiosk's settings, read once from its command line and ``LUOT_*`` environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broker.environment import device_secret
from kiosk.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Settings:
    """What a kiosk must know."""

    id: str
    """``--id``: the device id that the server knows it by."""
    centre: str
    """``--centre``: the centre's id."""
    mqtt: str
    """``--mqtt`` or LUOT_MQTT: the broker, ``mqtt://HOST:PORT``."""
    password: str = field(repr=False)
    """LUOT_MQTT_PASSWORD or LUOT_MQTT_PASSWORD_FILE: the device's secret."""
    user: str = ""
    """LUOT_MQTT_USER: the user at the broker; the device id when it is not set."""
    ca: str = ""
    """LUOT_MQTT_CA: PEM file of the authority that signed the broker's certificate."""
    printer: str = "screen"
    """``--printer``: screen, tcp://HOST:PORT, usb:VID:PID or file:PATH."""
    width_mm: int = 80
    """``--width-mm``: width of the paper, 80 or 58."""
    template: Path | None = None
    """``--template``: TOML file with the layout of the slip; without it the delivered one."""
    port: int = 8091
    """``--port``: where the touch page answers, on this machine only."""
    data: Path = Path("kiosk-data")
    """``--data``: folder of the outbox and of the list of procedures."""
    scanner: str = "none"
    """``--scanner``: none, keyboard, serial:PORT or evdev:DEVICE."""
    priority_age: int = 75
    """``--priority-age``: from this age on a scanned card proposes priority."""
    voice: str = "espeak"
    """``--voice``: none, espeak, or a command that reads text and writes a WAV file."""
    open_hint: bool = False
    """``--open-hint``: also say how to show the page full screen."""


def password(environment: Mapping[str, str], role: str = "kiosk") -> str:
    """The device's secret. Raises BadSetting, saying what to set."""
    found = device_secret(environment)
    if not found:
        raise BadSetting(
            f"no secret: make one with `luot device add ID --role {role}`"
            " and set LUOT_MQTT_PASSWORD"
        )
    return found
