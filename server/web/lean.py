"""The way of a device's request past the guards that are for browsers."""

from __future__ import annotations

import time

from flask import Response, g, request

from server.web import auth, security
from server.web.asked import Application
from server.web.context import Context, context


def register(app: Application, parts: Context) -> None:
    """Let devices pass ``app``'s guards quickly, by https alone where https is asked for."""
    only_https = parts.settings.https
    headers = security.constant_headers(app)

    def before() -> bool:
        if "Authorization" not in request.headers or not request.path.startswith("/api/"):
            return False
        if only_https and not request.is_secure:
            return False
        begin()
        auth.identify()
        return auth.caller().via == "bearer"

    def after(response: Response) -> None:
        response.headers.extend(headers)
        measure(response)

    app.lean_before, app.lean_after = before, after


def begin() -> None:
    """Start the clock of this request."""
    g.began_s = time.perf_counter()


def measure(response: Response) -> Response:
    """Count this request by route and status."""
    took_s = time.perf_counter() - g.began_s
    route = request.url_rule.rule if request.url_rule else "none"
    context().metrics.answered(route, response.status_code, took_s)
    return response
