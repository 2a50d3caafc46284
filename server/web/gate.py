"""The gate before the PIN check: guessing is slowed down, working is not."""

from __future__ import annotations

from flask_limiter import Limiter
from limits import RateLimitItemPerMinute
from werkzeug.exceptions import TooManyRequests

from server.web.security import ADDRESS_FAILURES

RETRY_S = 60


class Gate:
    """Counts failures by login and address, and by address over all logins.

    An attempt counts before the PIN is checked and is forgiven after, so that a hundred
    attempts at once are not checked before the first has failed.
    """

    def __init__(self, limiter: Limiter, failures_per_minute: int) -> None:
        self._limiter = limiter
        self._one = RateLimitItemPerMinute(failures_per_minute)
        self._all = RateLimitItemPerMinute(failures_per_minute * ADDRESS_FAILURES)

    def enter(self, login: str, address: str) -> None:
        """Count an attempt. Raises TooManyRequests when there were too many."""
        limits = self._limiter.limiter
        if not limits.test(self._all, "login", address):
            raise TooManyRequests(retry_after=RETRY_S)
        if not limits.hit(self._one, "login", login, address):
            raise TooManyRequests(retry_after=RETRY_S)

    def passed(self, login: str, address: str) -> None:
        """The PIN was right: the attempts before it count no more."""
        self._limiter.limiter.clear(self._one, "login", login, address)

    def failed(self, address: str) -> None:
        """The PIN was wrong: the address is watched too."""
        self._limiter.limiter.hit(self._all, "login", address)
