"""The kiosk on the wire: touches become requests, replies become paper, paper is told.

One touch is one ticket: the request's id is made by the page, is sent again until an answer comes,
and is printed once, also over a restart.
"""

from __future__ import annotations

import threading
import time

from PIL import Image

from broker import messages as m
from broker import topics
from broker.presence import Presence
from broker.vitals import vitals
from kiosk.asking import Asking, Reply, parse_reply
from kiosk.calling import Calling
from kiosk.errors import NoAnswer
from kiosk.hall import Hall
from kiosk.late import Late, Shown
from kiosk.layouts import Layouts
from kiosk.orders import KioskOrders
from kiosk.outbox import Letter, Outbox
from kiosk.papers import Papers
from kiosk.persons import Seal
from kiosk.printers import Printer
from kiosk.procedures import Lookup
from kiosk.reprints import Reprints
from kiosk.says import Says, Wire
from kiosk.scanning import Scanning
from kiosk.settings import Settings
from kiosk.solo import Solo
from kiosk.voice import find_voice

HEALTH_S = 60.0
EXHAUSTED = "series-exhausted"
"""The server has no number left, but this kiosk may hold some."""
LOOK_S = 1.0
"""How long to rest between looks at paper and heartbeat: a look takes 0.9 s at most, so that
everything is known within 2 s."""
NO_NAME = m.Bilingual(vi="", en="")


class Agent:
    """One kiosk. ``touch`` may be called from any thread."""

    def __init__(
        self, settings: Settings, wire: Wire, printer: Printer, outbox: Outbox, session: str
    ) -> None:
        self.settings = settings
        self.hall = Hall()
        self._wire, self._outbox, self._session = wire, outbox, session
        self._says = Says(wire, settings.centre, settings.id)
        self._late = Late(self._print, self._is_done, self.hall.touch)
        self._asking = Asking(
            lambda asked: self._says.say(topics.KIOSK_REQUEST, asked),
            self._late.heard,
            self._is_ours,
        )
        self.solo = Solo(self._says, self.hall, outbox, self._post)
        self.layouts = Layouts(settings, wire, self.hall)
        self._papers = Papers(
            settings, printer, outbox, self._post, self.hall.touch, lambda: self.layouts.template
        )
        self.reprints = Reprints(self._papers, outbox, self._centre_name)
        presence = Presence(settings.centre, settings.id, session)
        self.orders = KioskOrders(wire, presence, self.hall, self._papers, settings.width_mm)
        self._seal = Seal()
        self.scanning = Scanning(
            self._seal,
            settings.priority_age,
            lambda: self.hall.day(time.monotonic()),
            self.hall.touch,
        )
        self.lookup = Lookup(settings, wire, self.hall)
        self.voice = find_voice(settings.voice)
        self.calling = Calling(
            lambda alert: self._says.say(topics.KIOSK_ALERT, alert), self.hall.touch
        )
        self._stopped = threading.Event()
        self._watching = threading.Thread(target=self._watch, name="kiosk-watch", daemon=True)
        self._began_s = self.looked_s = time.monotonic()

    def start(self) -> None:
        """Listen, and watch the paper."""
        self.lookup.start()
        self.layouts.start()
        self._says.hear_own(topics.PERSON_KEY, m.PersonKey, self._seal.take)
        self._says.hear_raw(topics.KIOSK_REPLY, self._asking.heard)
        self.solo.start()
        self._says.hear_own(topics.KIOSK_DESK, m.DeskAnswer, self.calling.heard)
        self._says.hear_own(topics.KIOSK_REPRINT, m.Reprint, self.reprints.heard)
        self.orders.start()
        self.reprints.resume()
        self._watching.start()

    def stop(self) -> None:
        """End the watch."""
        self._stopped.set()
        self.solo.stop()
        self._watching.join(LOOK_S * 2)
        self._late.stop()
        self.lookup.stop()
        self.layouts.stop()
        self._papers.stop()

    def on_link(self, up: bool) -> None:
        """The broker came or went: what was not delivered is sent again."""
        self.solo.on_link(up)
        if not up:
            self.hall.lose()
            return
        self._post_all()

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
    def stopped_ms(self) -> int | None:
        """Since when no paper comes, on the hall's clock; None while it comes."""
        return self.hall.now_ms(self._papers.found_s) if self.trouble else None

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
        """The server's answer, or this kiosk's own, and whether the ticket is on paper.

        While the server is away the number comes out of the lease at once, and after 1.4 s when it
        keeps silent. Raises LeaseUsedUp without a number to give, and NoAnswer (after 12 s while
        the server lives) without a lease. A repeat of an id gets its first ticket, without asking
        and without a second paper.
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
        if self.orders.is_second:
            raise NoAnswer("another kiosk has this name")
        if not self.online and request.booking:
            raise NoAnswer("only the server knows appointments")
        if not self.online:
            return self._asking.settle(request.id, lambda: self._issue(request))
        self._late.asked(request)
        if not self.solo.can_issue(request.group):
            return self._asking.ask(request)
        reply = self._asking.ask(request, lambda: self._issue(request))
        if isinstance(reply, m.RefusalReply) and reply.code == EXHAUSTED:
            return self._asking.settle(request.id, lambda: self._issue(request))
        return reply

    def _issue(self, request: m.KioskRequest) -> Reply:
        """A number of our own; the asking is held up meanwhile, so that no other one comes in."""
        return self._remembered(request.id) or self.solo.issue(request)

    def _is_ours(self, reply: m.TicketReply) -> bool:
        """Keep the first ticket of a touch; another one is a ghost, which the server withdraws."""
        self._outbox.answer(reply.request, m.encode(reply))
        known = self._remembered(reply.request)
        return isinstance(known, m.TicketReply) and known.id == reply.id

    def _is_done(self, request: str) -> bool:
        known = self._outbox.answered(request)
        return known is not None and known.printed

    def _remembered(self, request: str) -> Reply | None:
        known = self._outbox.answered(request)
        return parse_reply(known.reply) if known else None

    def _post_all(self) -> None:
        for letter in self._outbox.pending():
            self._post(letter)

    def _post(self, letter: Letter) -> None:
        """Say it, unless it is about a ticket that the server does not know of yet."""
        if self.solo.holds_back(letter):
            return
        self._wire.publish(
            letter.topic, letter.payload, on_delivered=lambda: self._outbox.done(letter.id)
        )

    def _watch(self) -> None:
        told_s = float("-inf")
        was_online, was_found = False, self._how()
        while not self._stopped.is_set():
            self._papers.look()
            self.looked_s = time.monotonic()
            if was_online != self.online:
                was_online = self.online
                self.hall.touch()
            if was_found != self._how() or time.monotonic() - told_s >= HEALTH_S:
                told_s, was_found = time.monotonic(), self._how()
                self._tell_health()
            self._stopped.wait(LOOK_S)

    def _how(self) -> tuple[object, ...]:
        """What the server hears of within a second."""
        return self._papers.found, self.layouts.version, self.layouts.error

    def _tell_health(self) -> None:
        health = m.DeviceHealth.model_validate(
            {
                "session": self._session,
                "up_s": int(time.monotonic() - self._began_s),
                "paper": self.paper,
                "printer": self.settings.printer.split(":")[0],
                "trouble": self.trouble,
                "queue": len(self._outbox.pending()),
                "layout": self.layouts.version,
                "layout_error": self.layouts.error,
                **self.solo.counts(),
                **vitals(),
            }
        )
        self._says.say(topics.DEVICE_HEALTH, health)
