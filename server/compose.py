"""The composition root: every part of a running server, put together once."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from broker.serverlink import ServerLink
from server.admitting import BrokerLogins, login_file
from server.adviser import Adviser
from server.alertmail import LOOK_S as MAIL_S
from server.alertmail import AlertMail
from server.child import LuotChild
from server.clock import HallClock
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.devicewatch import DeviceWatch
from server.errors import ChildLate
from server.forgetting import forget_quietly
from server.hallahead import LOOK_S as AHEAD_S
from server.hallwire import open_link, speak
from server.histories import Histories
from server.historychild import HistoryChild
from server.hooks.courier import Courier
from server.hooks.post import Sender
from server.layouts import Layouts
from server.learner import Learner
from server.ledger import Ledger
from server.mail import Mailer
from server.procedures.shelf import LOOK_S, Shelf
from server.reports.clerk import LOOK_S as REPORTS_S
from server.reports.clerk import clerk_of
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.store.keys import secret
from server.store.store import Store
from server.trials import Trials
from server.web import rooms
from server.web.app import Web, create_app
from server.web.health import needed

TICK_S = 5.0
FORGET_S = 3600.0
"""How often old feedback is looked after."""
PREPARE_S = 60.0
"""How often days that are over are made ready for history."""
FORGET_DAYS_S = 600.0
"""How often an old day may be forgotten."""
INCIDENTS_S = 2.0
"""How often the rules of alerts look at the hall."""
ARM_S = 0.5
"""How often armed counters are looked after."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Hall:
    """A centre's server, running. ``app`` answers HTTP."""

    desk: Desk
    web: Web
    link: ServerLink | None
    adviser: Adviser
    trials: Trials
    shelf: Shelf
    past: HistoryChild

    @property
    def app(self) -> Any:
        """The WSGI application."""
        return self.web.app

    def stop(self) -> None:
        """Fall silent, compute no more, and leave the broker."""
        self.adviser.stop()
        self.past.stop()
        self.trials.stop()
        self.web.publisher.stop()
        if self.link is not None:
            self.link.stop()
        self.shelf.close()


def compose(settings: Settings, runtime: Runtime, store: Store) -> Hall:
    """Start everything over an open centre, but the listening socket; ``store`` stays the caller's.

    Raises BrokerUnavailable when a broker is set and is not there.
    """
    ledger = Ledger(store, runtime, HallClock(settings.speed, ahead_s=settings.clock_ahead_s))
    desk = Desk(ledger, store, settings.url or _own_url(settings))
    desk.tick()
    Learner(store, ledger, runtime).start()
    shelf = _shelf(store, ledger, runtime)
    adviser = Adviser(store, ledger, runtime, LuotChild())
    trials = Trials(desk.folder, runtime, LuotChild())
    accounts = Accounts(store)
    devices = _devices(settings, desk, accounts)
    link = open_link(settings, desk) if settings.mqtt else None
    layouts = Layouts(store)
    past, histories = _past(store, runtime, desk)
    clerk = clerk_of(store, desk, histories.view, runtime, settings)
    web = create_app(
        desk,
        accounts,
        EndedSessions(store, settings.session_hours * 3600),
        settings,
        runtime,
        adviser=adviser,
        trials=trials,
        secret_key=settings.secret_key or secret(store, "session"),
        probes=needed(store.path.parent, (lambda: link.connected) if link is not None else None),
        shelf=shelf,
        layouts=layouts,
        devices=devices,
        histories=histories,
        clerk=clerk,
    )
    if link is not None:
        speak(desk, link, runtime, accounts, shelf, layouts, devices)
    _tell_others(store, runtime, desk, web)
    _look(settings, store, runtime, desk, web.publisher.source)
    _keep_going(settings, runtime, store, desk, histories)
    runtime.every(REPORTS_S, clerk.look)
    return Hall(desk, web, link, adviser, trials, shelf, past)


def _shelf(store: Store, ledger: Ledger, runtime: Runtime) -> Shelf:
    """Procedures, looked for now and again."""
    shelf = Shelf(store, ledger, runtime)
    shelf.look()
    runtime.every(LOOK_S, shelf.look)
    return shelf


def _devices(settings: Settings, desk: Desk, accounts: Accounts) -> DeviceDesk:
    """Who may connect, and how each device is: looked at once, so that no page is empty."""
    logins = BrokerLogins(login_file(settings.data, settings.admitted))
    devices = DeviceDesk(desk, accounts, DeviceWatch(desk, accounts), logins)
    devices.watch.look()
    return devices


def _keep_going(
    settings: Settings, runtime: Runtime, store: Store, desk: Desk, histories: Histories
) -> None:
    """What is done again and again by the clock alone."""
    runtime.every(TICK_S, desk.tick)
    runtime.every(FORGET_S, lambda: _forget(desk, settings.feedback_days))
    days = settings.keep_days
    runtime.every(FORGET_DAYS_S, lambda: forget_quietly(store, histories, desk, days))
    runtime.every(ARM_S, desk.call_armed)


def _tell_others(store: Store, runtime: Runtime, desk: Desk, web: Web) -> None:
    """Webhooks; by the clock of the world, so that receivers can tell an old delivery."""
    taken = web.figures.count("luot_hook_deliveries", "Events that a webhook took")
    failed = web.figures.count("luot_hook_failures", "Events that a webhook did not take")
    courier = Courier(
        store,
        runtime,
        Sender(),
        lambda: desk.plan.centre.id,
        HallClock().now,
        lambda took: taken() if took else failed(),
    )
    courier.start()
    gauge = web.figures.gauge
    gauge("luot_hooks_failing", "Webhooks that do not answer", lambda: courier.failing)
    gauge("luot_hooks_behind", "Facts that a webhook may wait for", lambda: courier.behind)


def _past(store: Store, runtime: Runtime, desk: Desk) -> tuple[HistoryChild, Histories]:
    """Past days, counted in a process of its own."""
    child = HistoryChild(store.path)
    histories = Histories(store, desk, child.ask)
    runtime.spawn(lambda: _prepare(histories))
    runtime.every(PREPARE_S, lambda: _prepare(histories))
    return child, histories


def _prepare(histories: Histories) -> None:
    """Days that are over become columns before anybody asks for them, a few at a time."""
    with suppress(ChildLate):
        while histories.prepare():
            pass


def _look(
    settings: Settings, store: Store, runtime: Runtime, desk: Desk, source: rooms.Source
) -> None:
    """What comes is worked out, and what stands out is looked for and goes out by e-mail.

    Webhooks have it by themselves.
    """
    incidents, mailer = source.incidents, Mailer(settings)
    rules, plan = incidents.book.rules, lambda: desk.plan
    mail = AlertMail(store, runtime, mailer, rules, plan, desk.url, desk.now)
    incidents.mail_error = lambda: mail.error
    runtime.every(AHEAD_S, lambda: runtime.offload(source.ahead.refresh))
    runtime.every(INCIDENTS_S, incidents.look)
    runtime.every(MAIL_S, mail.look)


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
