"""What both brokers look like to those who start one."""

from __future__ import annotations

import itertools
import secrets
import shutil
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from broker.errors import BrokerUnavailable
from broker.topics import Client

Kind = Literal["auto", "embedded", "mosquitto"]
PORTS = range(20_000, 32_000)
"""Below those that systems give to outgoing connections, which would take one at any moment."""
_first = secrets.randbelow(len(PORTS))
_ports: Iterator[int] = itertools.cycle([*PORTS[_first:], *PORTS[:_first]])


@dataclass(frozen=True, slots=True)
class Login:
    """A client that may connect. ``speaks_for_all`` lets a rehearsal's tools act as any device."""

    client: Client
    password: str = field(repr=False)
    speaks_for_all: bool = False


class Daemon(Protocol):
    """A broker that this process started."""

    @property
    def url(self) -> str:
        """Where clients of this machine reach it."""

    @property
    def running(self) -> bool:
        """Is its process there?"""

    def start(self) -> None:
        """Returns when it answers. Raises BrokerUnavailable, saying what to do."""

    def stop(self) -> None:
        """Returns when it is gone."""

    def admit(self, logins: Sequence[Login]) -> None:
        """Let exactly these in from now on; who is no longer among them loses the connection."""


def new_password() -> str:
    """A random password; nothing has a default."""
    return secrets.token_urlsafe(24)


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody uses now. Raises BrokerUnavailable when there is none.

    Processes begin at different places and go on from there: one that is freed to be used in a
    moment, or for a restart, is given to nobody else meanwhile.
    """
    for port in itertools.islice(_ports, len(PORTS)):
        try:
            check_port(host, port)
        except BrokerUnavailable:
            continue
        return port
    raise BrokerUnavailable(f"no port of {host} is free; stop what uses them")


def check_port(host: str, port: int) -> None:
    """Raises BrokerUnavailable when nobody may listen there: the port is taken, or not ours."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        why = str(error.strerror).partition(" (while")[0]
        raise BrokerUnavailable(
            f"cannot use port {port} of {host}: {why}; stop what uses it, or choose another"
        ) from error


def make_broker(
    kind: Kind,
    data: Path,
    centre: str,
    logins: Sequence[Login],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Daemon:
    """A broker that is not started yet; ``auto`` is Mosquitto where it is installed."""
    from broker.embedded import EmbeddedBroker
    from broker.mosquitto.daemon import MosquittoBroker

    use_mosquitto = kind == "mosquitto" or (kind == "auto" and find_mosquitto() is not None)
    port = port or free_port()
    if use_mosquitto:
        return MosquittoBroker(data, logins, host=host, port=port, centre=centre)
    return EmbeddedBroker(data, logins, host=host, port=port)


def find_mosquitto() -> str | None:
    """Where Mosquitto is installed, or None; Debian keeps it outside a plain user's PATH."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")
