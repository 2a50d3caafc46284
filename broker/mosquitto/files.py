"""Mosquitto's files on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from broker.daemon import Login
from broker.files import write_private, write_public
from broker.mosquitto.config import access_list, password_line

CONFIGURATION = "mosquitto.conf"


def write_lists(folder: Path, centre: str, logins: Sequence[Login], owner: str = "") -> None:
    """The password file and the access list; ``owner`` is the user that Mosquitto runs as."""
    passwords = "".join(f"{password_line(login)}\n" for login in logins)
    write_private(folder / "passwords", passwords, owner)
    write_private(folder / "acl", access_list(centre, logins), owner)


def write_configuration(folder: Path, text: str) -> Path:
    """The configuration, which holds no secret; returns where it is."""
    path = folder / CONFIGURATION
    write_public(path, text)
    return path
