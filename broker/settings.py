"""The settings of ``luot-broker``, read once from ``LUOT_BROKER_*`` environment variables.

The logins hold passwords: they may also stand in a file named by ``LUOT_BROKER_LOGINS_FILE``, and
have no default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broker.arguments import LARGEST_PORT
from broker.environment import read_text
from broker.errors import BadSetting

_PREFIX = "LUOT_BROKER_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the broker of one centre must know."""

    logins: str = field(default="", repr=False)
    """LUOT_BROKER_LOGINS or LUOT_BROKER_LOGINS_FILE: who may connect, as TOML: a table for each
    id with its role, its password or password_file, and its counters; ``--logins`` wins."""
    host: str = "127.0.0.1"
    """LUOT_BROKER_HOST: address to answer on; ``0.0.0.0`` for a real hall; ``--host`` wins."""
    port: int = 1883
    """LUOT_BROKER_PORT: port to answer on; 0 takes a free one; ``--port`` wins."""
    data: Path = Path("broker-data")
    """LUOT_BROKER_DATA: folder of the embedded broker's own configuration; ``--data`` wins."""
    admitted: Path | None = None
    """LUOT_ADMITTED: the server's own file of devices that were added, renewed or revoked;
    what stands there wins over the other logins, and counts as soon as it changes."""
    centre: str = ""
    """LUOT_BROKER_CENTRE: the centre whose topics Mosquitto's access list names; ``--centre``
    wins."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from ``environment``. Raises BadSetting, naming the variable."""
    default = Settings()
    return Settings(
        logins=_logins(environment),
        host=environment.get(f"{_PREFIX}HOST", default.host),
        port=_port(environment.get(f"{_PREFIX}PORT", str(default.port))),
        data=Path(environment.get(f"{_PREFIX}DATA", default.data)),
        admitted=_path(environment.get("LUOT_ADMITTED")),
        centre=environment.get(f"{_PREFIX}CENTRE", default.centre),
    )


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _logins(environment: Mapping[str, str]) -> str:
    name = f"{_PREFIX}LOGINS"
    file = environment.get(f"{name}_FILE")
    if not file:
        return environment.get(name, "")
    if name in environment:
        raise BadSetting(f"{name} and {name}_FILE are both set: keep one")
    return read_text(Path(file), f"{name}_FILE")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LARGEST_PORT):
        raise BadSetting(f"{_PREFIX}PORT={text!r}: use a whole number from 0 to {LARGEST_PORT}")
    return int(text)
