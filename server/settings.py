"""The server's settings, read once from ``LUOT_*`` environment variables.

A secret may also stand in a file named by ``LUOT_X_FILE``. No secret has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server of one centre must know besides its database."""

    data: Path | None = None
    """LUOT_DATA: folder of the centre's database; ``--data`` wins."""
    host: str = "127.0.0.1"
    """LUOT_HOST: address to listen on; ``0.0.0.0`` for a real hall."""
    port: int = 8080
    """LUOT_PORT: port to listen on."""
    url: str = ""
    """LUOT_URL: where citizens' phones reach this server; by default ``http://HOST:PORT``."""
    mqtt: str = ""
    """LUOT_MQTT: the broker, ``mqtt://HOST:PORT`` or ``mqtts://HOST:PORT``; ``--mqtt`` wins."""
    mqtt_ca: str = ""
    """LUOT_MQTT_CA: PEM file of the authority that signed the broker's certificate."""
    mqtt_user: str = ""
    """LUOT_MQTT_USER: the server's user at the broker."""
    mqtt_password: str = field(default="", repr=False)
    """LUOT_MQTT_PASSWORD or LUOT_MQTT_PASSWORD_FILE: its password there."""
    secret_key: str = field(default="", repr=False)
    """LUOT_SECRET_KEY or LUOT_SECRET_KEY_FILE: signs sessions; by default the centre's own."""
    https: bool = False
    """LUOT_HTTPS: citizens come by https: secure cookies, and plain http is sent on."""
    trusted_proxies: int = 0
    """LUOT_TRUSTED_PROXIES: how many proxies in front tell the client's address truly."""
    session_hours: int = 12
    """LUOT_SESSION_HOURS: how long a login lasts."""
    login_failures_per_minute: int = 5
    """LUOT_LOGIN_FAILURES_PER_MINUTE: wrong PINs a minute, by login and address, before 429."""
    anonymous_per_s: int = 40
    """LUOT_ANONYMOUS_PER_S: calls a second, by address, without credentials, before 429."""
    feedback_days: int = 365
    """LUOT_FEEDBACK_DAYS: closed feedback is deleted after so many days."""
    speed: float = 1.0
    """LUOT_SPEED: how fast the hall's clock runs; for rehearsals only."""
    log_level: str = "INFO"
    """LUOT_LOG_LEVEL: DEBUG, INFO, WARNING or ERROR."""


SECRETS = frozenset({"mqtt_password", "secret_key"})
"""Fields that may be read from a file."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from ``environment``. Raises SettingsError for a value that cannot be used."""
    given: dict[str, Any] = {}
    for name, convert in _CONVERT.items():
        text = _text(environment, name)
        if text is not None:
            given[name] = _converted(name, text, convert)
    return Settings(**given)


def variable(field: str) -> str:
    """The environment variable of a field."""
    return f"LUOT_{field.upper()}"


def _text(environment: Mapping[str, str], field: str) -> str | None:
    name = variable(field)
    file = environment.get(f"{name}_FILE") if field in SECRETS else None
    if not file:
        return environment.get(name)
    if name in environment:
        raise SettingsError(f"{name} and {name}_FILE are both set: keep one")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}_FILE: cannot read {file}: {error.strerror}") from error


def _converted(field: str, text: str, convert: Callable[[str], Any]) -> Any:
    try:
        return convert(text)
    except ValueError as error:
        raise SettingsError(f"{variable(field)}={text!r}: {error}") from error


def _whole(least: int, most: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError(f"use a whole number from {least} to {most}")
        return value

    return convert


def _yes_no(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in known:
        raise ValueError("use true or false")
    return known[text.lower()]


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise ValueError("use a number above 0")
    return value


def _level(text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("use DEBUG, INFO, WARNING or ERROR")
    return text.upper()


_CONVERT: dict[str, Callable[[str], Any]] = {
    "data": Path,
    "host": str,
    "port": _whole(0, 65535),
    "url": str,
    "mqtt": str,
    "mqtt_ca": str,
    "mqtt_user": str,
    "mqtt_password": str,
    "secret_key": str,
    "https": _yes_no,
    "trusted_proxies": _whole(0, 9),
    "session_hours": _whole(1, 24 * 31),
    "login_failures_per_minute": _whole(1, 1000),
    "anonymous_per_s": _whole(1, 100_000),
    "feedback_days": _whole(1, 3650),
    "speed": _positive,
    "log_level": _level,
}
