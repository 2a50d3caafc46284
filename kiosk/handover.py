"""Handing over what was issued alone: the oldest first, one at a time, until the server has it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from broker import messages as m
from kiosk.rolls import Roll

RESEND_S = 3.0
"""How long an answer is waited for before a ticket is told again."""
END_S = 5.0
log = logging.getLogger(__name__)


class Handover:
    """A thread of its own. ``send`` tells the server a ticket; ``on_taken`` hears of each end.

    The server takes each request id once, so telling again is harmless; and it hears of a ticket
    only when it has answered for the one before, so the order is kept.
    """

    def __init__(
        self,
        roll: Roll,
        is_online: Callable[[], bool],
        send: Callable[[m.IssuedAlone], None],
        on_taken: Callable[[str], None],
    ) -> None:
        self._roll, self._is_online, self._send, self._on_taken = roll, is_online, send, on_taken
        self._news = threading.Condition()
        self._stopped = False
        self._fresh = True
        self._thread = threading.Thread(target=self._run, name="kiosk-handover", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is left is told the next time."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        self._thread.join(END_S)

    def wake(self) -> None:
        """There may be something to do: the server is back, or a ticket was issued."""
        with self._news:
            self._fresh = True
            self._news.notify_all()

    def heard(self, taken: m.Taken) -> None:
        """The server has a ticket, or refuses it."""
        ticket = self._roll.settle(taken)
        if ticket is None:
            return
        if not taken.ok:
            log.error("a ticket issued alone is refused (%s): request %s", taken.code, taken.id)
        self._on_taken(ticket)
        self.wake()

    def _run(self) -> None:
        while not self._stopped:
            told = self._roll.next_to_tell() if self._is_online() else None
            if told is not None:
                self._send(told)
            with self._news:
                self._news.wait_for(lambda: self._fresh or self._stopped, RESEND_S)
                self._fresh = False
