"""The server's pair of connections to the broker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from broker import messages, topics
from broker.errors import BrokerUnavailable
from broker.link import Handler, Link, LinkSettings


class ServerLink:
    """The server's two connections: one only hears, one only speaks.

    PUBACK and PUBLISH on one socket wait for each other's delayed acknowledgement on brokers that
    keep Nagle's delay; two connections never do.
    """

    def __init__(self, settings: LinkSettings) -> None:
        self.ears = Link(replace(settings, client_id=f"{settings.client_id}-in"))
        self.mouth = Link(replace(settings, client_id=f"{settings.client_id}-out"))

    @property
    def connected(self) -> bool:
        """Are both there?"""
        return self.ears.connected and self.mouth.connected

    def start(self) -> None:
        """Begin connecting both."""
        self.mouth.start()
        self.ears.start()

    def stop(self) -> None:
        """Leave."""
        self.ears.stop()
        self.mouth.stop()

    def wait_connected(self, timeout_s: float) -> None:
        """Raises BrokerUnavailable, with what to do, when the broker is not there in time."""
        if not (self.mouth.wait_connected(timeout_s) and self.ears.wait_connected(timeout_s)):
            url = self.ears.settings.url
            raise BrokerUnavailable(
                f"no broker at {url} as {self.ears.settings.username}: start it, "
                "or check LUOT_MQTT, LUOT_MQTT_CA, LUOT_MQTT_USER and LUOT_MQTT_PASSWORD"
            )

    def on_connected(self, call: Callable[[], None]) -> None:
        """Call after each connect of the speaking side: retained documents are to be said anew."""
        self.mouth.on_state(lambda up: call() if up else None)

    def on_lost(self, call: Callable[[], None]) -> None:
        """Call when the speaking side has lost the broker."""
        self.mouth.on_state(lambda up: None if up else call())

    def on_deaf(self, call: Callable[[], None]) -> None:
        """Call at each loss of the hearing side: what was heard may be true no longer."""
        self.ears.on_state(lambda up: None if up else call())

    def subscribe(self, filter: str, handler: Handler) -> Callable[[], None]:
        """As ``Link.subscribe``."""
        return self.ears.subscribe(filter, handler)

    def publish_message(
        self,
        spec: topics.TopicSpec,
        message: messages.Message,
        *,
        id: str = "",
        zone: str = "",
        counter: int = 0,
    ) -> None:
        """As ``Link.publish_message``."""
        self.mouth.publish_message(spec, message, id=id, zone=zone, counter=counter)
