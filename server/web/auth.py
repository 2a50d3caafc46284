"""Who asks, and whether they may: device secrets, officers' sessions, CSRF."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, cast

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from server.desk import Actor
from server.domain.errors import refuse
from server.store.accounts import ROLES, Device, Officer
from server.web.context import context
from server.web.problems import Problem

MANAGERS = frozenset({"admin", "manager", "supervisor"})
"""May act at every counter and see the whole hall."""
GUIDES = MANAGERS | {"guide"}
"""May stand at the guidance desk: numbers for others, kiosks, alerts, closing a group."""
READERS = MANAGERS | {"auditor"}
"""May see the hall's figures."""
ISSUERS = (ROLES - {"auditor"}) | {"kiosk"}
"""May give out numbers."""
PRINTERS = ROLES - {"auditor"}
"""May have a slip printed once more."""
STAFF = ROLES | {"kiosk", "display", "terminal", "monitor"}
"""Everybody who has credentials."""

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the desk's actor, what they may be, and the counters they are bound to."""

    actor: Actor
    via: Literal["bearer", "cookie", "nobody"]
    roles: frozenset[str] = frozenset()
    counters: frozenset[int] = frozenset()
    name: str | None = None

    @property
    def known(self) -> bool:
        """Whether the caller showed good credentials."""
        return self.via != "nobody"

    def may_work_at(self, counter: int) -> bool:
        """Whether the caller may do anything at this counter."""
        return counter in self.counters or not MANAGERS.isdisjoint(self.roles)


NOBODY = Caller(Actor("citizen", "anonymous"), "nobody")


class LoggedIn(UserMixin):  # type: ignore[misc]
    """The officer of a session, as Flask-Login wants it; pages read name, roles and counter."""

    def __init__(self, officer: Officer) -> None:
        self.officer = officer
        self.name = officer.name
        self.roles = officer.roles
        self.counter = officer.counter

    def get_id(self) -> str:
        """Changes with the PIN, so that sessions of an old PIN end."""
        return f"{self.officer.stamp}:{self.officer.login}"


def register(app: Flask) -> None:
    """Sessions and CSRF for ``app``."""
    _csrf.init_app(app)
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(id: str) -> LoggedIn | None:
    stamp, _, login = id.partition(":")
    parts = context()
    officer = parts.accounts.officer(login)
    if officer is None or officer.stamp != stamp or session.get("sid") in parts.ended:
        return None
    return LoggedIn(officer)


def log_in(officer: Officer) -> None:
    """A session of its own: nothing of what the browser brought along stays in it."""
    session.clear()
    session.permanent = True
    session["sid"] = secrets.token_urlsafe(16)
    login_user(LoggedIn(officer))
    g.caller = officer_caller(officer)


def log_out() -> None:
    """End the session here and for every copy of its cookie."""
    if sid := session.get("sid"):
        context().ended.end(sid)
    logout_user()
    session.clear()


def csrf_token() -> str:
    """The token that writes of this session carry as X-CSRF-Token."""
    return cast(str, generate_csrf())


def identify() -> None:
    """Find out who asks; never refuses, so that the rate limit can count first."""
    g.caller, g.bad_secret = NOBODY, False
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        device = context().accounts.verify_device(secret.strip())
        g.caller = device_caller(device) if device else NOBODY
        g.bad_secret = device is None
    elif request.cookies:
        g.caller = session_caller()


def session_caller() -> Caller:
    """Who the session's cookie says it is, or NOBODY."""
    found: Any = current_user
    return officer_caller(found.officer) if found.is_authenticated else NOBODY


def officer_caller(officer: Officer) -> Caller:
    """An officer as a caller."""
    bound = frozenset() if officer.counter is None else frozenset({officer.counter})
    return Caller(Actor("officer", officer.login), "cookie", officer.roles, bound, officer.name)


def device_caller(device: Device) -> Caller:
    """A device as a caller; only a terminal works at a counter."""
    bound = device.counters if device.role == "terminal" else frozenset()
    return Caller(Actor("device", device.id), "bearer", frozenset({device.role}), bound)


def guard() -> None:
    """Refuse wrong secrets, and writes with a cookie that carry no CSRF token."""
    if g.bad_secret:
        raise Problem("bad-credentials")
    if request.method in _WRITES and g.caller.via == "cookie" and not _is_public():
        try:
            _csrf.protect()
        except CSRFError as error:
            raise Problem("csrf") from error


def public(view: Any) -> Any:
    """Mark a view that needs no credentials, and so no CSRF token either."""
    view.needs_no_credentials = True
    return view


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "needs_no_credentials", False))


def caller() -> Caller:
    """Who asks."""
    return cast(Caller, g.caller)


def require(roles: Collection[str]) -> Caller:
    """The caller if they have one of ``roles``; else 401 or 403."""
    found = caller()
    if not found.known:
        raise Problem("not-logged-in")
    if found.roles.isdisjoint(roles):
        raise Problem("not-allowed")
    return found


def require_at(counter: int) -> Caller:
    """The caller if they may work at ``counter``; else 401, 404 or 403."""
    found = require(STAFF)
    if counter not in context().desk.plan.counters:
        raise refuse("unknown-counter", counter)
    if not found.may_work_at(counter):
        raise Problem("not-your-counter")
    return found
