"""What may be done with devices: add, renew, revoke, set, and tell to do something once."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from broker import tuning
from broker.topics import Role
from server.admitting import BrokerLogins, Given
from server.desk import Desk
from server.devicewatch import DeviceWatch
from server.domain import facts as f
from server.domain.errors import Reason, refuse
from server.domain.facts import to_ms
from server.ledger import Actor
from server.seen import DeviceSeen, is_loudspeaker
from server.store.account_devices import AccountRefused
from server.store.account_rows import Device
from server.store.accounts import Accounts
from server.store.device_wishes import Wish, WishBook

ACTS: Mapping[str, tuple[str, ...]] = {
    Role.KIOSK: ("identify", "test_print", "restart"),
    Role.DISPLAY: ("identify", "pattern", "restart"),
    Role.TERMINAL: ("identify", "restart"),
}
"""What a device of each role can be told to do."""
LOUDSPEAKER_ACTS = ("identify", "restart")


def acts(role: str, seen: DeviceSeen | None) -> tuple[str, ...]:
    """What a device can be told to do."""
    return LOUDSPEAKER_ACTS if is_loudspeaker(seen) else ACTS.get(role, ())


def settable(role: str, seen: DeviceSeen | None) -> tuple[str, ...]:
    """The settings that a device can follow: those it says, else those of its role."""
    all_of_role = () if is_loudspeaker(seen) else tuning.names(role)
    if seen is None or seen.settable is None:
        return all_of_role
    return tuple(name for name in all_of_role if name in seen.settable)


@dataclass(frozen=True, slots=True)
class Ordered:
    """The newest order to a device. ``ok`` is None until it has answered; ``reason`` why not."""

    id: str
    act: str
    at: datetime
    by: str
    session: str
    ok: bool | None = None
    reason: str | None = None


class DeviceDesk:
    """One centre's. Listeners are told what is to go out on the wire."""

    def __init__(
        self,
        desk: Desk,
        accounts: Accounts,
        watch: DeviceWatch,
        logins: BrokerLogins | None = None,
    ) -> None:
        self._desk, self._accounts, self.watch = desk, accounts, watch
        self._logins = logins or BrokerLogins(None)
        self._book = WishBook(accounts.store)
        self.wishes: dict[str, Wish] = self._book.all()
        self.orders: dict[str, Ordered] = {}
        self.is_linked: Callable[[], bool] = lambda: True
        """Is the broker there? Without it nothing is known of any device."""
        self._on_order: list[Callable[[str, Ordered], None]] = []
        self._on_wish: list[Callable[[str, Wish], None]] = []

    def subscribe(
        self, on_order: Callable[[str, Ordered], None], on_wish: Callable[[str, Wish], None]
    ) -> None:
        """Tell each order and each wish, with the id of its device."""
        self._on_order.append(on_order)
        self._on_wish.append(on_wish)

    def add(self, id: str, role: str, counters: Iterable[int], zone: str | None) -> Given:
        """A new device; its secret is told once. Raises Refused, saying what is wrong."""
        plan, numbers = self._desk.plan, sorted(set(counters))
        for number in numbers:
            if number not in plan.counters:
                raise refuse("unknown-counter", number)
        if zone is not None and zone not in plan.zones:
            raise refuse("unknown-zone", zone)
        if any(one.id == id for one in self._accounts.list_devices()):
            raise refuse("device-taken", id)
        try:
            secret = self._accounts.create_device(id, role, numbers, zone)
        except AccountRefused as refused:
            raise refuse("device-id", id) from refused
        return self._logins.admit(id, role, numbers, secret)

    def renew(self, id: str) -> Given:
        """Another secret, told once; the old one opens nothing more. Raises Refused."""
        known = self._known(id)
        secret = self._accounts.renew_secret(id)
        return self._logins.admit(id, known.role, known.counters, secret)

    def revoke(self, id: str) -> bool:
        """It may speak no more. False: the broker has to be told by hand. Raises Refused."""
        known = self._known(id)
        self._accounts.revoke(id)
        return self._logins.shut_out(id, known.role)

    def wish(self, by: Actor, id: str, settings: Mapping[str, Any]) -> Wish:
        """Want these settings of it from now on. Raises Refused with every fault."""
        device = self._known(id)
        able = settable(device.role, self._desk.seen.devices.get(id))
        lacks = [
            name for name in tuning.names(device.role) if name in settings and name not in able
        ]
        faults = [f"{name}: this device has no such setting" for name in lacks]
        wrong = "; ".join(faults + tuning.faults(device.role, settings))
        if settings and is_loudspeaker(self._desk.seen.devices.get(id)):
            wrong = "a loudspeaker has no settings"
        if wrong:
            raise refuse("device-settings", detail=Reason(wrong, wrong))
        wish = self._book.put(id, str(by), to_ms(self._desk.now()), settings)
        self.wishes[id] = wish
        text = json.dumps(settings, ensure_ascii=False)
        self._desk.keep_fact(by, f.DeviceTuned(id, wish.rev, text))
        self._news()
        for tell in self._on_wish:
            tell(id, wish)
        return wish

    def order(self, by: Actor, id: str, act: str) -> Ordered:
        """Tell it to do something once, now. Raises Refused when it cannot, or is away."""
        device = self._known(id)
        seen = self._desk.seen.devices.get(id)
        if act not in acts(device.role, seen):
            raise refuse("device-cannot", id)
        if seen is None or seen.state != "online":
            raise refuse("device-offline", id)
        number = f"o-{secrets.token_hex(8)}"
        made = Ordered(number, act, self._desk.now(), by.id, seen.session)
        self._desk.keep_fact(by, f.DeviceOrdered(id, act, number))
        self.orders[id] = made
        self._news()
        for tell in self._on_order:
            tell(id, made)
        return made

    def done(self, id: str, order: str, ok: bool, reason: str | None) -> None:
        """The device answers; an answer to an older order is of no interest."""
        known = self.orders.get(id)
        if known is not None and known.id == order:
            self.orders[id] = replace(known, ok=ok, reason=reason)
            self._news()

    def applied(self, id: str, rev: int, ok: bool, reason: str | None) -> None:
        """The device says which settings it follows, or why not."""
        self._desk.seen.of(id).applied = {"rev": rev, "ok": ok, "reason": reason}

    def _known(self, id: str) -> Device:
        found = self._accounts.device(id)
        if found is None:
            raise refuse("unknown-device", id)
        return found

    def _news(self) -> None:
        self._desk.seen.news += 1
