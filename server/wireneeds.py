"""What the wire needs of others: the register of devices, the link, and what a link hands over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from broker import messages as m
from broker import topics


class Register(Protocol):
    """Which devices are in force."""

    def entitled(self, id: str, role: str) -> bool: ...
    def terminals(self, counter: int) -> frozenset[str]: ...


class Received(Protocol):
    """A message as the link hands it over."""

    @property
    def topic(self) -> str: ...
    @property
    def payload(self) -> bytes: ...
    @property
    def retain(self) -> bool: ...


class Link(Protocol):
    """What the server needs of its connection to the broker."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish_message(
        self,
        spec: topics.TopicSpec,
        message: m.Message,
        *,
        id: str = "",
        zone: str = "",
        counter: int = 0,
    ) -> None: ...
