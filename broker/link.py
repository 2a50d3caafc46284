"""The connection to the broker: the only paho code.

What the tried brokers need of a client is all here: Nagle's delay off (40 ms a message otherwise),
everything subscribed anew on every connect, one filter after another (a burst of retained
documents behind several filters is cut short by the embedded broker), a keepalive that is never 0,
a last will before connecting and a birth after it, and handlers that cannot kill the client.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from broker import messages, topics
from broker.errors import BrokerUnavailable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How to reach the broker and as whom. ``url`` is ``mqtt://HOST:PORT`` or ``mqtts://…``."""

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


Handler = Callable[[Received], None]


class Link:
    """One client of the broker; it reconnects by itself until ``stop``."""

    def __init__(
        self, settings: LinkSettings, *, will: Said | None = None, birth: Said | None = None
    ) -> None:
        self.settings = settings
        self.failures = 0
        self._birth = birth
        self._handlers: dict[str, Handler] = {}
        self._pending: list[str] = []
        self._delivered: dict[int, Callable[[], None]] = {}
        self._lock = threading.RLock()
        self._up = threading.Event()
        self._listeners: list[Callable[[bool], None]] = []
        self._mqtt = self._client(will)

    @property
    def connected(self) -> bool:
        """Is the broker there, with everything subscribed?"""
        return self._up.is_set()

    def on_state(self, listener: Callable[[bool], None]) -> None:
        """Tell ``listener`` True after each connect (subscriptions made) and False at each loss."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin connecting; returns at once, also while the broker is away."""
        host, port, _ = _address(self.settings.url)
        self._mqtt.connect_async(host, port, self.settings.keepalive_s)
        self._mqtt.loop_start()

    def stop(self) -> None:
        """Leave the broker; the last will is not sent."""
        self._mqtt.disconnect()
        self._mqtt.loop_stop()
        self._up.clear()

    def wait_connected(self, timeout_s: float) -> bool:
        """Wait until the broker is there; False when it is not in time."""
        return self._up.wait(timeout_s)

    def subscribe(self, filter: str, handler: Handler) -> Callable[[], None]:
        """Hear everything on ``filter``, now and after every reconnect; returns how to end it."""
        with self._lock:
            self._handlers[filter] = handler
            if self._up.is_set():
                self._mqtt.subscribe(filter, qos=1)

        def end() -> None:
            with self._lock:
                if self._handlers.pop(filter, None) is not None:
                    self._mqtt.unsubscribe(filter)

        return end

    def publish(
        self,
        topic: str,
        payload: bytes,
        *,
        qos: int = 1,
        retain: bool = False,
        on_delivered: Callable[[], None] | None = None,
    ) -> None:
        """Say something. While the link is down a QoS 1 message waits in memory.

        ``on_delivered`` is called once the broker has it: the hook for a caller's own outbox.
        """
        with self._lock:
            sent = self._mqtt.publish(topic, payload, qos=qos, retain=retain)
            if on_delivered is not None:
                self._delivered[sent.mid] = on_delivered

    def publish_message(
        self,
        spec: topics.TopicSpec,
        message: messages.Message,
        *,
        id: str = "",
        zone: str = "",
        counter: int = 0,
        on_delivered: Callable[[], None] | None = None,
    ) -> None:
        """Encode a message and say it as its topic wants. Raises MessageRefused, UnknownTopic."""
        topic = topics.build(self.settings.centre, spec, id=id, zone=zone, counter=counter)
        payload = messages.encode(message)
        self.publish(topic, payload, qos=spec.qos, retain=spec.retain, on_delivered=on_delivered)

    def _client(self, will: Said | None) -> mqtt.Client:
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, self.settings.client_id, protocol=mqtt.MQTTv311
        )
        client.username_pw_set(self.settings.username, self.settings.password)
        client.reconnect_delay_set(min_delay=1, max_delay=8)
        if _address(self.settings.url)[2]:
            client.tls_set(ca_certs=self.settings.ca_file)
        if will is not None:
            client.will_set(will.topic, will.payload, qos=1, retain=will.retain)
        client.on_socket_open = _no_delay
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        return client

    def _on_connect(self, client: Any, _: Any, __: Any, reason: Any, ___: Any) -> None:
        if reason.is_failure:
            log.error(
                "the broker refuses %s: %s; check the user and password",
                self.settings.username,
                reason,
            )
            return
        with self._lock:
            self._pending = list(self._handlers)
        self._subscribe_next()

    def _subscribe_next(self) -> None:
        with self._lock:
            filter = self._pending.pop(0) if self._pending else None
            if filter is not None:
                self._mqtt.subscribe(filter, qos=1)
                return
            if self._up.is_set():
                return
            self._up.set()
        if self._birth is not None:
            self.publish(self._birth.topic, self._birth.payload, retain=self._birth.retain)
        self._tell(True)

    def _on_subscribe(self, *_: Any) -> None:
        if not self._up.is_set():
            self._subscribe_next()

    def _on_disconnect(self, client: Any, _: Any, __: Any, reason: Any, ___: Any) -> None:
        was_up = self._up.is_set()
        self._up.clear()
        if was_up:
            if reason.is_failure:
                log.warning("lost the broker (%s); reconnecting", reason)
            self._tell(False)

    def _on_publish(self, client: Any, _: Any, mid: int, __: Any, ___: Any) -> None:
        with self._lock:
            delivered = self._delivered.pop(mid, None)
        if delivered is not None:
            self._guard(delivered, "delivery")

    def _on_message(self, client: Any, _: Any, message: mqtt.MQTTMessage) -> None:
        received = Received(message.topic, bytes(message.payload), message.qos, message.retain)
        with self._lock:
            handlers = [
                handler
                for filter, handler in self._handlers.items()
                if mqtt.topic_matches_sub(filter, received.topic)
            ]
        for handler in handlers:
            self._guard(partial(handler, received), received.topic)

    def _tell(self, up: bool) -> None:
        for listener in self._listeners:
            self._guard(partial(listener, up), "state")

    def _guard(self, call: Callable[[], None], what: str) -> None:
        try:
            call()
        except Exception:
            self.failures += 1
            log.exception("a handler failed on %s", what)


def _address(url: str) -> tuple[str, int, bool]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname or port == -1:
        raise BrokerUnavailable(f"{url!r}: write the broker as mqtt://HOST:PORT, or mqtts://")
    tls = parts.scheme == "mqtts"
    return parts.hostname, port or (8883 if tls else 1883), tls


def _no_delay(client: Any, userdata: Any, sock: Any) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
