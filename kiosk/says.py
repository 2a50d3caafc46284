"""What a kiosk says on its own topics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from broker import messages as m
from broker import topics
from broker.topics import TopicSpec

M = TypeVar("M", bound=m.Message)


class Wire(Protocol):
    """What is needed of a link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(
        self,
        topic: str,
        payload: bytes,
        *,
        qos: int = 1,
        retain: bool = False,
        on_delivered: Callable[[], None] | None = None,
    ) -> None: ...


class Says:
    """Speaks and listens for one kiosk of one centre."""

    def __init__(self, wire: Wire, centre: str, id: str) -> None:
        self._wire, self._centre, self._id = wire, centre, id

    def say(self, spec: TopicSpec, message: m.Message) -> None:
        """A message on this kiosk's topic of a kind."""
        topic = topics.build(self._centre, spec, id=self._id)
        self._wire.publish(topic, m.encode(message), qos=spec.qos, retain=spec.retain)

    def hear(self, spec: TopicSpec, kind: type[M], tell: Callable[[M], None]) -> None:
        """Everything of a kind that everybody may read."""
        filter = topics.subscription(self._centre, spec)
        self._wire.subscribe(filter, lambda received: tell(m.decode(kind, received.payload)))

    def hear_own(self, spec: TopicSpec, kind: type[M], tell: Callable[[M], None]) -> None:
        """What is said to this kiosk alone."""
        self.hear_raw(spec, lambda payload: tell(m.decode(kind, payload)))

    def hear_raw(self, spec: TopicSpec, tell: Callable[[bytes], None]) -> None:
        """The same, not decoded."""
        own = topics.build(self._centre, spec, id=self._id)
        self._wire.subscribe(own, lambda received: tell(received.payload))
