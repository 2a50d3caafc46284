"""Asking the server for a ticket: the same request id, again and again, until an answer comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from broker import messages as m
from broker.errors import MessageRefused
from kiosk.errors import NoAnswer

RETRY_S = (0.0, 3.0, 9.0)
"""When a request is sent, and sent again, in seconds after the touch: pauses of 3 s, then 6 s."""
ANSWER_S = 12.0
"""When the citizen is told that the server does not answer."""
log = logging.getLogger(__name__)
Reply = m.TicketReply | m.RefusalReply


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
    """

    def __init__(
        self,
        send: Callable[[m.KioskRequest], None],
        on_late: Callable[[m.TicketReply], None] = lambda _: None,
    ) -> None:
        self._send, self._on_late = send, on_late
        self._pending: dict[str, Pending] = {}
        self._lock = threading.Lock()

    def ask(self, request: m.KioskRequest) -> Reply:
        """The server's answer. Raises NoAnswer after 12 s; asking again later is harmless."""
        with self._lock:
            pending = self._pending.get(request.id)
            first = pending is None
            if pending is None:
                pending = self._pending[request.id] = Pending()
        try:
            if first:
                self._repeat(request, pending)
            else:
                pending.answered.wait(ANSWER_S)
        finally:
            if first:
                with self._lock:
                    del self._pending[request.id]
                    pending.answered.set()
        if pending.reply is None:
            raise NoAnswer("the server does not answer")
        return pending.reply

    def heard(self, payload: bytes) -> None:
        """A message on the reply topic."""
        try:
            reply = parse_reply(payload)
        except MessageRefused as refused:
            log.warning("a reply was not understood: %s", refused)
            return
        with self._lock:
            pending = self._pending.get(reply.request)
            if pending is not None:
                pending.tell(reply)
                return
        if isinstance(reply, m.TicketReply):
            self._on_late(reply)

    def _repeat(self, request: m.KioskRequest, pending: Pending) -> None:
        for at_s, until_s in zip(RETRY_S, (*RETRY_S[1:], ANSWER_S), strict=True):
            self._send(request)
            if pending.answered.wait(until_s - at_s):
                return


def parse_reply(payload: bytes) -> Reply:
    """A ticket, which carries a number, or a refusal. Raises MessageRefused."""
    if b'"number"' in payload:
        return m.decode(m.TicketReply, payload)
    return m.decode(m.RefusalReply, payload)
