"""Answers that nobody waited for any more: a number that exists is printed, and shown, once."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from broker.messages import KioskRequest, TicketReply

KEPT = 4
"""How many late tickets the page can be told of at once."""
KEPT_LANGUAGES = 500
DEFAULT_LANG = "vi"
log = logging.getLogger(__name__)
Shown = tuple[TicketReply, bool]
"""A ticket, and whether it is on paper."""


class Late:
    """Prints late tickets one after the other, away from the link's thread.

    ``print_once`` takes a ticket and a language; ``is_done`` says whether the paper of a request is
    done with; ``on_news`` is called after each ticket.
    """

    def __init__(
        self,
        print_once: Callable[[TicketReply, str], bool],
        is_done: Callable[[str], bool],
        on_news: Callable[[], None],
    ) -> None:
        self._print_once, self._is_done, self._on_news = print_once, is_done, on_news
        self._languages: dict[str, str] = {}
        self._tickets: deque[Shown] = deque(maxlen=KEPT)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="kiosk-late")

    def asked(self, request: KioskRequest) -> None:
        """Remember in which language an answer is to be printed, however late it comes."""
        self._languages[request.id] = request.lang
        while len(self._languages) > KEPT_LANGUAGES:
            del self._languages[next(iter(self._languages))]

    def heard(self, reply: TicketReply) -> None:
        """A ticket for a touch that nobody waits for. Returns at once."""
        if not self._is_done(reply.request):
            self._worker.submit(self._print, reply).add_done_callback(_tell_failure)

    @property
    def tickets(self) -> list[Shown]:
        """The newest late tickets, the oldest of them first."""
        return list(self._tickets)

    def stop(self) -> None:
        """End after what is being printed."""
        self._worker.shutdown(wait=True)

    def _print(self, reply: TicketReply) -> None:
        if self._is_done(reply.request):
            return
        lang = self._languages.get(reply.request, DEFAULT_LANG)
        self._tickets.append((reply, self._print_once(reply, lang)))
        self._on_news()


def _tell_failure(done: Future[None]) -> None:
    if error := done.exception():
        log.error("a late ticket is not on paper: %s", error)
