"""Who may use the hall: officers with a PIN, devices with a secret.

Everything that a request asks is answered from memory. Another process (``luot user``) may change
the tables, so the memory is read anew every few seconds.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from server.store.errors import StoreError
from server.store.keys import Writes
from server.store.pins import hash_pin, matches

ROLES = frozenset({"admin", "manager", "supervisor", "guide", "officer", "auditor"})
"""What an officer may be."""
DEVICE_ROLES = frozenset({"kiosk", "display", "terminal", "monitor"})
"""What a device may be."""
FRESH_S = 5.0
"""A change made by another process counts after this many seconds at the latest."""
SHORTEST_PIN = 6

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_DEVICE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_OFFICER = "select login, name, department, roles, pin_hash, counter, disabled from officer"
_LISTED_BY = {"officer": "user", "device": "device"}
_DEVICE = "select id, role, counters, zone, secret_hash, revoked from device"


class AccountRefused(StoreError, ValueError):
    """An account cannot be made or changed like this; says what to do."""


class ReadsWrites(Writes, Protocol):
    """The part of a Store that accounts need."""

    def read(self) -> AbstractContextManager[sqlite3.Connection]: ...


@dataclass(frozen=True, slots=True)
class Officer:
    """A person who logs in. ``stamp`` changes with the PIN, so that old sessions end with it."""

    login: str
    name: str
    department: str
    roles: frozenset[str]
    counter: int | None
    disabled: bool
    stamp: str


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk, a display, a counter terminal or a monitor, and the counters it is bound to."""

    id: str
    role: str
    counters: frozenset[int]
    zone: str | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class _Directory:
    officers: dict[str, Officer]
    pins: dict[str, str]
    devices: dict[str, Device]
    by_secret: dict[str, Device]
    read_s: float


