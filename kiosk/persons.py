"""A card's number becomes a keyed hash at once, with a key that nobody has tomorrow."""

from __future__ import annotations

import hashlib
import hmac
import threading

from broker.messages import PersonKey

HASH_CHARS = 32
"""128 bits: enough that two people of one day never meet."""


class Seal:
    """The day's key, in memory only. Without it nobody is told apart, and nobody is limited."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: bytes | None = None

    def take(self, told: PersonKey) -> None:
        """The server's key of today; the one before is forgotten."""
        with self._lock:
            self._key = told.key.encode()

    def forget(self) -> None:
        """The server is another one, or gone: its key means nothing."""
        with self._lock:
            self._key = None

    def close(self, number: str) -> str | None:
        """HMAC-SHA256 of a card's number, in hexadecimal; None without a key."""
        with self._lock:
            key = self._key
        if key is None:
            return None
        return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:HASH_CHARS]
