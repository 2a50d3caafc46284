"""Asking the server for a ticket: the same request id, again and again, until an answer comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from itertools import pairwise

from broker import messages as m
from broker.errors import MessageRefused
from kiosk.errors import NoAnswer

RETRY_S = (0.0, 3.0, 9.0)
"""When a request is sent, and sent again, in seconds after the touch: pauses of 3 s, then 6 s."""
ALONE_S = 1.4
"""When a kiosk that has numbers of its own stops waiting, so that it is alone within 1.5 s."""
ANSWER_S = 12.0
"""When the citizen is told that the server does not answer, and this kiosk has no number either."""
log = logging.getLogger(__name__)
Reply = m.TicketReply | m.RefusalReply
Instead = Callable[[], Reply]


class Pending:
    """One request under way; every touch with its id waits for the same end."""

    def __init__(self) -> None:
        self.answered = threading.Event()
        self.reply: Reply | None = None

    def tell(self, reply: Reply) -> None:
        """The first answer counts."""
        if not self.answered.is_set():
            self.reply = reply
            self.answered.set()


class Asking:
    """The requests under way. ``send`` puts one on the wire; any thread may ask.

    A ticket that comes when nobody waits for it any more goes to ``on_late``: it exists.
    ``is_ours`` keeps a ticket that came, and says whether it is the one of its touch: a touch that
    was answered by the kiosk alone has another. All of that happens one at a time.
    """

    def __init__(
        self,
        send: Callable[[m.KioskRequest], None],
        on_late: Callable[[m.TicketReply], None] = lambda _: None,
        is_ours: Callable[[m.TicketReply], bool] = lambda _: True,
    ) -> None:
        self._send, self._on_late, self._is_ours = send, on_late, is_ours
        self._pending: dict[str, Pending] = {}
        self._lock = threading.RLock()

    def ask(self, request: m.KioskRequest, instead: Instead | None = None) -> Reply:
        """The server's answer, or after 1.4 s what ``instead`` gives.

        Raises NoAnswer after 12 s when there is no ``instead``; asking again later is harmless.
        """
        with self._lock:
            pending = self._pending.get(request.id)
            first = pending is None
            if pending is None:
                pending = self._pending[request.id] = Pending()
        if first:
            self._run(request, pending, instead)
        else:
            pending.answered.wait(ANSWER_S)
        if pending.reply is None:
            raise NoAnswer("the server does not answer")
        return pending.reply

    def settle(self, request: str, instead: Instead) -> Reply:
        """What ``instead`` gives, also to those who wait for an answer from the server."""
        with self._lock:
            reply = instead()
            if (pending := self._pending.get(request)) is not None:
                pending.tell(reply)
            return reply

    def heard(self, payload: bytes) -> None:
        """A message on the reply topic."""
        try:
            reply = parse_reply(payload)
        except MessageRefused as refused:
            log.warning("a reply was not understood: %s", refused)
            return
        with self._lock:
            if isinstance(reply, m.TicketReply) and not self._is_ours(reply):
                return
            pending = self._pending.get(reply.request)
            if pending is not None:
                pending.tell(reply)
                return
        if isinstance(reply, m.TicketReply):
            self._on_late(reply)

    def _run(self, request: m.KioskRequest, pending: Pending, instead: Instead | None) -> None:
        try:
            self._repeat(request, pending, ALONE_S if instead else ANSWER_S)
        finally:
            with self._lock:
                try:
                    if pending.reply is None and instead is not None:
                        pending.reply = instead()
                finally:
                    del self._pending[request.id]
                    pending.answered.set()

    def _repeat(self, request: m.KioskRequest, pending: Pending, limit_s: float) -> None:
        times_s = [at_s for at_s in RETRY_S if at_s < limit_s]
        for at_s, until_s in pairwise((*times_s, limit_s)):
            self._send(request)
            if pending.answered.wait(until_s - at_s):
                return


def parse_reply(payload: bytes) -> Reply:
    """A ticket, which carries a number, or a refusal. Raises MessageRefused."""
    if b'"number"' in payload:
        return m.decode(m.TicketReply, payload)
    return m.decode(m.RefusalReply, payload)
