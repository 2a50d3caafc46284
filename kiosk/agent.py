"""The kiosk on the wire: touches become requests, replies become paper, paper is told.

One touch is one ticket: the request's id is made by the page, is sent again until an answer comes,
and is printed once, also over a restart.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PIL import Image

from broker import __version__, topics
from broker import messages as m
from broker.topics import TopicSpec
from kiosk.asking import Asking, Reply, parse_reply
from kiosk.errors import NoAnswer
from kiosk.hall import Hall
from kiosk.late import Late, Shown
from kiosk.outbox import Letter, Outbox
from kiosk.papers import Papers
from kiosk.persons import Seal
from kiosk.printers import Printer
from kiosk.reprints import Reprints
from kiosk.scanning import Scanning
from kiosk.settings import Settings

HEALTH_S = 60.0
LOOK_S = 1.0
"""How long to rest between looks at paper and heartbeat: a look takes 0.9 s at most, so that
everything is known within 2 s."""
NO_NAME = m.Bilingual(vi="", en="")
M = TypeVar("M", bound=m.Message)


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


class Agent:
    """One kiosk. ``touch`` may be called from any thread."""

    def __init__(
        self, settings: Settings, wire: Wire, printer: Printer, outbox: Outbox, session: str
    ) -> None:
        self.settings = settings
        self.hall = Hall()
        self._wire, self._outbox, self._session = wire, outbox, session
        self._late = Late(self._print, self._is_done, self.hall.touch)
        self._asking = Asking(self._send_request, self._late.heard)
        self._papers = Papers(settings, printer, outbox, self._post, self.hall.touch)
        self.reprints = Reprints(self._papers, outbox, self._centre_name)
        self._seal = Seal()
        self.scanning = Scanning(
            self._seal,
            settings.priority_age,
            lambda: self.hall.day(time.monotonic()),
            self.hall.touch,
        )
        self._stopped = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="kiosk-watch", daemon=True)
        self._began_s = time.monotonic()

    def start(self) -> None:
        """Listen, and watch the paper."""
        self._hear(topics.TIME, m.Heartbeat, lambda t: self.hall.beat(t, time.monotonic()))
        self._hear(topics.CENTRE, m.CentreInfo, self.hall.tell_centre)
        self._hear(topics.CATALOGUE, m.Catalogue, self.hall.tell_zone)
        own = topics.build(self.settings.centre, topics.KIOSK_REPLY, id=self.settings.id)
        self._wire.subscribe(own, lambda received: self._asking.heard(received.payload))
        key = topics.build(self.settings.centre, topics.PERSON_KEY, id=self.settings.id)
        self._wire.subscribe(
            key, lambda heard: self._seal.take(m.decode(m.PersonKey, heard.payload))
        )
        reprint = topics.build(self.settings.centre, topics.KIOSK_REPRINT, id=self.settings.id)
        self._wire.subscribe(
            reprint, lambda heard: self.reprints.heard(m.decode(m.Reprint, heard.payload))
        )
        self.reprints.resume()
        self._watching.start()

    def stop(self) -> None:
        """End the watch."""
        self._stopped.set()
        self._watching.join(LOOK_S * 2)
        self._late.stop()
        self._papers.stop()

    def on_link(self, up: bool) -> None:
        """The broker came or went: what was not delivered is sent again."""
        if not up:
            self.hall.lose()
            return
        for letter in self._outbox.pending():
            self._post(letter)

    @property
    def online(self) -> bool:
        """Does the server live, as far as this kiosk can tell?"""
        return self.hall.lives(time.monotonic())

    @property
    def paper(self) -> str:
        """``ok``, ``low``, ``out`` or ``unknown``."""
        return self._papers.state

    @property
    def trouble(self) -> str | None:
        """Why no paper comes, or comes late: one of ``statuses.Trouble``."""
        return self._papers.found.trouble

    @property
    def corrected(self) -> dict[str, bool]:
        """By request: whether a slip is on paper after all, where its touch was told otherwise."""
        return self._papers.corrected

    @property
    def last_slip(self) -> Image.Image | None:
        """The newest slip, as it is on paper."""
        return self._papers.last

    @property
    def late(self) -> list[Shown]:
        """Tickets whose answers came when no touch waited for them, oldest first."""
        return self._late.tickets

    def touch(self, request: m.KioskRequest) -> tuple[Reply, bool]:
        """The server's answer, and whether the ticket is on paper.

        Raises NoAnswer at once while the server is away, and after 12 s when it keeps silent.
        A repeat of an id gets its first ticket, without asking and without a second paper.
        """
        reply = self._remembered(request.id) or self._ask(request)
        if isinstance(reply, m.RefusalReply):
            return reply, False
        return reply, self._print(reply, request.lang)

    def _print(self, reply: m.TicketReply, lang: str) -> bool:
        return self._papers.print_once(reply, self._centre_name(), lang)

    def _centre_name(self) -> m.Bilingual:
        return self.hall.centre.name if self.hall.centre else NO_NAME

    def _ask(self, request: m.KioskRequest) -> Reply:
        if not self.online:
            raise NoAnswer("the server is away")
        self._late.asked(request)
        return self._asking.ask(request)

    def _is_done(self, request: str) -> bool:
        known = self._outbox.answered(request)
        return known is not None and known.printed

    def _remembered(self, request: str) -> Reply | None:
        known = self._outbox.answered(request)
        return parse_reply(known.reply) if known else None

    def _send_request(self, request: m.KioskRequest) -> None:
        topic = topics.build(self.settings.centre, topics.KIOSK_REQUEST, id=self.settings.id)
        self._wire.publish(topic, m.encode(request))

    def _post(self, letter: Letter) -> None:
        self._wire.publish(
            letter.topic, letter.payload, on_delivered=lambda: self._outbox.done(letter.id)
        )

    def _hear(self, spec: TopicSpec, kind: type[M], tell: Callable[[M], None]) -> None:
        filter = topics.subscription(self.settings.centre, spec)
        self._wire.subscribe(filter, lambda received: tell(m.decode(kind, received.payload)))

    def _watch(self) -> None:
        told_s = float("-inf")
        was_online, was_found = False, self._papers.found
        while not self._stopped.is_set():
            self._papers.look()
            if was_online != self.online:
                was_online = self.online
                self.hall.touch()
            if was_found != self._papers.found or time.monotonic() - told_s >= HEALTH_S:
                told_s, was_found = time.monotonic(), self._papers.found
                self._tell_health()
            self._stopped.wait(LOOK_S)

    def _tell_health(self) -> None:
        health = m.DeviceHealth.model_validate(
            {
                "session": self._session,
                "up_s": int(time.monotonic() - self._began_s),
                "paper": self.paper,
                "printer": self.settings.printer.split(":")[0],
                "trouble": self.trouble,
                "queue": len(self._outbox.pending()),
            }
        )
        topic = topics.build(self.settings.centre, topics.DEVICE_HEALTH, id=self.settings.id)
        self._wire.publish(topic, m.encode(health), retain=True)


def status(state: str, session: str) -> bytes:
    """Birth or last will: ``online`` or ``offline``."""
    told = {"state": state, "session": session, "version": __version__}
    return m.encode(m.DeviceStatus.model_validate(told))
