"""The files of a small centre, as an example to read: ``python -m broker.mosquitto.sample``."""

from __future__ import annotations

from pathlib import Path

from broker.daemon import Login
from broker.mosquitto.config import Listener, access_list, configuration
from broker.topics import Client, Role

_FOLDER = Path("/etc/mosquitto")
_STATE = Path("/var/lib/mosquitto")
_CLIENTS = (
    Client("server", Role.SERVER),
    Client("kiosk-1", Role.KIOSK),
    Client("led-07", Role.DISPLAY, frozenset({7})),
    Client("box-07", Role.TERMINAL, frozenset({7})),
    Client("watch", Role.MONITOR),
)


def sample_files() -> dict[str, str]:
    """Name to text of the example's files: a server, one device of each role, and TLS."""
    tls = Listener(8883, "0.0.0.0", _FOLDER / "certs/luot.crt", _FOLDER / "certs/luot.key")
    return {
        "luot.conf": configuration(_FOLDER, [Listener(1883), tls], user="mosquitto", state=_STATE),
        "luot.acl": access_list("haiphong", [Login(client, "") for client in _CLIENTS]),
    }


def main() -> None:
    """Write the example beside this module."""
    for name, text in sample_files().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
