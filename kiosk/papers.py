"""From an answer to paper, once: slip, picture, printer, and the server told of it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PIL import Image

from broker import messages as m
from broker import topics
from kiosk.drawing import draw
from kiosk.errors import PaperError
from kiosk.outbox import Letter, Outbox
from kiosk.printers import Printer
from kiosk.settings import Settings
from kiosk.slip import make_slip
from kiosk.statuses import Confirmed, Look
from kiosk.templates import Template

PATIENCE_S = 2.0
"""How long a touch waits for its paper. Then the number is shown, and the paper follows."""
KEPT_CORRECTIONS = 8
log = logging.getLogger(__name__)


class Papers:
    """Prints one ticket at a time and knows how the paper is.

    ``template`` is how slips look now. ``on_change`` is called when the paper changes; ``found_s``
    is when it did. ``corrected`` says by request how the newest slips ended whose touch had been
    told otherwise after 2 s.
    """

    def __init__(
        self,
        settings: Settings,
        printer: Printer,
        outbox: Outbox,
        post: Callable[[Letter], None],
        on_change: Callable[[], None],
        template: Callable[[], Template],
    ) -> None:
        self.found = Look()
        self.found_s = time.monotonic()
        self.corrected: dict[str, bool] = {}
        self.last: Image.Image | None = None
        self._settings, self._printer, self._outbox = settings, printer, outbox
        self._post, self._on_change = post, on_change
        self._template = template
        self._under_way: dict[str, Future[bool]] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="kiosk-paper")

    @property
    def state(self) -> str:
        """The paper: ``ok``, ``low``, ``out`` or ``unknown``."""
        return self.found.paper

    def print_once(self, reply: m.TicketReply, centre: m.Bilingual, lang: str) -> bool:
        """Print unless it was done before, also before a restart. True when it came out.

        A kiosk killed between paper and note prints the same ticket again when asked again: two
        papers of one number are harmless, none at all is not. After 2 s this no longer waits: True
        when the printer is at work, False when it is slow or stands still.
        """
        job = self.begin(reply, centre, lang)
        if isinstance(job, bool):
            return job
        try:
            return job.result(PATIENCE_S)
        except TimeoutError:
            self.look()
        told = self.found.trouble is None
        job.add_done_callback(lambda done: self._tell_otherwise(reply, told, done))
        return told

    def begin(
        self, reply: m.TicketReply, centre: m.Bilingual, lang: str, copied_at: str | None = None
    ) -> Future[bool] | bool:
        """The print job of a ticket, or how it ended long ago; ``copied_at`` marks a copy."""
        with self._lock:
            self._outbox.answer(reply.request, m.encode(reply))
            done = self._outbox.answered(reply.request)
            if done is not None and done.printed:
                return done.on_paper
            job = self._under_way.get(reply.request)
            if job is None:
                job = self._worker.submit(self._print, reply, centre, lang, copied_at)
                self._under_way[reply.request] = job
                job.add_done_callback(_tell_failure)
            return job

    def print_test(self, image: Image.Image, on_end: Callable[[bool], None]) -> None:
        """Print a picture that is no ticket, in its turn; ``on_end`` hears whether it came out."""
        self._worker.submit(lambda: on_end(self._try(image, "test") is not None))

    def look(self) -> None:
        """Ask the printer how it is; less than a second."""
        found = self._printer.look()
        if found != self.found:
            self.found, self.found_s = found, time.monotonic()
            self._on_change()

    def stop(self) -> None:
        """End after what is being printed."""
        self._worker.shutdown(wait=True)

    def _print(
        self, reply: m.TicketReply, centre: m.Bilingual, lang: str, copied_at: str | None
    ) -> bool:
        try:
            name = centre.en if lang == "en" else centre.vi
            slip = make_slip(
                reply, centre=name, kiosk=self._settings.id, lang=lang, copied_at=copied_at
            )
            self.last = draw(slip, self._settings.width_mm, self._template(), lang)
            confirmed = self._try(self.last, reply.number)
            self._tell(reply, confirmed)
        finally:
            with self._lock:
                self._under_way.pop(reply.request, None)
        return confirmed is not None

    def _try(self, image: Image.Image, number: int | str) -> Confirmed | None:
        try:
            return self._printer.print(image)
        except PaperError as error:
            log.error("ticket %s is not on paper: %s", number, error)
            self.look()
            return None

    def _tell(self, reply: m.TicketReply, confirmed: Confirmed | None) -> None:
        ok = confirmed is not None
        told = m.Printed.model_validate(
            {
                "id": f"p-{reply.request}"[:64],
                "ticket": reply.id,
                "ok": ok,
                "paper": self.state,
                "confirmed": confirmed,
            }
        )
        topic = topics.build(self._settings.centre, topics.KIOSK_PRINTED, id=self._settings.id)
        self._post(self._outbox.printed(reply.request, topic, m.encode(told), ok=ok))

    def _tell_otherwise(self, reply: m.TicketReply, told: bool, done: Future[bool]) -> None:
        if done.exception() is None and done.result() != told:
            newest = list(self.corrected.items())[1 - KEPT_CORRECTIONS :]
            self.corrected = {**dict(newest), reply.request: done.result()}
            self._on_change()


def _tell_failure(done: Future[bool]) -> None:
    if error := done.exception():
        log.error("a slip could not be made: %s", error)
