"""Where the broker is, and what goes to it and comes from it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from broker.errors import BrokerUnavailable

_PORT = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to reach the broker and as whom. ``url`` is ``mqtt://HOST:PORT`` or ``mqtts://…``.

    ``ca_file`` names a PEM file of the authority to trust; without it those of the system.
    """

    url: str
    username: str
    password: str = field(repr=False)
    client_id: str
    centre: str
    keepalive_s: int = 15
    ca_file: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it came."""

    topic: str
    payload: bytes
    qos: int
    retain: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Something to be published on every connect, or by the broker when the client is lost."""

    topic: str
    payload: bytes
    retain: bool = True


def address(url: str) -> tuple[str, int, bool]:
    """Host, port, and whether TLS is spoken there. Raises BrokerUnavailable for another URL."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _PORT:
        raise BrokerUnavailable(f"{url!r}: write the broker as mqtt://HOST:PORT, or mqtts://")
    return host, port or _PORT[parts.scheme], parts.scheme == "mqtts"


def no_delay(client: Any, userdata: Any, sock: Any) -> None:
    """Send at once: Nagle's delay costs 40 ms a message."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
