"""Whether the zones that a display is set to exist: else it would wait for ever without a word."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from broker import messages as m
from broker import topics

log = logging.getLogger(__name__)


class Wire(Protocol):
    """What is needed of a link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...


class ZoneCheck:
    """Says once for each zone that the living server does not have it; ``more`` exist besides."""

    def __init__(self, zones: Sequence[str], more: Sequence[str] = ()) -> None:
        self._zones, self._more = zones, more
        self._centre: m.CentreInfo | None = None
        self._said: set[str] = set()

    def listen(self, wire: Wire, centre: str) -> None:
        """Hear of the centre, then the heartbeat: what an old server left proves nothing."""
        wire.subscribe(topics.build(centre, topics.CENTRE), self._hear)
        wire.subscribe(topics.build(centre, topics.TIME), self._beat)

    def _hear(self, received: Any) -> None:
        self._centre = m.decode(m.CentreInfo, received.payload)

    def _beat(self, received: Any) -> None:
        told = self._centre
        if received.retain or told is None:
            return
        if m.decode(m.Heartbeat, received.payload).ep != told.ep:
            return
        known = {*told.zones, *self._more}
        for zone in self._zones:
            if zone not in known and zone not in self._said:
                self._said.add(zone)
                there = ", ".join([*told.zones, *self._more])
                log.warning("no zone %s in this centre: it has %s; see --zone", zone, there)
