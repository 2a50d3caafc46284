"""PINs as argon2id hashes: 2 passes over 19 MiB in one lane (the OWASP minimum), about 25 ms."""

from __future__ import annotations

import secrets
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_pin() -> str:
    """Six digits at random, to be shown once."""
    return f"{secrets.randbelow(1_000_000):06d}"


def is_weak(secret: str, login: str) -> bool:
    """Is it among the first that somebody would try: one figure, a row of them, the login?"""
    steps = {(ord(b) - ord(a)) for a, b in pairwise(secret)}
    half = len(secret) // 2
    twice = len(secret) % 2 == 0 and secret[:half] == secret[half:]
    return steps <= {0} or steps in ({1}, {-1}) or twice or secret.casefold() == login.casefold()


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
