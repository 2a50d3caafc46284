"""What every process reads alike from its environment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from broker.errors import BadSetting

PASSWORD = "LUOT_MQTT_PASSWORD"


def read_text(file: Path, name: str) -> str:
    """The text of a file that the setting ``name`` points at. Raises BadSetting."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{name}: cannot read {file}: {error}") from error


def device_secret(environment: Mapping[str, str]) -> str:
    """The secret of the one device of a process, better from a file; empty when there is none.

    Raises BadSetting when the file cannot be read.
    """
    name = f"{PASSWORD}_FILE"
    file = environment.get(name)
    return read_text(Path(file), name).strip() if file else environment.get(PASSWORD, "")
