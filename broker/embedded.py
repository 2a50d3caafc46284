"""The broker that comes with pip: iotcore as a child process, for demos and small halls.

It has no access lists: passwords keep strangers out, and the server itself refuses what a device
may not say. It answers on loopback unless asked otherwise and dies with the process that
started it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from iotcore import Broker

from broker.daemon import Login
from broker.errors import BrokerUnavailable

_MAX_PAYLOAD_BYTES = 20_480


class EmbeddedBroker:
    """iotcore with a password for every login."""

    def __init__(self, data: Path, logins: Sequence[Login], *, host: str, port: int) -> None:
        self._data = data
        self._logins = logins
        self._host = host
        self._port = port
        self._broker: Broker | None = None

    @property
    def url(self) -> str:
        """Where clients of this machine reach it."""
        return f"mqtt://{self._host}:{self._port}"

    def start(self) -> None:
        """Start the child process. Raises BrokerUnavailable when the port is taken."""
        self._data.mkdir(parents=True, exist_ok=True)
        config = self._data / "embedded-broker.toml"
        config.touch(mode=0o600)
        config.write_text(_config(self._host, self._port, self._logins), encoding="utf-8")
        broker = Broker(config_path=str(config))
        try:
            broker.start()
        except (OSError, RuntimeError) as error:
            raise BrokerUnavailable(
                f"the broker cannot use port {self._port}: {error}; stop what uses it, "
                "or choose another port"
            ) from error
        self._broker = broker

    def stop(self) -> None:
        """End the child process."""
        if self._broker is not None:
            self._broker.stop()
            self._broker = None


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
listen = "{host}:{port}"
next_connection_delay_ms = 1

[v4.1.connections]
connection_timeout_ms = 10000
max_payload_size = {_MAX_PAYLOAD_BYTES}
max_inflight_count = 100
dynamic_filters = true

[v4.1.connections.auth]
{users}
"""


def _key(text: str) -> str:
    """A TOML basic string; JSON's escapes are among TOML's."""
    return json.dumps(text)
