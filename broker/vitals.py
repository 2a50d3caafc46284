"""How the machine under a device is: its temperature, its Wi-Fi, and the memory of this process."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path("/")
_KIB = 1024
_MILLI = 1000
_LEVEL = 3
"""The column of /proc/net/wireless with the signal's level, in dBm."""


def vitals(root: Path = ROOT) -> dict[str, Any]:
    """``temp_c``, ``rssi`` (dBm) and ``mem`` (bytes); None where the machine does not say."""
    return {"temp_c": _temperature(root), "rssi": _rssi(root), "mem": _memory(root)}


def _temperature(root: Path) -> float | None:
    """The hottest zone; one that reads nonsense is left out."""
    files = (root / "sys/class/thermal").glob("thermal_zone*/temp")
    told = [_text(file).strip() for file in files]
    found = [int(text) / _MILLI for text in told if text.lstrip("-").isdecimal()]
    return max((degrees for degrees in found if 0 < degrees < 150), default=None)


def _rssi(root: Path) -> int | None:
    for line in _text(root / "proc/net/wireless").splitlines():
        columns = line.split()
        if len(columns) > _LEVEL and columns[0].endswith(":"):
            level = columns[_LEVEL].rstrip(".")
            if level.lstrip("-").isdecimal():
                return int(level)
    return None


def _memory(root: Path) -> int | None:
    found = re.search(r"^VmRSS:\s+(\d+) kB", _text(root / "proc/self/status"), re.MULTILINE)
    return int(found[1]) * _KIB if found else None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""
