"""Who asks, and whether they may: device secrets, officers' sessions, CSRF."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import Any, Literal, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from server.desk import Actor
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.domain.permissions import allowed
from server.store.account_rows import Device, Officer
from server.store.tokens import PREFIX, Token
from server.web import bearers, csrf, lasting, permits
from server.web.context import context
from server.web.problems import Problem
from server.web.shells import notice

BY_PROVIDER = "by_provider"
"""In a session that began without a PIN: a first PIN that waits to be changed is not in the way."""
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the desk's actor, what they may be, and the counters they are bound to."""

    actor: Actor
    via: Literal["bearer", "cookie", "nobody"]
    roles: frozenset[str] = frozenset()
    counters: frozenset[int] = frozenset()
    name: str | None = None
    must_change: bool = False

    @property
    def known(self) -> bool:
        """Whether the caller showed good credentials."""
        return self.via != "nobody"

    def may(self, permission: P) -> bool:
        """Whether the caller has ``permission``."""
        return permission in allowed(self.roles)

    def may_work_at(self, counter: int) -> bool:
        """Whether the caller may do anything at this counter."""
        bound = counter in self.counters and self.may(P.WORK)
        return bound or self.may(P.WORK_ANYWHERE)


NOBODY = Caller(Actor("citizen", "anonymous"), "nobody")


class LoggedIn(UserMixin):  # type: ignore[misc]
    """The officer of a session, as Flask-Login wants it; pages read name, roles and counter."""

    def __init__(self, officer: Officer, counter: int | None = None) -> None:
        self.officer = officer
        self.name = officer.name
        self.roles = officer.roles
        self.counter = officer.counter if counter is None else counter

    def get_id(self) -> str:
        """Changes with the PIN, so that sessions of an old PIN end."""
        return f"{self.officer.stamp}:{self.officer.login}"


def register(app: Flask) -> None:
    """Sessions, CSRF and the count of wrong secrets for ``app``."""
    bearers.register(app)
    csrf.register(app)
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(id: str) -> LoggedIn | None:
    stamp, _, login = id.partition(":")
    parts = context()
    officer = parts.accounts.officer(login)
    if officer is None or officer.stamp != stamp:
        g.ended = "secret-changed" if officer else "account-off"
        return None
    if why := lasting.why_ended(parts, officer, lasting.of_session(officer, session)):
        g.ended = why
        return None
    return LoggedIn(officer, session.get("counter"))


def log_in(officer: Officer, counter: int | None = None, until: float | None = None) -> str:
    """A session of its own: nothing of what the browser brought along stays in it.

    It is bound to ``counter``, else to the officer's usual one, and ends at ``until`` (seconds
    since 1970 of the hall's clock). Returns its id.
    """
    session.clear()
    session.permanent = True
    session["sid"] = secrets.token_urlsafe(16)
    if counter is not None:
        session["counter"] = counter
    if until is not None:
        session["until"] = until
    login_user(LoggedIn(officer, counter))
    g.caller = officer_caller(officer, counter)
    return str(session["sid"])


def log_out() -> None:
    """End the session here and for every copy of its cookie."""
    if sid := session.get("sid"):
        context().ended.end(sid)
        context().seats.leave(sid)
    logout_user()
    session.clear()


def csrf_token() -> str:
    """The token that writes of this session carry as X-CSRF-Token."""
    return csrf.token()


def identify() -> None:
    """Find out who asks; never refuses, so that the rate limit can count first."""
    g.caller, g.bad_secret = NOBODY, False
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        g.caller = _bearer(secret.strip())
        g.bad_secret = g.caller is NOBODY
    elif request.cookies:
        g.caller = session_caller()


def _bearer(secret: str) -> Caller:
    """A device, or another system with a token that is good today; else NOBODY."""
    parts = context()
    if secret.startswith(PREFIX):
        token = parts.tokens.verify(secret, parts.today)
        return _token_caller(token) if token else NOBODY
    device = parts.accounts.verify_device(secret)
    return device_caller(device) if device else NOBODY


def _token_caller(token: Token) -> Caller:
    bearers.note_use(token)
    return Caller(Actor("token", token.id), "bearer", token.roles)


def session_caller() -> Caller:
    """Who the session's cookie says it is, or NOBODY."""
    found: Any = current_user
    if not found.is_authenticated:
        return NOBODY
    made = officer_caller(found.officer, found.counter)
    return replace(made, must_change=made.must_change and BY_PROVIDER not in session)


def officer_caller(officer: Officer, counter: int | None = None) -> Caller:
    """An officer as a caller, at ``counter`` or else the usual one."""
    at = officer.counter if counter is None else counter
    bound = frozenset() if at is None else frozenset({at})
    actor = Actor("officer", officer.login)
    return Caller(actor, "cookie", officer.roles, bound, officer.name, officer.must_change)


def device_caller(device: Device) -> Caller:
    """A device as a caller; only a terminal works at a counter."""
    bound = device.counters if device.role == "terminal" else frozenset()
    return Caller(Actor("device", device.id), "bearer", frozenset({device.role}), bound)


def guard() -> None:
    """Refuse wrong secrets, and writes with a cookie that carry no CSRF token."""
    if g.bad_secret:
        bearers.refuse_wrong(request.remote_addr or "")
    if request.method in _WRITES and g.caller.via == "cookie" and not _is_public():
        csrf.check()


def permit() -> ResponseReturnValue | None:
    """Let the request pass if who asks has the permission that its route names.

    Pages send strangers to the sign-in, and tell the others why; raises Problem elsewhere.
    """
    endpoint = request.endpoint
    if endpoint is None or request.method == "OPTIONS":
        return None
    need = permits.of(endpoint, current_app.view_functions.get(endpoint))
    if need is None:
        raise Problem("not-allowed")
    if need.permission is None:
        return None
    if need.notice:
        return _permit_page(need.permission, need.notice)
    _permit(need.permission)
    return None


def _permit(permission: P) -> None:
    found = caller()
    if not found.known or (permission is P.OWN_SESSION and found.via != "cookie"):
        raise Problem(g.get("ended") or "not-logged-in")
    if found.must_change and permission is not P.OWN_SESSION:
        raise Problem("change-first")
    if not found.may(permission):
        raise Problem("not-allowed")


def _permit_page(permission: P, told: str) -> Response | None:
    found = caller()
    if found.via != "cookie":
        return redirect(f"/login?next={quote(_wanted())}")
    if found.must_change and permission is not P.OWN_SESSION:
        return redirect("/secret")
    if found.may(permission):
        return None
    return notice(told, 403, own=next(iter(found.counters), None))


def _wanted() -> str:
    """Where somebody was going, with what they asked there; a form is never sent twice."""
    asked = request.method == "GET" and request.query_string
    return request.full_path if asked else request.path


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return permits.of(request.endpoint, view) is permits.PUBLIC


def caller() -> Caller:
    """Who asks."""
    return cast(Caller, g.caller)


def require_at(counter: int) -> Caller:
    """The caller if they may work at ``counter``; else 404 or 403."""
    found = caller()
    if counter not in context().desk.plan.counters:
        raise refuse("unknown-counter", counter)
    if not found.may_work_at(counter):
        raise Problem("not-your-counter", counter=str(counter))
    return found
