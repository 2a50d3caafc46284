"""Calling for staff: one call at a time, and what the desk says to it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Literal

from broker import messages as m

State = Literal["none", "asked", "coming"]
UNHEARD_S = 30.0
"""A call that the desk has not acknowledged by then may be made again, under the same id."""


class Calling:
    """``send`` puts a call on the wire; ``on_news`` runs when the state changes. Any thread."""

    def __init__(self, send: Callable[[m.KioskAlert], None], on_news: Callable[[], None]) -> None:
        self._send, self._on_news = send, on_news
        self._lock = threading.Lock()
        self._told: tuple[int, int] = (-1, -1)
        self._id, self._sent_s = "", float("-inf")
        self.state: State = "none"

    def call(self) -> State:
        """Somebody pressed the button; a press while a call lives is the same call."""
        with self._lock:
            if self.state == "coming":
                return self.state
            if self.state == "none" or not self._id:
                self._id = f"help-{secrets.token_hex(8)}"
            elif time.monotonic() - self._sent_s < UNHEARD_S:
                return self.state
            self.state, self._sent_s = "asked", time.monotonic()
            alert = m.KioskAlert(v=1, id=self._id, kind="help")
        self._send(alert)
        self._on_news()
        return "asked"

    def heard(self, told: m.DeskAnswer) -> None:
        """The desk's newest word; an older one that comes late is dropped."""
        with self._lock:
            if (told.ep, told.rev) < self._told:
                return
            self._told = (told.ep, told.rev)
            changed = self.state != told.help
            self.state = told.help
            if told.help == "none":
                self._id = ""
        if changed:
            self._on_news()
