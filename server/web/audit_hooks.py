"""Who signs in and out, and who could not, told to the journal as it is answered."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask
from flask import Response, g, request
from flask_login import user_logged_in, user_logged_out

from server.desk import Actor
from server.domain import facts as f
from server.domain.networks import network_of
from server.store import acting
from server.web import auth
from server.web.context import context

PROVIDER = "signed_in_by"
"""Under this name of ``g`` stands by what a sign-in is made, if not by a secret of ours."""
SEAT = "signs_in_at"
"""Under this name of ``g`` stand the counter that a sign-in is for, and whose place it takes."""
_SIGN_IN = "/api/v1/session"
_REFUSED = frozenset({401, 403})


def register(app: APIFlask) -> None:
    """Listen to every sign-in of ``app``, whichever route it takes."""
    user_logged_in.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)
    app.after_request(_refused)
    app.before_request(_changes)
    app.teardown_request(_changed)


def network() -> str:
    """The network that this request comes from."""
    return network_of(request.remote_addr or "")


def _changes() -> None:
    """Accounts that this request changes are changed by whom it is from."""
    who = auth.caller()
    acting.WHO.set(str(who.actor) if who.known else acting.COMMAND)


def _changed(_: BaseException | None) -> None:
    acting.WHO.set(acting.COMMAND)


def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    officer = user.officer
    by = Actor("officer", officer.login)
    at, instead_of = g.get(SEAT, (officer.counter, ""))
    fact = f.SignedIn(officer.login, at, network(), g.get(PROVIDER, ""), instead_of)
    context().desk.keep_fact(by, fact)


def _signed_out(sender: Any, user: Any, **_: Any) -> None:
    officer = getattr(user, "officer", None)
    if officer is not None:
        context().desk.keep_fact(Actor("officer", officer.login), f.SignedOut(officer.login))


def _refused(response: Response) -> Response:
    asked = request.method == "POST" and request.path == _SIGN_IN
    if asked and response.status_code in _REFUSED:  # who is slowed down (429) fills no journal
        typed = (request.get_json(silent=True) or {}).get("login")
        known = context().accounts.officer(typed) if isinstance(typed, str) else None
        fact = f.SignInFailed("" if known is None else known.login, network())
        context().desk.keep_fact(auth.NOBODY.actor, fact)
    return response
