"""The kiosk on the wire: touches become requests, replies become paper, paper is told.

One touch is one ticket: the request's id is made by the page, is sent again until an answer comes,
and is printed once, also over a restart.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PIL import Image

from broker import __version__, topics
from broker import messages as m
from broker.errors import MessageRefused
from broker.topics import TopicSpec
from kiosk.drawing import draw
from kiosk.errors import NoAnswer, PaperError
from kiosk.hall import Hall
from kiosk.outbox import Outbox
from kiosk.printers import Printer
from kiosk.settings import Settings
from kiosk.slip import make_slip

RETRY_S = (0.0, 3.0, 6.0)
"""When a request is sent, and sent again, counted from the touch."""
ANSWER_S = 10.0
HEALTH_S = 60.0
PAPER_S = 2.0
log = logging.getLogger(__name__)
M = TypeVar("M", bound=m.Message)
Reply = m.TicketReply | m.RefusalReply


class Wire(Protocol):
    """What the agent needs of its link."""

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


@dataclass(slots=True)
class _Asked:
    """A request under way."""

    answered: threading.Event
    reply: Reply | None = None


class Agent:
    """One kiosk. ``touch`` may be called from any thread."""

    def __init__(
        self, settings: Settings, wire: Wire, printer: Printer, outbox: Outbox, session: str
    ) -> None:
        self.settings = settings
        self.hall = Hall()
        self.paper: str = "unknown"
        self.last_slip: Image.Image | None = None
        self._wire = wire
        self._printer = printer
        self._outbox = outbox
        self._session = session
        self._asked: dict[str, _Asked] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._began_s = time.monotonic()

    def start(self) -> None:
        """Listen, and watch the paper."""
        self._hear(topics.TIME, m.Heartbeat, lambda t: self.hall.beat(t, time.monotonic()))
        self._hear(topics.CENTRE, m.CentreInfo, self.hall.tell_centre)
        self._hear(topics.CATALOGUE, m.Catalogue, self.hall.tell_zone)
        own = topics.build(self.settings.centre, topics.KIOSK_REPLY, id=self.settings.id)
        self._wire.subscribe(own, lambda received: self._replied(received.payload))
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End the watch."""
        self._stopped.set()

    def on_link(self, up: bool) -> None:
        """The broker came or went: what was not delivered is sent again."""
        if not up:
            self.hall.lose()
            return
        for id, topic, payload in self._outbox.pending():
            self._send(id, topic, payload)

    @property
    def online(self) -> bool:
        """Does the server live, as far as this kiosk can tell?"""
        return self.hall.lives(time.monotonic())

    def touch(self, request: m.KioskRequest) -> Reply:
        """Ask for a ticket and print it. Raises NoAnswer when the server does not answer."""
        with self._lock:
            first = request.id not in self._asked
            asked = self._asked.setdefault(request.id, _Asked(threading.Event()))
        if first:
            self._ask(request, asked)
        elif not asked.answered.wait(ANSWER_S):
            raise NoAnswer("the server does not answer")
        if asked.reply is None:
            with self._lock:
                self._asked.pop(request.id, None)
            raise NoAnswer("the server does not answer")
        if isinstance(asked.reply, m.TicketReply):
            self._print(asked.reply, request.lang)
        return asked.reply

    def _ask(self, request: m.KioskRequest, asked: _Asked) -> None:
        topic = topics.build(self.settings.centre, topics.KIOSK_REQUEST, id=self.settings.id)
        sent_s = 0.0
        for at_s, until_s in zip(RETRY_S, (*RETRY_S[1:], ANSWER_S), strict=True):
            sent_s = at_s
            self._wire.publish(topic, m.encode(request))
            if asked.answered.wait(until_s - sent_s):
                return

    def _replied(self, payload: bytes) -> None:
        try:
            reply = _reply(payload)
        except MessageRefused as refused:
            log.warning("a reply was not understood: %s", refused)
            return
        with self._lock:
            asked = self._asked.get(reply.request)
        if asked is not None and not asked.answered.is_set():
            asked.reply = reply
            asked.answered.set()

    def _print(self, reply: m.TicketReply, lang: str) -> None:
        if not self._outbox.claim(reply.request, reply.model_dump_json()):
            return
        name = self.hall.centre.name if self.hall.centre else m.Bilingual(vi="", en="")
        centre = name.en if lang == "en" else name.vi
        slip = make_slip(reply, centre=centre, kiosk=self.settings.id, lang=lang)
        image = draw(slip, self.settings.width_mm)
        self.last_slip = image
        ok = True
        try:
            self._printer.print(image)
        except PaperError as error:
            ok = False
            log.error("ticket %s is not on paper: %s", reply.number, error)
        threading.Thread(target=self._tell_printed, args=(reply, ok), daemon=True).start()

    def _tell_printed(self, reply: m.TicketReply, ok: bool) -> None:
        self._look_at_paper()
        told = m.Printed.model_validate(
            {"id": f"p-{reply.request}"[:64], "ticket": reply.id, "ok": ok, "paper": self.paper}
        )
        topic = topics.build(self.settings.centre, topics.KIOSK_PRINTED, id=self.settings.id)
        payload = m.encode(told)
        self._send(self._outbox.put(topic, payload), topic, payload)

    def _send(self, id: int, topic: str, payload: bytes) -> None:
        self._wire.publish(topic, payload, on_delivered=lambda: self._outbox.done(id))

    def _hear(self, spec: TopicSpec, kind: type[M], tell: Callable[[M], None]) -> None:
        filter = topics.subscription(self.settings.centre, spec)
        self._wire.subscribe(filter, lambda received: tell(m.decode(kind, received.payload)))

    def _watch(self) -> None:
        told_s = float("-inf")
        was_online = False
        while not self._stopped.wait(PAPER_S / 2):
            self._look_at_paper()
            if was_online != self.online:
                was_online = self.online
                self.hall.touch()
            if time.monotonic() - told_s >= HEALTH_S:
                told_s = time.monotonic()
                self._tell_health()

    def _look_at_paper(self) -> None:
        paper = self._printer.state()
        if paper != self.paper:
            self.paper = paper
            self.hall.touch()

    def _tell_health(self) -> None:
        health = m.DeviceHealth.model_validate(
            {
                "session": self._session,
                "up_s": int(time.monotonic() - self._began_s),
                "paper": self.paper,
                "printer": self.settings.printer.split(":")[0],
                "queue": len(list(self._outbox.pending())),
            }
        )
        topic = topics.build(self.settings.centre, topics.DEVICE_HEALTH, id=self.settings.id)
        self._wire.publish(topic, m.encode(health), retain=True)


def _reply(payload: bytes) -> Reply:
    """A ticket carries a number, a refusal does not."""
    if b'"number"' in payload:
        return m.decode(m.TicketReply, payload)
    return m.decode(m.RefusalReply, payload)


def status(state: str, session: str) -> bytes:
    """Birth or last will."""
    told = {"state": state, "session": session, "version": __version__}
    return json.dumps(told).encode()
