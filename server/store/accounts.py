"""Who may use the hall: officers with a PIN, devices with a secret.

Everything that a request asks is answered from memory. Another process (``luot user``) may change
the tables, so the memory is read anew every few seconds.
"""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from server.domain.permissions import OF_PEOPLE
from server.store.account_devices import DEVICE_ROLES, AccountRefused, DeviceAccounts, check
from server.store.account_rows import DEVICE, OFFICER, Device, Officer, device, officer
from server.store.acting import WHO, doing
from server.store.keys import Writes
from server.store.pins import hash_pin, matches
from server.store.probe import takes_write
from server.store.writer import Tally

__all__ = ["DEVICE_ROLES", "ROLES", "AccountRefused", "Accounts", "ReadsWrites", "hashed"]
ROLES = frozenset(OF_PEOPLE)
"""What an officer may be."""
FRESH_S = 5.0
"""A change made by another process counts after this many seconds at the latest."""
SHORTEST_PIN = 6
SHORTEST_PASSWORD = 10

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_LISTED_BY = {"officer": "user", "device": "device"}


class ReadsWrites(Writes, Protocol):
    """The part of a Store that accounts need."""

    def read(self) -> AbstractContextManager[sqlite3.Connection]: ...

    @property
    def tally(self) -> Tally: ...


@dataclass(frozen=True, slots=True)
class _Directory:
    officers: dict[str, Officer]
    pins: dict[str, str]
    passwords: dict[str, str]
    devices: dict[str, Device]
    by_secret: dict[str, Device]
    read_s: float


class Accounts(DeviceAccounts):
    """Officers and devices of one centre."""

    def __init__(self, store: ReadsWrites, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._directory = self._read()

    @property
    def store(self) -> ReadsWrites:
        """Where the tables are."""
        return self._store

    def create_officer(
        self,
        login: str,
        name: str,
        department: str,
        roles: Iterable[str],
        pin: str,
        counter: int | None = None,
    ) -> Officer:
        """A new officer. Raises AccountRefused for a bad or taken login, role or PIN.

        Slow unless the PIN is ``hashed``.
        """
        wanted = sorted(set(roles))
        check(bool(_ID.fullmatch(login)), f"login {login!r}: use letters, digits, . _ -")
        check(bool(wanted) and ROLES.issuperset(wanted), f"roles {wanted}: use {sorted(ROLES)}")
        row = (login, name, department, json.dumps(wanted), hashed(pin), counter)
        self._insert(
            "insert into officer (login, name, department, roles, pin_hash, counter)"
            " values (?, ?, ?, ?, ?, ?)",
            row,
            f"officer {login} exists: choose another login, or: luot user pin {login}",
        )
        return self._directory.officers[login]

    def set_pin(self, login: str, pin: str, one_time: bool = False) -> None:
        """A new PIN; every open session of the officer ends. Slow unless hashed.

        A PIN for one time must be changed at the first sign-in.

        Raises AccountRefused for an unknown or a disabled login.
        """
        known = self._read().officers.get(login)
        shut_out = known is not None and known.disabled
        check(not shut_out, f"{login} is disabled: first run luot user enable {login}")
        self.change(login, pin_hash=hashed(pin), must_change=int(one_time))

    def describe(self, login: str, *, roles: Iterable[str], **columns: object) -> None:
        """What is known of an officer, all at once; open sessions follow at once.

        Raises AccountRefused for an unknown login.
        """
        self.change(login, roles=json.dumps(sorted(set(roles))), **columns)

    def set_password(self, login: str, password: str | None) -> None:
        """What opens everything but their counter; None: the PIN does again. Slow unless hashed.

        Raises AccountRefused for a short password or an unknown login.
        """
        made = hashed(password, SHORTEST_PASSWORD) if password else None
        self.change(login, password_hash=made, must_change=0)

    def disable(self, login: str, disabled: bool = True) -> None:
        """Shut out, also of open sessions, or let in again. Raises AccountRefused if unknown."""
        self.change(login, disabled=int(disabled))

    def list_officers(self) -> list[Officer]:
        """All officers by login, disabled ones too."""
        return [found for _, found in sorted(self._read().officers.items())]

    def officer(self, login: str) -> Officer | None:
        """The officer, unless unknown or disabled."""
        found = self._now().officers.get(login)
        return None if found is None or found.disabled else found

    def verify_pin(self, login: str, pin: str, at_counter: bool = False) -> Officer | None:
        """The officer if the PIN is right. Slow, and equally slow for an unknown login.

        Who has a password needs it everywhere but ``at_counter``.
        """
        now = self._now()
        known = None if at_counter else now.passwords.get(login)
        return self.officer(login) if matches(known or now.pins.get(login), pin) else None

    def change(self, login: str, /, **columns: object) -> None:
        """Put new values into an officer's row. Raises AccountRefused for an unknown login."""
        self._change("officer", "login", login, **columns)

    def probe(self) -> bool:
        """Whether the database takes a write now. Raises StoreUnavailable, or returns True."""
        return takes_write(self._store)

    def _insert(self, statement: str, row: tuple[object, ...], taken: str) -> None:
        try:
            self._store.write(doing(WHO.get(), lambda db: db.execute(statement, row) and None))
        except sqlite3.IntegrityError as error:
            raise AccountRefused(taken) from error
        self._directory = self._read()

    def _change(self, table: str, key: str, id: str, /, **columns: object) -> None:
        assigned = ", ".join(f"{column} = ?" for column in columns)
        statement, values = f"update {table} set {assigned} where {key} = ?", columns.values()
        update = doing(WHO.get(), lambda db: db.execute(statement, (*values, id)).rowcount)
        changed = self._store.write(update)
        check(changed == 1, f"there is no {table} {id!r}: look at luot {_LISTED_BY[table]} list")
        self._directory = self._read()

    def _now(self) -> _Directory:
        if self._clock() - self._directory.read_s > FRESH_S:
            self._directory = self._read()
        return self._directory

    def _read(self) -> _Directory:
        with self._store.read() as db:
            officers = [tuple(row) for row in db.execute(OFFICER)]
            devices = [tuple(row) for row in db.execute(DEVICE)]
        made = {row[4]: device(row) for row in devices}
        return _Directory(
            officers={row[0]: officer(row) for row in officers},
            pins={row[0]: row[4] for row in officers},
            passwords={row[0]: row[9] for row in officers if row[9] is not None},
            devices={device.id: device for device in made.values()},
            by_secret=made,
            read_s=self._clock(),
        )


class Hashed(str):
    """A secret that was hashed already, elsewhere: hashing is slow, and writing has its own way."""


def hashed(secret: str, shortest: int = SHORTEST_PIN) -> Hashed:
    """A PIN or password of a length that is allowed, hashed. Slow. Raises AccountRefused."""
    if isinstance(secret, Hashed):
        return secret
    what = "PIN" if shortest == SHORTEST_PIN else "password"
    check(shortest <= len(secret) <= 64, f"a {what} has {shortest} to 64 characters")
    return Hashed(hash_pin(secret))
