"""Headers, cookies and limits that every answer gets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from server.settings import Settings

LARGEST_BODY = 64 * 1024
"""Bytes of a request body; every real one is far smaller."""
BURST_S = 10
"""Anonymous calls are counted over this long, so that a burst of a page load passes."""
ADDRESS_FAILURES = 12
"""An address may fail this many times as often as one login there, over all logins."""
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
POLICY = "; ".join(f"{section} {sources}" for section, sources in _POLICY.items())
"""Nothing inline, nothing from elsewhere."""
_TALISMAN = "luot-talisman"
_OWN = ("Content-Type", "Content-Length")
_UNCOUNTED = ("/static/", "/healthz", "/readyz", "/metrics")


class Headers(Talisman):  # type: ignore[misc]
    """Talisman with the same options for all answers, which it need not work out for each."""

    _shared: dict[str, Any] | None = None

    def _get_local_options(self) -> dict[str, Any]:
        if self._shared is None:
            self._shared = super()._get_local_options()
        return self._shared

    def _parse_policy(self, policy: str) -> str:
        return policy


class AnonymousLimiter(Limiter):
    """Counts strangers only: who is known is never slowed down, not even by being counted."""

    def _check_request_limit(self, *names: Any, **more: Any) -> None:
        if not _uncounted():
            super()._check_request_limit(*names, **more)


def register(app: Flask, settings: Settings) -> Limiter:
    """Cookies, body size, headers and the anonymous limit; returns the limiter for the login."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="luot_session",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_HEADERS=["X-CSRF-Token"],
    )
    app.extensions[_TALISMAN] = Headers(
        app,
        force_https=settings.https,
        strict_transport_security=settings.https,
        session_cookie_secure=settings.https,
        frame_options="DENY",
        content_security_policy=POLICY,
        referrer_policy="same-origin",
    )
    app.after_request(_uncached)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    return _limits(app, settings)


def constant_headers(app: Flask) -> list[tuple[str, str]]:
    """What every answer of the interface gets, worked out once."""
    with app.test_request_context("/api/", base_url="https://localhost"):
        blank = app.extensions[_TALISMAN]._set_response_headers(Response())
        return [
            *((name, value) for name, value in blank.headers if name not in _OWN),
            ("Cache-Control", "no-store"),
        ]


def _limits(app: Flask, settings: Settings) -> Limiter:
    return AnonymousLimiter(
        get_remote_address,
        app=app,
        application_limits=[f"{settings.anonymous_per_s * BURST_S} per {BURST_S} seconds"],
        headers_enabled=True,
        storage_uri="memory://",
    )


def _uncounted() -> bool:
    """Authenticated calls are never slowed down, nor are files and probes."""
    return g.caller.known or request.path.startswith(_UNCOUNTED)


def _uncached(response: Response) -> Response:
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code != 429:
        # The limiter puts it on every answer; a client would wait for no reason.
        response.headers.pop("Retry-After", None)
    return response
