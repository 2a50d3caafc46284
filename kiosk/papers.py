"""From an answer to paper, once: slip, picture, printer, and the server told of it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from PIL import Image

from broker import messages as m
from broker import topics
from kiosk.drawing import draw
from kiosk.errors import PaperError
from kiosk.outbox import Letter, Outbox
from kiosk.printers import Printer
from kiosk.settings import Settings
from kiosk.slip import make_slip

log = logging.getLogger(__name__)


class Papers:
    """Prints one ticket at a time and knows how the paper is."""

    def __init__(
        self,
        settings: Settings,
        printer: Printer,
        outbox: Outbox,
        post: Callable[[Letter], None],
        on_change: Callable[[], None],
    ) -> None:
        self.state: str = "unknown"
        self.last: Image.Image | None = None
        self._settings, self._printer, self._outbox = settings, printer, outbox
        self._post, self._on_change = post, on_change
        self._one_at_a_time = threading.Lock()

    def print_once(self, reply: m.TicketReply, centre: m.Bilingual, lang: str) -> bool:
        """Print unless it was done before, also before a restart. True when it came out.

        A kiosk killed between paper and note prints the same ticket again when asked again: two
        papers of one number are harmless, none at all is not.
        """
        with self._one_at_a_time:
            self._outbox.answer(reply.request, m.encode(reply))
            done = self._outbox.answered(reply.request)
            if done is not None and done.printed:
                return done.on_paper
            name = centre.en if lang == "en" else centre.vi
            slip = make_slip(reply, centre=name, kiosk=self._settings.id, lang=lang)
            self.last = draw(slip, self._settings.width_mm)
            ok = self._try(self.last, reply.number)
            self._tell(reply, ok)
        return ok

    def look(self) -> None:
        """Ask the printer how the paper is; at most 2 s."""
        state = self._printer.state()
        if state != self.state:
            self.state = state
            self._on_change()

    def _try(self, image: Image.Image, number: int) -> bool:
        try:
            self._printer.print(image)
        except PaperError as error:
            log.error("ticket %s is not on paper: %s", number, error)
            self.look()
            return False
        return True

    def _tell(self, reply: m.TicketReply, ok: bool) -> None:
        told = m.Printed.model_validate(
            {"id": f"p-{reply.request}"[:64], "ticket": reply.id, "ok": ok, "paper": self.state}
        )
        topic = topics.build(self._settings.centre, topics.KIOSK_PRINTED, id=self._settings.id)
        self._post(self._outbox.printed(reply.request, topic, m.encode(told), ok=ok))
