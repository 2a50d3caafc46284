"""Writing files that other processes read: never half of one, and secrets for their owner only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_private(path: Path, text: str, owner: str = "") -> None:
    """Write what only ``owner`` may read, by default this process's user.

    Raises OSError, or LookupError when there is no user ``owner``.
    """
    _replace(path, text, 0o600, owner)


def write_public(path: Path, text: str) -> None:
    """Write what holds no secret. Raises OSError."""
    _replace(path, text, 0o644)


def _replace(path: Path, text: str, mode: int, owner: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(opened, "w", encoding="utf-8") as file:
        file.write(text)
    if owner:
        shutil.chown(part, owner)
    part.replace(path)
