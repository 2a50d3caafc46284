"""Codes of appointments: what a citizen writes down, and what the server keeps of it.

A code is drawn at random and told once. Kept is only its keyed hash, the appointment's id, so that
neither the journal nor a backup of it opens anybody's appointment.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without those that look like another one: 0 and O, 1 and I."""
LENGTH = 8
"""Of 32 signs: 40 bits, and wrong guesses are counted."""
_ID_CHARS = 24


def new_code() -> str:
    """A code at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain(text: str) -> str | None:
    """A code as it was typed or scanned, without hyphen and spaces, or None when it is none."""
    code = text.upper().replace("-", "").replace(" ", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def shown(code: str) -> str:
    """A code as people read it: K7MP-4XQ2."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


class Codes:
    """Makes ids of codes, by a key that never leaves the centre."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def id_of(self, code: str) -> str:
        """The id of the appointment that this code opens, if there is one."""
        return hmac.new(self._key, code.encode(), sha256).hexdigest()[:_ID_CHARS]
