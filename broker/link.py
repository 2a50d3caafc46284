"""The connection to the broker: the only paho code.

What the tried brokers need of a client is all here: Nagle's delay off (40 ms a message otherwise),
everything subscribed anew on every connect, one filter after another (a burst of retained
documents behind several filters is cut short by the embedded broker), a keepalive that is never 0,
a last will before connecting and a birth after it, and handlers that cannot kill the client.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

# paho loads dnspython where it lies about: 3.5 MiB of a light's 45, for look-ups never asked for.
sys.modules.setdefault("dns", None)  # type: ignore[arg-type]
import paho.mqtt.client as mqtt  # noqa: E402
from paho.mqtt.enums import CallbackAPIVersion  # noqa: E402

if sys.modules["dns"] is None:
    del sys.modules["dns"]

from broker import messages, topics, trust  # noqa: E402
from broker.deliveries import Deliveries  # noqa: E402
from broker.endpoint import LinkSettings, Received, Said, address, no_delay  # noqa: E402
from broker.errors import WireError  # noqa: E402
from broker.unread import Unread  # noqa: E402

__all__ = ["Handler", "Link", "LinkSettings", "Received", "Said"]

log = logging.getLogger(__name__)

_FAREWELL_S = 1.0
_AGAIN_S = 1
"""How often a broker that is away is looked for: who waits for it is right again soon after."""

Handler = Callable[[Received], None]


class Link:
    """One client of the broker; it reconnects by itself until ``stop``."""

    def __init__(
        self, settings: LinkSettings, *, will: Said | None = None, birth: Said | None = None
    ) -> None:
        """Raises BadSetting or BrokerUnavailable for settings that cannot lead anywhere."""
        self.settings = settings
        self.failures = 0
        self._birth = birth
        self._handlers: list[tuple[str, Handler]] = []
        self._subscribed: set[str] = set()
        self._deliveries = Deliveries()
        self._lock = threading.RLock()
        self._up = threading.Event()
        self._complained: set[str] = set()
        self._unread = Unread()
        self._refused = False
        self._missed = False
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
        host, port, _ = address(self.settings.url)
        self._mqtt.connect_async(host, port, self.settings.keepalive_s)
        self._mqtt.loop_start()

    def stop(self) -> None:
        """Leave the broker once it has what was said; the last will is not sent."""
        # Closing with a receipt unread resets the connection, and the broker then sees no farewell.
        if self._up.is_set():
            self._deliveries.wait_all(_FAREWELL_S)
        self._mqtt.disconnect()
        self._mqtt.loop_stop()
        # The client leaves the sockets that wake its thread to the garbage collector.
        self._mqtt._reset_sockets()
        self._up.clear()

    def wait_connected(self, timeout_s: float) -> bool:
        """Wait until the broker is there; False when it is not in time."""
        return self._up.wait(timeout_s)

    def subscribe(self, filter: str, handler: Handler) -> Callable[[], None]:
        """Hear everything on ``filter``, now and after every reconnect; returns how to end it."""
        own = (filter, handler)
        with self._lock:
            self._handlers.append(own)
            if self._up.is_set():
                self._subscribed.add(filter)
                self._mqtt.subscribe(filter, qos=1)

        def end() -> None:
            with self._lock:
                self._handlers = [one for one in self._handlers if one is not own]
                if all(filter != other for other, _ in self._handlers):
                    self._subscribed.discard(filter)
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

        ``on_delivered`` is called once the broker has a QoS 1 message: the hook for a caller's own
        outbox. It runs in the link's thread and may not wait for a thread that publishes.
        """
        sent = self._mqtt.publish(topic, payload, qos=qos, retain=retain)
        self._deliveries.sent(sent.mid, self._guard, on_delivered, qos=qos)

    def say(self, said: Said) -> None:
        """Publish something that is made already."""
        self.publish(said.topic, said.payload, retain=said.retain)

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
        client.reconnect_delay_set(min_delay=1, max_delay=_AGAIN_S)
        if trust.check(self.settings):
            client.tls_set(ca_certs=self.settings.ca_file)
        if will is not None:
            client.will_set(will.topic, will.payload, qos=1, retain=will.retain)
        client.on_socket_open = no_delay
        client.on_connect = self._on_connect
        client.on_connect_fail = self._on_connect_fail
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_publish = self._on_publish
        client.on_message = self._on_message
        return client

    def _on_connect(self, client: Any, _: Any, __: Any, reason: Any, ___: Any) -> None:
        self._refused = reason.is_failure
        if self._refused:
            self._complain(f"refuses us: {reason}; check the user and password")
            return
        with self._lock:
            self._subscribed.clear()
        self._subscribe_next()

    def _subscribe_next(self) -> None:
        with self._lock:
            left = (one for one, _ in self._handlers if one not in self._subscribed)
            filter = next(left, None)
            if filter is not None:
                self._subscribed.add(filter)
                self._mqtt.subscribe(filter, qos=1)
                return
            self._up.set()
        self._complained.clear()
        if self._missed:
            self._missed = False
            log.warning("the broker at %s is back", self.settings.url)
        if self._birth is not None:
            self.say(self._birth)
        self._tell(True)

    def _on_subscribe(self, *_: Any) -> None:
        if not self._up.is_set():
            self._subscribe_next()

    def _on_disconnect(self, client: Any, _: Any, __: Any, reason: Any, ___: Any) -> None:
        was_up = self._up.is_set()
        self._up.clear()
        if was_up:
            if reason.is_failure:
                self._missed = True
                log.warning("lost the broker (%s); reconnecting", reason)
            self._tell(False)
        elif reason.is_failure and not self._refused:
            # What the embedded broker does with a wrong password, without a word.
            hint = "" if address(self.settings.url)[2] else ", or write mqtts://"
            self._complain(f"hung up before it welcomed us; check the user and password{hint}")
        self._refused = False

    def _on_connect_fail(self, *_: Any) -> None:
        self._complain(trust.why_not(sys.exception()))  # paho calls us where it has caught it

    def _complain(self, about: str) -> None:
        """Each once, not at every attempt, until it works again."""
        self._missed = True
        if about not in self._complained:
            self._complained.add(about)
            url, name = self.settings.url, self.settings.username
            log.warning("the broker at %s %s (as %s); trying on", url, about, name)

    def _on_publish(self, client: Any, _: Any, mid: int, __: Any, ___: Any) -> None:
        self._deliveries.arrived(mid, self._guard)

    def _on_message(self, client: Any, _: Any, message: mqtt.MQTTMessage) -> None:
        received = Received(message.topic, bytes(message.payload), message.qos, message.retain)
        with self._lock:
            handlers = [
                handler
                for filter, handler in self._handlers
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
        except WireError as bad:
            self.failures += 1
            self._unread.tell(what, bad)
        except Exception:
            self.failures += 1
            log.exception("a handler failed on %s", what)
