"""Officers and devices as the tables keep them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

OFFICER = (
    "select login, name, department, roles, pin_hash, counter, disabled,"
    " seconded_from, seconded_to, password_hash, must_change, unlocked from officer"
)
DEVICE = "select id, role, counters, zone, secret_hash, revoked from device"
OfficerRow = tuple[
    str, str, str, str, str, int | None, int, str | None, str | None, str | None, int, int
]


@dataclass(frozen=True, slots=True)
class Officer:
    """A person who signs in. ``stamp`` changes with their secrets, so that old sessions end.

    ``seconded_from`` and ``seconded_to`` are days (ISO), both included; None is without limit.
    ``must_change``: their secret was made for one sign-in, in which they choose another.
    ``unlocked`` counts how often they were freed from waiting after wrong tries.
    """

    login: str
    name: str
    department: str
    roles: frozenset[str]
    counter: int | None
    disabled: bool
    stamp: str
    seconded_from: str | None = None
    seconded_to: str | None = None
    has_password: bool = False
    must_change: bool = False
    unlocked: int = 0

    def not_begun(self, day: str) -> bool:
        """Whether their secondment begins after ``day``."""
        return self.seconded_from is not None and day < self.seconded_from

    def is_over(self, day: str) -> bool:
        """Whether their secondment ended before ``day``."""
        return self.seconded_to is not None and day > self.seconded_to

    def is_here(self, day: str) -> bool:
        """Whether they are seconded on ``day``."""
        return not (self.not_begun(day) or self.is_over(day))


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk, a display, a counter terminal or a monitor, and the counters it is bound to."""

    id: str
    role: str
    counters: frozenset[int]
    zone: str | None
    revoked: bool


def officer(row: OfficerRow) -> Officer:
    """The officer of a row."""
    login, name, department, roles, pin, counter, disabled = row[:7]
    begins, ends, password, change, unlocked = row[7:]
    return Officer(
        login,
        name,
        department,
        frozenset(json.loads(roles)),
        counter,
        bool(disabled),
        digest(pin + (password or ""))[:16],
        begins,
        ends,
        password is not None,
        bool(change),
        unlocked,
    )


def device(row: tuple[str, str, str, str | None, str, int]) -> Device:
    """The device of a row."""
    id, role, counters, zone, _, revoked = row
    return Device(id, role, frozenset(json.loads(counters)), zone, bool(revoked))


def digest(text: str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
