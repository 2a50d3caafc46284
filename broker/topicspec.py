"""How one topic is written down."""

from __future__ import annotations

from broker import messages as m
from broker.roles import Role, TopicSpec


def spec(
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
    """A topic; the monitor reads everything."""
    kinds = message if isinstance(message, tuple) else (message,)
    seen = frozenset(readers) | {Role.MONITOR}
    return TopicSpec(name, pattern, kinds, qos, retain, frozenset(writers), seen, about)
