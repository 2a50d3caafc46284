"""What every device does with what it is told: orders, settings, and others of its own name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from broker import messages as m
from broker import topics, tuning
from broker.orders import OrderBook
from broker.presence import Presence

log = logging.getLogger(__name__)
Settings = dict[str, Any]
Done = Callable[[str | None], None]
Act = Callable[[Done], None]
"""Begins it, in the link's thread, and calls back once: with None, or with why it was not done."""


class Wire(Protocol):
    """What is needed of a link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(
        self, topic: str, payload: bytes, *, qos: int = 1, retain: bool = False
    ) -> None: ...


class Obeying:
    """One device. ``clock`` is the server's, in ms, None while it is not known; ``acts`` by name
    are what it can do; ``follow`` takes settings that have no fault, and answers why not;
    ``on_second`` is called once, in a thread of its own, when another process of this name was
    there first: then this one must leave the broker to it.
    """

    def __init__(
        self,
        wire: Wire,
        presence: Presence,
        role: topics.Role,
        *,
        clock: Callable[[], int | None],
        acts: Mapping[str, Act],
        follow: Callable[[Settings], str | None],
        on_second: Callable[[], None],
    ) -> None:
        self._wire, self._presence, self._role = wire, presence, role
        self._clock = clock
        self._acts, self._follow, self._on_second = acts, follow, on_second
        self._book = OrderBook(presence.session)
        self._stepped_back = False

    def listen(self) -> None:
        """Hear orders, settings, and who else uses this name."""
        for spec, heard in (
            (topics.TWIN, self._twin),
            (topics.ORDER, self._order),
            (topics.CONFIG, self._config),
        ):
            self._wire.subscribe(self._topic(spec), heard)

    def _twin(self, received: Any) -> None:
        """The server says which of two processes of this name is the second one."""
        told = m.decode(m.Twin, received.payload)
        if told.session != self._presence.session or self._stepped_back:
            return
        self._stepped_back = True
        log.error(
            "another device uses the name %s and was here first: this one steps back. Give it a "
            "name of its own (luot device add), then restart it",
            self._presence.device,
        )
        # The link cannot be stopped from its own thread, which waits for its end.
        threading.Thread(target=self._on_second, name="step-back", daemon=True).start()

    def _order(self, received: Any) -> None:
        order = m.decode(m.Order, received.payload)
        why_not = self._book.judge(order, self._clock())
        if why_not == "again":
            return
        act = self._acts.get(order.act)
        if why_not is None and act is not None:
            act(lambda reason: self._tell_done(order.id, reason))
            return
        self._tell_done(order.id, why_not or "cannot")

    def _tell_done(self, id: str, why_not: str | None) -> None:
        done = m.OrderDone(v=1, id=id, ok=why_not is None, reason=why_not)
        self._wire.publish(self._topic(topics.ORDER_DONE), m.encode(done))

    def _config(self, received: Any) -> None:
        """Follow what is told last; say so each time, for the server may be a new one."""
        told = m.decode(m.DeviceSettings, received.payload)
        wrong = "; ".join(tuning.faults(self._role, told.settings)) or self._follow(told.settings)
        done = m.DeviceApplied(v=1, rev=told.rev, ok=not wrong, reason=(wrong or "")[:200] or None)
        topic = self._topic(topics.DEVICE_APPLIED)
        self._wire.publish(topic, m.encode(done), retain=True)

    def _topic(self, spec: topics.TopicSpec) -> str:
        return topics.build(self._presence.centre, spec, id=self._presence.device)
