"""The web application: every blueprint, every guard, in the order in which they act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from apiflask import APIFlask
from flask_socketio import SocketIO

from server.adviser import Adviser
from server.desk import Desk
from server.domain.tickets import LegState
from server.procedures.shelf import Shelf
from server.runtime import Runtime
from server.settings import Settings
from server.store.accounts import Accounts
from server.store.ended import EndedSessions
from server.web import (
    api_advice,
    api_alerts,
    api_bookings,
    api_catalogue,
    api_counters,
    api_feedback,
    api_groups,
    api_kiosks,
    api_manage,
    api_rating,
    api_session,
    api_tickets,
    auth,
    context,
    feedback,
    health,
    lean,
    metrics,
    openapi,
    page_now,
    pages,
    pages_booking,
    phone,
    problems,
    security,
    sockets,
)
from server.web.asked import Application
from server.web.gate import Gate
from server.web.guesses import Guesses
from server.web.publisher import Publisher


class Web(NamedTuple):
    """The application, its sockets, and what tells them the news (``publisher.start()``)."""

    app: APIFlask
    socketio: SocketIO
    publisher: Publisher


def create_app(
    desk: Desk,
    accounts: Accounts,
    ended: EndedSessions,
    settings: Settings,
    runtime: Runtime,
    *,
    adviser: Adviser,
    secret_key: str,
    probes: Mapping[str, health.Probe] | None = None,
    shelf: Shelf | None = None,
) -> Web:
    """The web side of one centre.

    ``secret_key`` signs sessions; ``probes`` are asked by ``/readyz`` besides the database.
    """
    figures = metrics.Metrics()
    app = Application(__name__, spec_path="/openapi.json", docs_path=None)
    app.secret_key = secret_key
    parts = context.Context(desk, accounts, ended, settings, runtime, figures, adviser, shelf=shelf)
    context.attach(app, parts)
    _guard(app, parts)
    openapi.describe(app)
    problems.register(app)
    app.register_blueprint(health.blueprint({"database": accounts.probe, **(probes or {})}))
    app.register_blueprint(metrics.blueprint(figures))
    _pages(app)
    publisher = Publisher(desk, runtime, figures)
    socketio = sockets.attach(app, parts, publisher)
    _gauges(figures, desk, publisher)
    return Web(app, socketio, publisher)


def _guard(app: Application, parts: context.Context) -> None:
    """Clock, headers, who asks, the anonymous limit, what they may: in this order."""
    app.before_request(lean.begin)
    app.after_request(lean.measure)
    app.before_request(auth.identify)
    auth.register(app)
    limiter = security.register(app, parts.settings)
    app.before_request(auth.guard)
    lean.register(app, parts)
    guesses = Guesses(limiter)
    gate = Gate(limiter, parts.settings.login_failures_per_minute)
    door = api_feedback.Door(limiter)
    for blueprint in (
        api_catalogue.bp,
        api_tickets.bp,
        api_counters.bp,
        api_groups.bp,
        api_alerts.bp,
        api_kiosks.bp,
        api_manage.bp,
        api_advice.bp,
        api_rating.bp,
        api_feedback.blueprint(door),
        feedback.blueprint(door),
        api_session.blueprint(gate),
        api_bookings.blueprint(guesses),
        pages_booking.blueprint(guesses),
    ):
        app.register_blueprint(blueprint)


def _pages(app: APIFlask) -> None:
    app.register_blueprint(pages.pages)
    app.register_blueprint(phone.bp)
    app.register_blueprint(page_now.page)


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
