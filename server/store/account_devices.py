"""Devices with a secret: the part of the accounts that is about machines."""

from __future__ import annotations

import json
import re
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from server.domain.permissions import OF_DEVICES
from server.store.account_rows import Device, digest
from server.store.errors import StoreError

DEVICE_ROLES = frozenset(OF_DEVICES)
"""What a device may be."""
_DEVICE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class AccountRefused(StoreError, ValueError):
    """An account cannot be made or changed like this; says what to do."""


def check(holds: bool, otherwise: str) -> None:
    """Raises AccountRefused unless it holds."""
    if not holds:
        raise AccountRefused(otherwise)


class Known(Protocol):
    """The devices as they were read last, by id and by the hash of their secret."""

    @property
    def devices(self) -> Mapping[str, Device]: ...
    @property
    def by_secret(self) -> Mapping[str, Device]: ...


class DeviceAccounts(ABC):
    """Verbs and questions about devices; a part of ``Accounts``."""

    @abstractmethod
    def _now(self) -> Known: ...

    @abstractmethod
    def _read(self) -> Known: ...

    @abstractmethod
    def _insert(self, statement: str, row: tuple[object, ...], taken: str) -> None: ...

    @abstractmethod
    def _change(self, table: str, key: str, id: str, /, **columns: Any) -> None: ...

    def create_device(
        self, id: str, role: str, counters: Iterable[int] = (), zone: str | None = None
    ) -> str:
        """A new device; returns its secret, which is kept nowhere. Raises AccountRefused."""
        check(bool(_DEVICE_ID.fullmatch(id)), f"device id {id!r}: use letters, digits, _ -")
        check(role in DEVICE_ROLES, f"role {role!r}: use one of {sorted(DEVICE_ROLES)}")
        secret = secrets.token_urlsafe(32)
        bound = json.dumps(sorted(set(counters)))
        self._insert(
            "insert into device (id, role, counters, zone, secret_hash) values (?, ?, ?, ?, ?)",
            (id, role, bound, zone, digest(secret)),
            f"device {id} exists: choose another id",
        )
        return secret

    def verify_device(self, secret: str) -> Device | None:
        """The device with this secret, unless revoked. Compares hashes: no timing to learn from."""
        found = self._now().by_secret.get(digest(secret))
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

    def in_force(self) -> list[Device]:
        """All devices by id, without the revoked ones, as they were read last."""
        return [one for _, one in sorted(self._now().devices.items()) if not one.revoked]

    def list_devices(self) -> list[Device]:
        """All devices by id, revoked ones too."""
        return [found for _, found in sorted(self._read().devices.items())]

    def renew_secret(self, id: str) -> str:
        """Another secret, which is kept nowhere; the old one is good no longer.

        Raises AccountRefused for a device that is unknown or revoked.
        """
        known = next((one for one in self.list_devices() if one.id == id), None)
        shut_out = known is not None and known.revoked
        check(not shut_out, f"{id} is revoked: add a device with another id")
        secret = secrets.token_urlsafe(32)
        self._change("device", "id", id, secret_hash=digest(secret))
        return secret

    def revoke(self, id: str) -> None:
        """The device's secret is good no longer. Raises AccountRefused when there is none."""
        self._change("device", "id", id, revoked=1)
