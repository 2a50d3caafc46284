"""Keeping the kiosk's list of procedures that of the hall: fetched part by part over the wire.

Everything happens in one thread, message after message. A part that does not come is asked for
again, while the server lives; what is here already stays here, over cuts and restarts.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from broker import messages as m
from broker import topics
from broker.catalogue.finder import GroupPage, Held, Page
from broker.errors import MessageRefused
from kiosk.hall import Hall
from kiosk.library import Library
from kiosk.settings import Settings

RETRY_S = 3.0
"""How long a part may take before it is asked for again."""
SHUN_S = 300.0
"""After a list that cannot be used, how long nothing is asked for."""
log = logging.getLogger(__name__)


class Wire(Protocol):
    """What the lookup needs of the link."""

    def subscribe(self, filter: str, handler: Callable[[Any], None]) -> Callable[[], None]: ...

    def publish(self, topic: str, payload: bytes, *, qos: int = 1) -> None: ...


class Lookup:
    """Finds procedures, also while the server is away. Before ``start`` there are none."""

    def __init__(self, settings: Settings, wire: Wire, hall: Hall) -> None:
        self._settings, self._wire, self._hall = settings, wire, hall
        self._library: Library | None = None
        self._told: m.ProceduresInForce | None = None
        self._not_before_s = 0.0
        self._inbox: queue.SimpleQueue[m.Message | None] = queue.SimpleQueue()
        self._working = threading.Thread(target=self._work, name="kiosk-procedures", daemon=True)

    def start(self) -> None:
        """Open the kiosk's own list and follow the hall's. Raises BadSetting."""
        self._library = Library(self._settings.data / f"{self._settings.id}-procedures.db")
        for spec, kind in (
            (topics.PROCEDURES, m.ProceduresInForce),
            (topics.KIOSK_PART, m.Part),
        ):
            self._hear(topics.build(self._settings.centre, spec, id=self._settings.id), kind)
        self._working.start()

    def stop(self) -> None:
        """End, and close the list."""
        if self._library is not None:
            self._inbox.put(None)
            self._working.join()
            self._library.close()
            self._library = None

    def page(self, text: str, first: int, at_most: int) -> Page:
        """Procedures that ``text`` may mean."""
        if self._library is None:
            return Page(Held(), 0, None, [])
        return self._library.finder.page(text, first, at_most)

    def group(self, code: str, at_most: int) -> GroupPage:
        """What a group commonly asks for, and its first procedures."""
        if self._library is None:
            return GroupPage([], [], [])
        return self._library.finder.group(code, at_most)

    def _hear(self, topic: str, kind: type[m.Message]) -> None:
        self._wire.subscribe(
            topic, lambda received: self._inbox.put(m.decode(kind, received.payload))
        )

    def _work(self) -> None:
        while True:
            try:
                message = self._inbox.get(timeout=RETRY_S)
            except queue.Empty:
                self._ask()
                continue
            match message:
                case None:
                    return
                case m.ProceduresInForce():
                    self._follow(message)
                case m.Part():
                    self._take(message)

    def _follow(self, told: m.ProceduresInForce) -> None:
        """Fetch another list than ours. An older word is late, unless another server says it."""
        before, library = self._told, self._library
        is_late = before is not None and (told.ep, told.rev) < (before.ep, before.rev)
        if library is None or (is_late and told.ep != self._hall.beat_ep):
            return
        self._told = told
        held = library.held
        if told.digest == held.digest:
            if told.version != held.version:
                library.rename(told.version)
                self._hall.touch()
        elif told.version == 0:
            library.empty()
            self._hall.touch()
        elif before is None or before.digest != told.digest or is_late:
            self._ask()

    def _take(self, part: m.Part) -> None:
        told, library = self._told, self._library
        if library is None or told is None or told.digest == library.held.digest:
            return
        if (part.version, part.parts) != (told.version, told.parts) or part.part >= told.parts:
            return
        library.put(told, part.part, part.data)
        if library.missing(told) is None:
            self._exchange(told, library)
        else:
            self._ask()

    def _exchange(self, told: m.ProceduresInForce, library: Library) -> None:
        try:
            library.take(told)
        except MessageRefused as error:
            log.error("%s; it is fetched anew in %.0f s", error, SHUN_S)
            library.forget_parts()
            self._not_before_s = time.monotonic() + SHUN_S
            return
        self._hall.touch()

    def _ask(self) -> None:
        """Ask for the first part that is missing, if any, while somebody may answer."""
        told, library = self._told, self._library
        if library is None or told is None or told.digest == library.held.digest:
            return
        now_s = time.monotonic()
        if now_s < self._not_before_s or not self._hall.lives(now_s):
            return
        part = library.missing(told)
        if part is None:
            self._exchange(told, library)
            return
        wish = m.Wanted(
            v=1,
            id=f"list-{told.version}-{part}",
            what="procedures",
            version=told.version,
            part=part,
        )
        topic = topics.build(self._settings.centre, topics.KIOSK_WANT, id=self._settings.id)
        self._wire.publish(topic, m.encode(wish))
