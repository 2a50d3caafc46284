"""The broker that comes with pip: iotcore as a child process, for demos and small halls.

It has no access lists: passwords keep strangers out, and the server itself refuses what a device
may not say. It answers on loopback unless asked otherwise and dies with the process that
started it.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from broker.daemon import Login, check_port
from broker.errors import BrokerUnavailable
from broker.files import write_private

_MAX_PAYLOAD_BYTES = 98_304


class EmbeddedBroker:
    """iotcore with a password for every login."""

    def __init__(self, data: Path, logins: Sequence[Login], *, host: str, port: int) -> None:
        self._data = data
        self._logins = logins
        self._host = host
        self._port = port
        self._broker: Any = None

    @property
    def url(self) -> str:
        """Where clients of this machine reach it."""
        return f"mqtt://{self._host}:{self._port}"

    @property
    def running(self) -> bool:
        """Is the child process there?"""
        return self._broker is not None and bool(self._broker.is_running)

    def start(self) -> None:
        """Start the child process. Raises BrokerUnavailable: not installed, or the port taken."""
        check_port(self._host, self._port)
        config = self._data / "embedded-broker.toml"
        write_private(config, _config(self._host, self._port, self._logins))
        broker = _iotcore(config)
        try:
            broker.start()
        except (OSError, RuntimeError) as error:
            raise BrokerUnavailable(f"the broker did not start: {error}") from error
        self._broker = broker

    def stop(self) -> None:
        """End the child process."""
        if self._broker is not None:
            self._broker.stop()
            self._broker = None

    def admit(self, logins: Sequence[Login]) -> None:
        """Let exactly these in from now on.

        iotcore reads its passwords at its start only, so it starts anew: everybody is back after a
        second, and the server says everything again.
        """
        self._logins = logins
        if self._broker is not None:
            self.stop()
            self.start()


def _iotcore(config: Path) -> Any:
    try:
        from iotcore import Broker

        return Broker(config_path=str(config))
    except ImportError as error:
        raise BrokerUnavailable(
            "the embedded broker is not installed: pip install 'luot[embedded]', or use Mosquitto"
        ) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise BrokerUnavailable(f"the broker cannot read {config}: {error}") from error


def _config(host: str, port: int, logins: Sequence[Login]) -> str:
    users = "\n".join(f"{_key(one.client.id)} = {_key(one.password)}" for one in logins)
    return f"""id = 0

[router]
id = 0
max_connections = 10010
max_outgoing_packet_count = 200
max_segment_size = 104857600
max_segment_count = 10

[v4.1]
name = "luot"
listen = "{_address(host)}:{port}"
next_connection_delay_ms = 1

[v4.1.connections]
connection_timeout_ms = 10000
max_payload_size = {_MAX_PAYLOAD_BYTES}
max_inflight_count = 100
dynamic_filters = true

[v4.1.connections.auth]
{users}
"""


def _address(host: str) -> str:
    """As iotcore wants it: numbers, never a name."""
    return f"[{host}]" if ":" in host else socket.gethostbyname(host)


def _key(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's, but for surrogate pairs."""
    return json.dumps(text, ensure_ascii=False)
