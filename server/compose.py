"""The composition root: every part of a running server, put together once."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from broker.link import LinkSettings
from broker.serverlink import ServerLink
from broker.topics import Role
from server.adviser import Adviser
from server.announce import Announcer
from server.child import LuotChild
from server.clock import HallClock
from server.desk import Desk
from server.learner import Learner
from server.ledger import Ledger
from server.lending import Lending
from server.librarian import AGAIN_S, Librarian
from server.procedures.shelf import LOOK_S, Shelf
from server.runtime import Runtime
from server.settings import Settings
from server.standing import retained
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.store.keys import secret
from server.store.store import Store
from server.web.app import Web, create_app
from server.wire import Wire

TICK_S = 5.0
FORGET_S = 3600.0
"""How often old feedback is looked after."""
ARM_S = 0.5
"""How often armed counters are looked after."""
CONNECT_S = 10.0
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Hall:
    """A centre's server, running. ``app`` answers HTTP."""

    desk: Desk
    web: Web
    link: ServerLink | None
    adviser: Adviser
    shelf: Shelf

    @property
    def app(self) -> Any:
        """The WSGI application."""
        return self.web.app

    def stop(self) -> None:
        """Fall silent, compute no more, and leave the broker."""
        self.adviser.stop()
        self.web.publisher.stop()
        if self.link is not None:
            self.link.stop()
        self.shelf.close()


def compose(settings: Settings, runtime: Runtime, store: Store) -> Hall:
    """Start everything over an open centre, but the listening socket; ``store`` stays the caller's.

    Raises BrokerUnavailable when a broker is set and is not there.
    """
    ledger = Ledger(store, runtime, HallClock(settings.speed))
    desk = Desk(ledger, store, settings.url or _own_url(settings))
    desk.tick()
    Learner(store, ledger, runtime).start()
    shelf = Shelf(store, ledger, runtime)
    shelf.look()
    adviser = Adviser(store, ledger, runtime, LuotChild())
    accounts = Accounts(store)
    for device in accounts.list_devices():
        if device.role == Role.DISPLAY and len(device.counters) == 1:
            desk.seen.light_of(min(device.counters), device.id)
    link = _link(settings, desk) if settings.mqtt else None
    web = create_app(
        desk,
        accounts,
        EndedSessions(store, settings.session_hours * 3600),
        settings,
        runtime,
        adviser=adviser,
        secret_key=settings.secret_key or secret(store, "session"),
        probes={"broker": lambda: link.connected} if link is not None else {},
        shelf=shelf,
    )
    if link is not None:
        _speak(desk, link, runtime, accounts, shelf)
    runtime.every(LOOK_S, shelf.look)
    runtime.every(TICK_S, desk.tick)
    runtime.every(FORGET_S, lambda: _forget(desk, settings.feedback_days))
    runtime.every(ARM_S, desk.call_armed)
    return Hall(desk, web, link, adviser, shelf)


def _forget(desk: Desk, days: int) -> None:
    if gone := desk.forget_feedback(days):
        log.info("%d pieces of feedback, closed more than %d days ago, were deleted", gone, days)


def _own_url(settings: Settings) -> str:
    """Where phones of the hall's network may reach us; a connect by UDP sends nothing."""
    host = settings.host
    if host in ("0.0.0.0", "::", ""):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
            probe.connect(("192.0.2.1", 9))
            host = probe.getsockname()[0]
        log.warning("LUOT_URL is not set: tickets lead to http://%s:%s", host, settings.port)
    return f"http://{host}:{settings.port}"


def _link(settings: Settings, desk: Desk) -> ServerLink:
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


def _speak(
    desk: Desk, link: ServerLink, runtime: Runtime, accounts: Accounts, shelf: Shelf
) -> None:
    wire = Wire(desk, link, runtime, accounts)
    wire.listen()
    librarian = Librarian(desk, link, shelf)
    librarian.listen(wire)
    link.on_connected(lambda: runtime.spawn(librarian.tell))
    lending = Lending(desk, wire, link, lambda: _kiosks(accounts))
    lending.listen()
    link.on_connected(lending.forget)
    link.on_connected(lambda: runtime.spawn(lambda: retained(desk, link)))
    link.start()
    link.wait_connected(CONNECT_S)
    Announcer(desk, link, runtime).start()
    runtime.every(AGAIN_S, librarian.tell)


def _kiosks(accounts: Accounts) -> int:
    devices = accounts.list_devices()
    return sum(one.role == Role.KIOSK and not one.revoked for one in devices)