class Accounts:
    """Officers and devices of one centre."""

    def __init__(self, store: ReadsWrites, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._directory = self._read()

    def create_officer(
        self,
        login: str,
        name: str,
        department: str,
        roles: Iterable[str],
        pin: str,
        counter: int | None = None,
    ) -> Officer:
        """A new officer. Raises AccountRefused for a bad or taken login, role or PIN. Slow."""
        wanted = sorted(set(roles))
        _check(bool(_ID.fullmatch(login)), f"login {login!r}: use letters, digits, . _ -")
        _check(bool(wanted) and ROLES.issuperset(wanted), f"roles {wanted}: use {sorted(ROLES)}")
        row = (login, name, department, json.dumps(wanted), _hashed(pin), counter)
        self._insert(
            "insert into officer (login, name, department, roles, pin_hash, counter)"
            " values (?, ?, ?, ?, ?, ?)",
            row,
            f"officer {login} exists: choose another login, or: luot user pin {login}",
        )
        return self._directory.officers[login]

    def set_pin(self, login: str, pin: str) -> None:
        """A new PIN; every open session of the officer ends. Slow.

        Raises AccountRefused for an unknown or a disabled login.
        """
        known = self._read().officers.get(login)
        shut_out = known is not None and known.disabled
        _check(not shut_out, f"{login} is disabled: first run luot user enable {login}")
        self._change("officer", "login", login, "pin_hash", _hashed(pin))

    def disable(self, login: str, disabled: bool = True) -> None:
        """Shut the officer out, also of sessions that are open, or let them in again.

        Raises AccountRefused for an unknown login.
        """
        self._change("officer", "login", login, "disabled", int(disabled))

    def list_officers(self) -> list[Officer]:
        """All officers by login, disabled ones too."""
        return [found for _, found in sorted(self._read().officers.items())]

    def officer(self, login: str) -> Officer | None:
        """The officer, unless unknown or disabled."""
        found = self._now().officers.get(login)
        return None if found is None or found.disabled else found

    def verify_pin(self, login: str, pin: str) -> Officer | None:
        """The officer if the PIN is right. Slow, and equally slow for an unknown login."""
        known = self._now().pins.get(login)
        return self.officer(login) if matches(known, pin) else None

    def create_device(
        self, id: str, role: str, counters: Iterable[int] = (), zone: str | None = None
    ) -> str:
        """A new device; returns its secret, which is kept nowhere. Raises AccountRefused."""
        _check(bool(_DEVICE_ID.fullmatch(id)), f"device id {id!r}: use letters, digits, _ -")
        _check(role in DEVICE_ROLES, f"role {role!r}: use one of {sorted(DEVICE_ROLES)}")
        secret = secrets.token_urlsafe(32)
        bound = json.dumps(sorted(set(counters)))
        self._insert(
            "insert into device (id, role, counters, zone, secret_hash) values (?, ?, ?, ?, ?)",
            (id, role, bound, zone, _digest(secret)),
            f"device {id} exists: choose another id",
        )
        return secret

    def verify_device(self, secret: str) -> Device | None:
        """The device with this secret, unless revoked. Compares hashes: no timing to learn from."""
        found = self._now().by_secret.get(_digest(secret))
        return None if found is None or found.revoked else found

    def device(self, id: str) -> Device | None:
        """The device, unless unknown or revoked."""
        found = self._now().devices.get(id)
        return None if found is None or found.revoked else found

    def entitled(self, id: str, role: str) -> bool:
        """Whether ``id`` is a device in force with this role."""
        found = self.device(id)
        return found is not None and found.role == role

    def terminals(self, counter: int) -> frozenset[str]:
        """The counter boxes in force that are bound to this counter."""
        devices = self._now().devices.values()
        boxes = (d for d in devices if d.role == "terminal" and not d.revoked)
        return frozenset(box.id for box in boxes if counter in box.counters)

    def list_devices(self) -> list[Device]:
        """All devices by id, revoked ones too."""
        return [found for _, found in sorted(self._read().devices.items())]

    def revoke(self, id: str) -> None:
        """The device's secret is good no longer. Raises AccountRefused when there is none."""
        self._change("device", "id", id, "revoked", 1)

    def probe(self) -> bool:
        """Whether the database takes a write now."""
        self._store.write(lambda db: db.execute("update officer set login = login where 0"))
        return True

    def _insert(self, statement: str, row: tuple[object, ...], taken: str) -> None:
        try:
            self._store.write(lambda db: db.execute(statement, row) and None)
        except sqlite3.IntegrityError as error:
            raise AccountRefused(taken) from error
        self._directory = self._read()

    def _change(self, table: str, name: str, id: str, column: str, value: object) -> None:
        statement = f"update {table} set {column} = ? where {name} = ?"
        changed = self._store.write(lambda db: db.execute(statement, (value, id)).rowcount)
        _check(changed == 1, f"there is no {table} {id!r}: look at luot {_LISTED_BY[table]} list")
        self._directory = self._read()

    def _now(self) -> _Directory:
        if self._clock() - self._directory.read_s > FRESH_S:
            self._directory = self._read()
        return self._directory

    def _read(self) -> _Directory:
        with self._store.read() as db:
            officers = [tuple(row) for row in db.execute(_OFFICER)]
            devices = [tuple(row) for row in db.execute(_DEVICE)]
        made = {row[4]: _device(row) for row in devices}
        return _Directory(
            officers={row[0]: _officer(row) for row in officers},
            pins={row[0]: row[4] for row in officers},
            devices={device.id: device for device in made.values()},
            by_secret=made,
            read_s=self._clock(),
        )


def _officer(row: tuple[str, str, str, str, str, int | None, int]) -> Officer:
    login, name, department, roles, pin_hash, counter, disabled = row
    stamp = _digest(pin_hash)[:16]
    return Officer(
        login, name, department, frozenset(json.loads(roles)), counter, bool(disabled), stamp
    )


def _device(row: tuple[str, str, str, str | None, str, int]) -> Device:
    id, role, counters, zone, _, revoked = row
    return Device(id, role, frozenset(json.loads(counters)), zone, bool(revoked))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _hashed(pin: str) -> str:
    _check(SHORTEST_PIN <= len(pin) <= 64, f"a PIN has {SHORTEST_PIN} to 64 characters")
    return hash_pin(pin)


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AccountRefused(otherwise)
