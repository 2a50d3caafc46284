"""The topic tree: every topic once, with what it carries and who may write and read it.

The Mosquitto ACL, the AsyncAPI document and the server's own checks are all made from this table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from broker import messages as m
from broker.errors import UnknownTopic

PREFIX = "luot/v1"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_COUNTER = re.compile(r"[1-9][0-9]{0,2}")


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
    message: tuple[type[m.Message], ...]
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


def _spec(
    name: str,
    pattern: str,
    message: type[m.Message] | tuple[type[m.Message], ...],
    *,
    qos: int = 1,
    retain: bool = False,
    writers: frozenset[Role] | set[Role],
    readers: frozenset[Role] | set[Role],
    about: str,
) -> TopicSpec:
    kinds = message if isinstance(message, tuple) else (message,)
    seen = frozenset(readers) | {Role.MONITOR}
    return TopicSpec(name, pattern, kinds, qos, retain, frozenset(writers), seen, about)


_SERVER = {Role.SERVER}
_LIGHTS = {Role.DISPLAY, Role.TERMINAL}

TIME = _spec(
    "time",
    "sys/time",
    m.Heartbeat,
    qos=0,
    writers=_SERVER,
    readers=DEVICES,
    about="Heartbeat, every 5 seconds.",
)
CENTRE = _spec(
    "centre",
    "centre",
    m.CentreInfo,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="The centre's names, zones, address for phones, and whether it is open.",
)
CATALOGUE = _spec(
    "catalogue",
    "catalogue/{zone}",
    m.Catalogue,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The groups of a zone with their queues.",
)
CALL = _spec(
    "call",
    "call/{zone}",
    m.Call,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A ticket is called, recalled, or its call is taken back.",
)
BOARD = _spec(
    "board",
    "board/{zone}",
    m.Board,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="A zone's whole board.",
)
COUNTER_STATE = _spec(
    "counter_state",
    "counter/{n}/state",
    m.CounterState,
    retain=True,
    writers=_SERVER,
    readers=_LIGHTS,
    about="What the light at a counter shows.",
)
PRESS = _spec(
    "press",
    "counter/{n}/press",
    m.Press,
    writers={Role.TERMINAL},
    readers=_SERVER,
    about="A button at a counter.",
)
ACK = _spec(
    "ack",
    "counter/{n}/ack",
    m.Ack,
    writers=_SERVER,
    readers={Role.TERMINAL},
    about="The answer to a press.",
)
SHOWN = _spec(
    "shown",
    "shown/{id}",
    m.Shown,
    writers=_LIGHTS,
    readers=_SERVER,
    about="A display has a call on its panel.",
)
KIOSK_REQUEST = _spec(
    "kiosk_request",
    "kiosk/{id}/request",
    m.KioskRequest,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A touch for a number.",
)
KIOSK_REPLY = _spec(
    "kiosk_reply",
    "kiosk/{id}/reply",
    (m.TicketReply, m.RefusalReply),
    writers=_SERVER,
    readers={Role.KIOSK},
    about="The ticket, or why not.",
)
KIOSK_PRINTED = _spec(
    "kiosk_printed",
    "kiosk/{id}/printed",
    m.Printed,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="What became of the paper.",
)
KIOSK_LEASE = _spec(
    "kiosk_lease",
    "kiosk/{id}/lease",
    m.Lease,
    retain=True,
    writers=_SERVER,
    readers={Role.KIOSK},
    about="Numbers a kiosk may issue alone.",
)
KIOSK_ISSUED = _spec(
    "kiosk_issued",
    "kiosk/{id}/issued",
    m.IssuedAlone,
    writers={Role.KIOSK},
    readers=_SERVER,
    about="A ticket issued alone.",
)
DEVICE_STATUS = _spec(
    "device_status",
    "device/{id}/status",
    m.DeviceStatus,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Birth and last will.",
)
DEVICE_HEALTH = _spec(
    "device_health",
    "device/{id}/health",
    m.DeviceHealth,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Vital signs, each minute.",
)
DEVICE_APPLIED = _spec(
    "device_applied",
    "device/{id}/config",
    m.Config,
    retain=True,
    writers=DEVICES,
    readers=_SERVER,
    about="Settings as applied.",
)
CONFIG = _spec(
    "config",
    "config/{id}",
    m.Config,
    retain=True,
    writers=_SERVER,
    readers=DEVICES,
    about="Settings as wanted.",
)

SPECS: tuple[TopicSpec, ...] = (
    TIME,
    CENTRE,
    CATALOGUE,
    CALL,
    BOARD,
    COUNTER_STATE,
    PRESS,
    ACK,
    SHOWN,
    KIOSK_REQUEST,
    KIOSK_REPLY,
    KIOSK_PRINTED,
    KIOSK_LEASE,
    KIOSK_ISSUED,
    DEVICE_STATUS,
    DEVICE_HEALTH,
    DEVICE_APPLIED,
    CONFIG,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A topic taken apart; at most one of ``id``, ``zone`` and ``counter`` is set."""

    spec: TopicSpec
    id: str | None = None
    zone: str | None = None
    counter: int | None = None


