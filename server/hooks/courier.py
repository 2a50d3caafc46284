"""Telling webhooks: out of the journal, each hook in order, a slow one in nobody's way.

The journal is the queue: what a hook was told stands in its row, so that a restart or a power cut
in the middle at worst tells one event twice, under the same id. Nothing is told before its commit.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from pydantic_core import to_json

from server.domain.facts import to_ms
from server.hooks import events
from server.hooks.signing import HEADER, signature
from server.runtime import Runtime
from server.store.hooks import Hook, HookBook
from server.store.store import Store

LOOK_S = 0.5
MOST = 100
"""Events of one look; the next look goes on behind them."""
FAR = 1000
"""So many facts with nothing for a hook are noted in its row, for the next start."""
FIRST_AGAIN_S, LAST_AGAIN_S = 1.0, 600.0
"""How long a receiver that failed is left alone: at first, and at the most."""
log = logging.getLogger(__name__)


class Sends(Protocol):
    """What hands over one delivery."""

    def send(self, url: str, body: bytes, headers: dict[str, str]) -> str: ...


class Courier:
    """Tells every hook what it wants to know. ``start`` begins, looks come by themselves."""

    def __init__(
        self,
        store: Store,
        runtime: Runtime,
        sender: Sends,
        centre: Callable[[], str],
        now: Callable[[], datetime],
        tally: Callable[[bool], None] = lambda taken: None,
    ) -> None:
        """``tally`` hears of every delivery whether it was taken."""
        self._store, self._runtime, self._sender = store, runtime, sender
        self._centre, self._now, self._tally = centre, now, tally
        self._book = HookBook(store)
        self._at_work: set[str] = set()
        self._looked: dict[str, int] = {}
        self.failing = self.behind = 0

    def start(self) -> None:
        """Look for news from now on."""
        self._runtime.every(LOOK_S, self.look)

    def look(self) -> None:
        """Begin to tell every hook that is free and whose time has come."""
        hooks, now_ms = self._book.all(), to_ms(self._now())
        self.failing = sum(one.fails > 0 and not one.paused for one in hooks)
        with self._store.read() as db:
            newest = int(db.execute("select coalesce(max(seq), 0) from journal").fetchone()[0])
        ready = [one for one in hooks if not one.paused]
        self.behind = max((newest - self._done(one) for one in ready), default=0)
        for one in ready:
            free = one.id not in self._at_work and one.next_ms <= now_ms
            if free and self._done(one) < newest:
                self._at_work.add(one.id)
                self._runtime.spawn(lambda hook=one: self._work(hook, newest))  # type: ignore[misc]

    def _done(self, hook: Hook) -> int:
        return max(hook.told_seq, self._looked.get(hook.id, 0))

    def _work(self, hook: Hook, newest: int) -> None:
        try:
            self.tell(hook, newest)
        finally:
            self._at_work.discard(hook.id)

    def tell(self, hook: Hook, newest: int) -> None:
        """Tell one hook what waits for it, up to the fact ``newest``, until it fails."""
        for event in (waiting := self._runtime.offload(self._waiting, hook)):
            error = self.deliver(hook, event)
            self._tally(not error)
            if error:
                self._failed(hook, error)
                return
            self._book.took(hook.id, event.seq, to_ms(self._now()))
        if len(waiting) < MOST:
            self._looked[hook.id] = newest
            if newest - hook.told_seq > FAR:
                self._book.passed(hook.id, newest)

    def _waiting(self, hook: Hook) -> list[events.Event]:
        with self._store.read() as db:
            return events.after(db, self._centre(), self._done(hook), hook.events, MOST)

    def deliver(self, hook: Hook, event: events.Event) -> str:
        """Hand one event over; empty when it was taken, else what went wrong."""
        return deliver(self._sender, hook, event, self._now())

    def _failed(self, hook: Hook, error: str) -> None:
        again_s = min(FIRST_AGAIN_S * 2 ** min(hook.fails, 20), LAST_AGAIN_S)
        again_s *= 1 + random.random() / 4
        self._book.failed(hook.id, error, to_ms(self._now()) + int(again_s * 1000))
        log.warning("webhook %s: %s; again in %.0f s", hook.id, error, again_s)


def deliver(sender: Sends, hook: Hook, event: events.Event, at: datetime) -> str:
    """Sign an event with the time ``at`` and hand it over, as Courier.deliver."""
    body = to_json(event.body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Luot",
        "Luot-Event": event.name,
        "Luot-Delivery": event.body["id"],
        HEADER: signature(hook.secret, int(at.timestamp()), body),
    }
    return sender.send(hook.url, body, headers)
