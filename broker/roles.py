"""Who speaks on the wire, and what one entry of the topic tree says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broker.messages import Message


class Role(StrEnum):
    """What a client of the broker is."""

    SERVER = "server"
    KIOSK = "kiosk"
    DISPLAY = "display"
    TERMINAL = "terminal"
    MONITOR = "monitor"


DEVICES = frozenset({Role.KIOSK, Role.DISPLAY, Role.TERMINAL})
EVERYONE = DEVICES | {Role.SERVER, Role.MONITOR}


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """One kind of topic. ``{id}`` is a device, ``{n}`` a counter, ``{zone}`` a zone."""

    name: str
    pattern: str
    message: tuple[type[Message], ...]
    qos: int
    retain: bool
    writers: frozenset[Role]
    readers: frozenset[Role]
    about: str


@dataclass(frozen=True, slots=True)
class Client:
    """Who is connected: its role, its own id, and the counters it is bound to."""

    id: str
    role: Role
    counters: frozenset[int] = frozenset()