def build(centre: str, spec: TopicSpec, *, id: str = "", zone: str = "", counter: int = 0) -> str:
    """The full topic. Raises UnknownTopic when a part cannot stand in a topic."""
    tail = spec.pattern
    for mark, value in (("{id}", id), ("{zone}", zone)):
        if mark in tail:
            tail = tail.replace(mark, legal(value))
    if "{n}" in tail:
        if not 1 <= counter <= 999:
            raise UnknownTopic(f"no counter {counter}: counters are 1 to 999")
        tail = tail.replace("{n}", str(counter))
    return f"{PREFIX}/{legal(centre)}/{tail}"


def subscription(centre: str, spec: TopicSpec) -> str:
    """The MQTT filter for every topic of this kind."""
    tail = re.sub(r"\{[a-z]+\}", "+", spec.pattern)
    return f"{PREFIX}/{legal(centre)}/{tail}"


def parse(centre: str, topic: str) -> Parsed:
    """What ``topic`` is. Raises UnknownTopic for anything outside this centre's tree."""
    head = f"{PREFIX}/{centre}/"
    if topic.startswith(head):
        tail = topic.removeprefix(head)
        for spec, shape in _SHAPES:
            if found := shape.fullmatch(tail):
                parts = found.groupdict()
                number = parts.get("n")
                return Parsed(
                    spec, parts.get("id"), parts.get("zone"), int(number) if number else None
                )
    raise UnknownTopic(topic[:120])


def may_write(client: Client, parsed: Parsed) -> bool:
    """A device writes only topics that carry its own id, or a counter that it is bound to."""
    return client.role in parsed.spec.writers and _is_own(client, parsed)


def may_read(client: Client, parsed: Parsed) -> bool:
    """A device reads what is for all of its kind, and of the private topics only its own."""
    if client.role not in parsed.spec.readers:
        return False
    shared = client.role in {Role.SERVER, Role.MONITOR} or parsed.spec is COUNTER_STATE
    return shared or _is_own(client, parsed)


def _is_own(client: Client, parsed: Parsed) -> bool:
    if client.role is Role.SERVER:
        return True
    if parsed.id is not None:
        return parsed.id == client.id
    return parsed.counter is None or parsed.counter in client.counters


def legal(part: str) -> str:
    """``part``, when it can stand in a topic as an id. Raises UnknownTopic."""
    if not _ID.fullmatch(part):
        raise UnknownTopic(f"{part[:40]!r} cannot stand in a topic: use letters, digits, - and _")
    return part


def _shape(spec: TopicSpec) -> re.Pattern[str]:
    text = spec.pattern.replace("{n}", f"(?P<n>{_COUNTER.pattern})")
    text = text.replace("{id}", f"(?P<id>{_ID.pattern})").replace(
        "{zone}", f"(?P<zone>{_ID.pattern})"
    )
    return re.compile(text)


_SHAPES = tuple((spec, _shape(spec)) for spec in SPECS)
