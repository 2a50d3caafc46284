"""The server's side of the broker: who listens, who tells, and what is said anew."""

from __future__ import annotations

from broker.link import LinkSettings
from broker.serverlink import ServerLink
from broker.topics import Role
from server.announce import Announcer
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.devicewire import DeviceTeller
from server.layouts import Layouts
from server.layoutsaid import LayoutTeller
from server.lending import Lending
from server.librarian import AGAIN_S, Librarian
from server.machines import Machines
from server.procedures.shelf import Shelf
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.wire import Wire

CONNECT_S = 10.0
WATCH_S = 1.0
"""How often every device is looked at."""


def open_link(settings: Settings, desk: Desk) -> ServerLink:
    """A link that is not started yet."""
    user = settings.mqtt_user or "server"
    centre = desk.plan.centre.id
    return ServerLink(
        LinkSettings(
            settings.mqtt,
            user,
            settings.mqtt_password,
            f"server-{centre}",
            centre,
            ca_file=settings.mqtt_ca or None,
        )
    )


def speak(
    desk: Desk,
    link: ServerLink,
    runtime: Runtime,
    accounts: Accounts,
    shelf: Shelf,
    layouts: Layouts,
    devices: DeviceDesk,
) -> None:
    """Listen and tell; returns once the broker is there, or after 10 s without it.

    Raises BrokerUnavailable when it refuses us.
    """
    wire = Wire(desk, link, runtime, accounts)
    wire.listen()
    librarian = Librarian(desk, link, shelf)
    librarian.listen(wire)
    link.on_connected(lambda: runtime.spawn(librarian.tell))
    teller = LayoutTeller(desk, link, layouts)
    teller.listen(wire)
    link.on_connected(lambda: runtime.spawn(teller.tell))
    told = DeviceTeller(desk, link, devices)
    told.listen(wire)
    link.on_deaf(desk.seen.lose)
    devices.is_linked = lambda: link.connected
    link.on_connected(lambda: runtime.spawn(told.tell))
    lending = Lending(desk, wire, link, lambda: _kiosks(accounts))
    lending.listen()
    link.on_connected(lending.forget)
    announcer = Announcer(desk, link, runtime)
    wire.on_birth(announcer.newcomer)
    link.on_lost(announcer.lost)
    link.on_connected(announcer.connected)
    link.start()
    link.wait_connected(CONNECT_S)
    announcer.start()
    Machines(desk, link).start(runtime)
    runtime.every(WATCH_S, devices.watch.look)
    runtime.every(AGAIN_S, librarian.tell)
    runtime.every(AGAIN_S, teller.tell)


def _kiosks(accounts: Accounts) -> int:
    devices = accounts.list_devices()
    return sum(one.role == Role.KIOSK and not one.revoked for one in devices)
