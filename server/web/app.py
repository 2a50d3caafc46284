"""The web application: every blueprint, every guard, in the order in which they act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from apiflask import APIFlask
from flask_socketio import SocketIO

from server.adviser import Adviser
from server.child import LuotChild
from server.desk import Desk
from server.devicedesk import DeviceDesk
from server.devicewatch import DeviceWatch
from server.domain.tickets import LegState
from server.hallahead import HallAhead
from server.histories import Answerer, Histories
from server.incidentwatch import IncidentWatch
from server.layouts import Layouts
from server.procedures.shelf import Shelf
from server.reports.clerk import Clerk, clerk_of
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.trials import Trials
from server.web import (
    api_feedback,
    audit_hooks,
    auth,
    context,
    health,
    lean,
    metrics,
    metrics_hall,
    oidc,
    openapi,
    problems,
    rooms,
    routes,
    security,
    sockets,
)
from server.web.asked import Application
from server.web.gate import gate as gates
from server.web.guesses import Guesses
from server.web.opendata import OpenData, today_by_group
from server.web.publisher import Publisher


class Web(NamedTuple):
    """The application, its sockets, what tells them the news, figures, and what cuts sockets."""

    app: APIFlask
    socketio: SocketIO
    publisher: Publisher
    figures: metrics.Metrics
    sweep: Callable[[], None]


def create_app(
    desk: Desk,
    accounts: Accounts,
    ended: EndedSessions,
    settings: Settings,
    runtime: Runtime,
    *,
    adviser: Adviser,
    trials: Trials | None = None,
    secret_key: str,
    probes: Mapping[str, health.Probe] | None = None,
    shelf: Shelf | None = None,
    layouts: Layouts | None = None,
    devices: DeviceDesk | None = None,
    histories: Histories | None = None,
    incidents: IncidentWatch | None = None,
    clerk: Clerk | None = None,
) -> Web:
    """The web side of one centre.

    ``secret_key`` signs sessions; ``probes`` are asked by ``/readyz`` besides the database.
    """
    figures = metrics.Metrics()
    app = Application(__name__, spec_path="/openapi.json", docs_path=None)
    app.secret_key = secret_key
    layouts = layouts or Layouts(accounts.store)
    devices = devices or DeviceDesk(desk, accounts, DeviceWatch(desk, accounts))
    histories = histories or _own_histories(desk, accounts, runtime)
    incidents = incidents or IncidentWatch(desk, devices.watch, accounts, runtime.rest)
    trials = trials or Trials(desk.folder, runtime, LuotChild())
    clerk = clerk or clerk_of(accounts.store, desk, histories.view, runtime, settings)
    made = (desk, accounts, ended, settings, runtime, figures, adviser, layouts, devices)
    ahead = HallAhead(desk, accounts.store)
    open_data = OpenData(partial(today_by_group, desk, histories))
    more = (histories, incidents, ahead, trials, clerk, open_data)
    parts = context.Context(*made, *more, shelf=shelf)
    context.attach(app, parts)
    _guard(app, parts)
    openapi.describe(app)
    problems.register(app)
    app.register_blueprint(health.blueprint({"database": accounts.probe, **(probes or {})}))
    app.register_blueprint(metrics.blueprint(figures))
    routes.pages_of(app)
    oidc.register(app, settings)
    publisher = Publisher(rooms.Source(desk, devices, accounts, incidents, ahead), runtime, figures)
    socketio, sweep = sockets.attach(app, parts, publisher)
    _gauges(figures, desk, publisher)
    figures.add(metrics_hall.HallCollector(desk, accounts, devices, parts.clerk))
    return Web(app, socketio, publisher, figures, sweep)


def _own_histories(desk: Desk, accounts: Accounts, runtime: Runtime) -> Histories:
    """Counted in this process, beside the loop: for tests and tools."""
    answerer = Answerer(accounts.store.read)
    return Histories(accounts.store, desk, partial(runtime.offload, answerer.answer))


def _guard(app: Application, parts: context.Context) -> None:
    """Clock, headers, who asks, the anonymous limit, what they may: in this order."""
    app.before_request(lean.begin)
    app.after_request(lean.measure)
    app.before_request(auth.identify)
    auth.register(app)
    audit_hooks.register(app)
    limiter = security.register(app, parts.settings)
    app.before_request(auth.guard)
    app.permit = auth.permit
    lean.register(app, parts)
    guesses = Guesses(limiter)
    gate = gates(parts)
    door = api_feedback.Door(limiter)
    routes.interface(app, guesses, gate, door)


def _gauges(figures: metrics.Metrics, desk: Desk, publisher: Publisher) -> None:
    figures.gauge("luot_waiting", "Tickets that wait", lambda: _waiting(desk))
    figures.gauge("luot_counters_open", "Counters that work", lambda: _open(desk))
    figures.gauge(
        "luot_messages_refused",
        "Messages of devices that were dropped since the start",
        lambda: desk.seen.refused,
    )
    figures.gauge("luot_sockets", "Browsers that listen", lambda: publisher.listeners)


def _waiting(desk: Desk) -> int:
    tickets = desk.snapshot().hall.tickets.values()
    return sum(ticket.state is LegState.WAITING for ticket in tickets)


def _open(desk: Desk) -> int:
    return sum(c.state == "open" for c in desk.snapshot().hall.counters.values())
