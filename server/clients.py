"""Who made how many appointments today: keyed hashes of addresses, in memory; the key dies daily.

Nothing of it is written anywhere, and after a restart everybody begins anew.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from server.domain.booking import BookingState
from server.domain.hall import Hall

_HOME_BITS = 64
"""One household has this whole net of IPv6 addresses."""


class Clients:
    """The appointments that each address of one day made."""

    def __init__(self) -> None:
        self._day = ""
        self._key = b""
        self._made: dict[str, list[str]] = {}

    def of_address(self, day: str, address: str) -> str:
        """The address as a hash that means nothing on any other day."""
        self._turn(day)
        return hmac.new(self._key, _home(address).encode(), sha256).hexdigest()

    def holds(self, hall: Hall, client: str) -> int:
        """How many appointments the client made today and has not called off."""
        self._turn(hall.day)
        found = (hall.bookings.get(id) for id in self._made.get(client, ()))
        return sum(one is not None and one.state is not BookingState.CANCELLED for one in found)

    def note(self, client: str, booking: str) -> None:
        """``booking`` is this client's. One whose commit failed is no booking, and counts not."""
        self._made.setdefault(client, []).append(booking)

    def _turn(self, day: str) -> None:
        if day != self._day:
            self._day, self._key = day, secrets.token_bytes(32)
            self._made = {}


def _home(address: str) -> str:
    with suppress(ValueError):
        found = ip_address(address)
        if isinstance(found, IPv6Address):
            plain = found.ipv4_mapped
            return str(plain or ip_network((found, _HOME_BITS), strict=False))
    return address
