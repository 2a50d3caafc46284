"""Topics: how they are written and read, and who may use them.

The Mosquitto ACL, the AsyncAPI document and the server's own checks are all made from the one
table in ``broker.tree``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from broker.errors import UnknownTopic
from broker.kiosktree import (
    KIOSK_ALERT,
    KIOSK_DESK,
    KIOSK_ISSUED,
    KIOSK_LAYOUT,
    KIOSK_LEASE,
    KIOSK_PART,
    KIOSK_PING,
    KIOSK_PONG,
    KIOSK_PRINTED,
    KIOSK_REPLY,
    KIOSK_REPRINT,
    KIOSK_REQUEST,
    KIOSK_TAKEN,
    KIOSK_WANT,
    LAYOUT,
    PERSON_KEY,
    PROCEDURES,
)
from broker.roles import DEVICES, EVERYONE, Client, Role, TopicSpec
from broker.tree import (
    ACK,
    BOARD,
    CALL,
    CATALOGUE,
    CENTRE,
    CONFIG,
    COUNTER_STATE,
    DEVICE_APPLIED,
    DEVICE_HEALTH,
    DEVICE_STATUS,
    ORDER,
    ORDER_DONE,
    PRESS,
    SHOWN,
    SPECS,
    TIME,
    TWIN,
)

__all__ = [
    "ACK",
    "BOARD",
    "CALL",
    "CATALOGUE",
    "CENTRE",
    "CONFIG",
    "COUNTER_STATE",
    "DEVICES",
    "DEVICE_APPLIED",
    "DEVICE_HEALTH",
    "DEVICE_STATUS",
    "EVERYONE",
    "KIOSK_ALERT",
    "KIOSK_DESK",
    "KIOSK_ISSUED",
    "KIOSK_LAYOUT",
    "KIOSK_LEASE",
    "KIOSK_PART",
    "KIOSK_PING",
    "KIOSK_PONG",
    "KIOSK_PRINTED",
    "KIOSK_REPLY",
    "KIOSK_REPRINT",
    "KIOSK_REQUEST",
    "KIOSK_TAKEN",
    "KIOSK_WANT",
    "LAYOUT",
    "ORDER",
    "ORDER_DONE",
    "PERSON_KEY",
    "PREFIX",
    "PRESS",
    "PROCEDURES",
    "SHOWN",
    "SPECS",
    "TIME",
    "TWIN",
    "Client",
    "Parsed",
    "Role",
    "TopicSpec",
    "build",
    "legal",
    "may_read",
    "may_write",
    "parse",
    "subscription",
]

PREFIX = "luot/v1"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_COUNTER = re.compile(r"[1-9][0-9]{0,2}")


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
