"""The settings of a display process, from its command line and ``LUOT_*`` variables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broker.environment import device_secret
from displays.dimming import Schedule
from displays.errors import BadSetting
from displays.panels.size import Size


@dataclass(frozen=True, slots=True)
class Settings:
    """What a display process must know."""

    centre: str
    """``--centre``: the centre's id."""
    mqtt: str
    """``--mqtt`` or LUOT_MQTT: the broker, ``mqtt://HOST:PORT``."""
    panel: str
    """``--panel``: the kind of light, as ``displays.panels.PANELS`` lists them."""
    counters: tuple[int, ...]
    """``--counter``: which counters' lights this process drives."""
    secrets: Mapping[str, str] = field(repr=False)
    """LUOT_MQTT_PASSWORD or LUOT_MQTT_PASSWORD_FILE for one device; LUOT_DEVICES_FILE, a JSON
    object of device id to secret, for many."""
    size: Size | None = None
    """``--size``: dots of the panel, where it is not the usual one."""
    dimming: Schedule = ()
    """``--dim`` or LUOT_DIM: brightness by the hall's time of day."""
    arrows: Mapping[int, str] = field(default_factory=dict)
    """``--arrow``: which way counters are, where the map of the hall says it wrong."""
    ca: str = ""
    """LUOT_MQTT_CA: PEM file of the authority that signed the broker's certificate."""

    def device(self, counter: int) -> str:
        """The device id of a counter's light."""
        return device_id(counter)


def device_id(counter: int) -> str:
    """``led-07`` for counter 7."""
    return f"led-{counter:02d}"


def read_secrets(environment: Mapping[str, str], devices: list[str]) -> dict[str, str]:
    """The secret of every device. Raises BadSetting, naming the first that has none."""
    found = _many(environment)
    one = device_secret(environment)
    if one and len(devices) == 1:
        found.setdefault(devices[0], one)
    for device in devices:
        if device not in found:
            raise BadSetting(
                f"no secret for {device}: make one with `luot device add {device} --role display` "
                "and set LUOT_MQTT_PASSWORD, or LUOT_DEVICES_FILE for several devices"
            )
    return found


def _many(environment: Mapping[str, str]) -> dict[str, str]:
    file = environment.get("LUOT_DEVICES_FILE")
    if not file:
        return {}
    try:
        found = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadSetting(f"LUOT_DEVICES_FILE: cannot read {file}: {error}") from error
    if not isinstance(found, dict):
        raise BadSetting(f'LUOT_DEVICES_FILE: {file}: write {{"led-07": "its secret", ...}}')
    return {str(id): str(secret) for id, secret in found.items()}
