"""Slowing down whoever guesses codes of appointments."""

from __future__ import annotations

from flask import request
from flask_limiter import Limiter
from limits import RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from server.domain.booking import Booking
from server.domain.booking_visit import known
from server.domain.errors import Refused
from server.web import auth
from server.web.context import context

PER_MINUTE = 20
"""Wrong codes of one address before it has to wait."""
RETRY_S = 60


class Guesses:
    """Counts wrong codes by address; kiosks and staff are not counted."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._wrong = RateLimitItemPerMinute(PER_MINUTE)

    def find(self, code: str) -> tuple[Booking, str]:
        """The appointment of a code, and the code without hyphens.

        Raises Refused("unknown-booking"), or TooManyRequests after too many of these.
        """
        parts, address = context(), request.remote_addr or ""
        counted = not auth.caller().known
        if counted and not self._limiter.limiter.test(self._wrong, "booking", address):
            raise TooManyRequests(retry_after=RETRY_S)
        try:
            plain, id = parts.desk.read_code(code)
            return known(parts.desk.snapshot().hall, id), plain
        except Refused:
            if counted:
                self._limiter.limiter.hit(self._wrong, "booking", address)
            raise
