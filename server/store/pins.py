"""PINs as argon2id hashes: 2 passes over 19 MiB in one lane (the OWASP minimum), about 25 ms."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_pin() -> str:
    """Six digits at random, to be shown once."""
    return f"{secrets.randbelow(1_000_000):06d}"


def hash_pin(pin: str) -> str:
    """A salted hash. Slow on purpose: not for an event loop."""
    return _HASHER.hash(pin)


def matches(pin_hash: str | None, pin: str) -> bool:
    """Whether ``pin`` is the hashed one; takes as long when there is no hash to compare with."""
    try:
        return _HASHER.verify(pin_hash or _nobodys(), pin) and pin_hash is not None
    except VerificationError:
        return False


@cache
def _nobodys() -> str:
    return hash_pin(secrets.token_urlsafe())
