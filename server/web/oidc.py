"""Signing in with the account of the province, the city or the ministry. The only Authlib code.

OpenID Connect, the code flow with PKCE, state and nonce. The other side says who somebody is; what
they may do stays with the account of the same login here, which must have been made before.
"""

from __future__ import annotations

import logging
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, current_app, g, redirect, request, session
from joserfc.errors import JoseError
from requests import RequestException
from requests import get as fetch
from werkzeug.wrappers import Response

from server.domain import facts as f
from server.settings import Settings
from server.store.account_rows import Officer
from server.web import audit_hooks, auth, signin
from server.web.context import Context, context
from server.web.ownpath import own_path
from server.web.permits import public
from server.web.problems import Problem

HOME = "/login/oidc"
BACK = f"{HOME}/back"
DISCOVERY = "/.well-known/openid-configuration"
PATIENCE_S = 5.0
"""How long the other side may take to answer; the hall's own sign-in goes on meanwhile."""
_PLACE = "oidc_next"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_KEY = "luot-oidc"
_AWAY = (RequestException, OSError)
_WRONG = (AuthlibBaseError, JoseError, KeyError, TypeError, ValueError)
log = logging.getLogger(__name__)
bp = Blueprint("oidc", __name__)


def register(app: Flask, settings: Settings) -> None:
    """Know the provider of ``settings``, if one is named; nothing is asked of it yet."""
    app.register_blueprint(bp)
    if not settings.oidc_issuer:
        return
    known = OAuth(app)
    app.extensions[_KEY] = known.register(
        name="staff",
        client_id=settings.oidc_client,
        client_secret=settings.oidc_secret,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + DISCOVERY,
        client_kwargs={
            "scope": settings.oidc_scope,
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE_S,
        },
    )


def trouble(settings: Settings) -> str | None:
    """What is wrong with the provider of ``settings``, for ``luot doctor``; None: nothing."""
    place = settings.oidc_issuer.rstrip("/") + DISCOVERY
    try:
        answered = fetch(place, timeout=PATIENCE_S)
        answered.raise_for_status()
        told = answered.json()
    except (RequestException, OSError, ValueError) as error:
        return (
            f"{place} cannot be read ({type(error).__name__}): check LUOT_OIDC_ISSUER and the line"
        )
    if not isinstance(told, dict) or not isinstance(told.get("issuer"), str):
        return f"{place} is no discovery document: check LUOT_OIDC_ISSUER"
    if told["issuer"].rstrip("/") != settings.oidc_issuer.rstrip("/"):
        return f"it names another issuer: set LUOT_OIDC_ISSUER={told['issuer']}"
    missing = [name for name in _ENDPOINTS if not told.get(name)]
    if missing:
        return f"its discovery document lacks {', '.join(missing)}"
    if "S256" not in told.get("code_challenge_methods_supported", ["S256"]):
        return "it does not offer PKCE with S256, without which nobody is signed in"
    return None


@bp.get(HOME)
@public
def go() -> Response:
    """Send the browser to the provider; ``next`` is where to be afterwards."""
    client, back = _client(), request.host_url.rstrip("/") + BACK
    try:
        sent: Response = client.authorize_redirect(back)
    except _AWAY as error:
        raise _away(error) from error
    except _WRONG as error:
        raise _failed(error) from error
    session[_PLACE] = own_path(request.args.get("next", ""))
    return sent


@bp.get(BACK)
@public
def back() -> Response:
    """The browser comes back with a code: find out who it is, and begin a session."""
    parts, client = context(), _client()
    place = session.pop(_PLACE, "")
    try:
        claims = client.authorize_access_token().get("userinfo") or {}
    except _AWAY as error:
        raise _away(error) from error
    except _WRONG as error:
        raise _failed(error) from error
    if client.server_metadata.get("issuer", "").rstrip("/") != _issuer(parts):
        raise _failed(ValueError("the provider names another issuer"))
    officer = _officer(parts, claims)
    setattr(g, audit_hooks.PROVIDER, "oidc")
    signin.admit(parts, officer, None, False)
    session[auth.BY_PROVIDER] = True
    home = "/manage" if officer.counter is None else f"/console/{officer.counter}"
    return redirect(place or home, 303)


def _officer(parts: Context, claims: dict[str, Any]) -> Officer:
    """The account of the claimed login. Raises Problem when there is none, or it is disabled."""
    claimed = claims.get(parts.settings.oidc_claim)
    login = claimed if isinstance(claimed, str) else ""
    officer = parts.accounts.officer(login)
    if officer is None:
        fact = f.SignInFailed("", audit_hooks.network())
        parts.desk.keep_fact(auth.NOBODY.actor, fact)
        raise Problem("oidc-unknown")
    return officer


def _issuer(parts: Context) -> str:
    return parts.settings.oidc_issuer.rstrip("/")


def _client() -> Any:
    client = current_app.extensions.get(_KEY)
    if client is None:
        raise Problem("not-found")
    return client


def _away(error: Exception) -> Problem:
    log.warning("the sign-in provider cannot be reached: %s", type(error).__name__)
    return Problem("oidc-away")


def _failed(error: Exception) -> Problem:
    log.warning("a sign-in by the provider failed: %s", type(error).__name__)
    return Problem("oidc-failed")
