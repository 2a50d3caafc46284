"""``/manage/open``: which other systems may read, and which are told what happens.

Addresses are not set here but on the machine itself: who has only a session must not be able to
make the server call places inside the house. See docs/decisions/0026-webhooks.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, make_response, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.clock import HallClock
from server.domain import sessions
from server.domain.facts import from_ms, to_ms
from server.domain.permissions import OF_TOKENS
from server.domain.permissions import Permission as P
from server.hooks import events
from server.hooks.courier import deliver
from server.hooks.post import Sender
from server.store.accounts import AccountRefused
from server.store.hooks import Hook, HookBook
from server.web import auth
from server.web.context import Context, context
from server.web.people_form import is_day
from server.web.permits import needs
from server.web.shells import page

bp = Blueprint("open_page", __name__)
HOME = "/manage/open"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@bp.get(HOME)
@needs(P.MANAGE_LINKS, "not_of_office")
def links() -> str:
    """Tokens and webhooks, and how they are."""
    return _page(wrong=request.args.get("wrong", ""), told=request.args.get("told", ""))


@bp.post(f"{HOME}/token")
@needs(P.MANAGE_LINKS)
def add_token() -> Response:
    """A new token; its secret is on this one answer and nowhere else."""
    name, until = request.form.get("name", "").strip(), request.form.get("until", "")
    scopes = request.form.getlist("scope")
    if wrong := _wrong_token(name, scopes, until):
        return _back(wrong=wrong)
    try:
        secret = context().tokens.add(name, scopes, until or None, by=_by())
    except AccountRefused:
        return _back(wrong="taken")
    made = make_response(_page(secret=secret, added=name))
    made.headers["Cache-Control"] = "no-store"
    return made


def _wrong_token(name: str, scopes: list[str], until: str) -> str:
    """Which words tell what is wrong; empty when nothing is."""
    if not _NAME.fullmatch(name):
        return "name"
    if not scopes or not set(scopes) <= set(OF_TOKENS):
        return "scope"
    if until and (not is_day(until) or until < context().today):
        return "day"
    return ""


@bp.post(HOME)
@needs(P.MANAGE_LINKS)
def act() -> Response:
    """Revoke a token; pause, resume, test or remove a webhook."""
    try:
        wrong = _do(request.form.get("deed", ""), request.form.get("id", ""))
    except AccountRefused:
        wrong = "gone"
    return _back(wrong=wrong) if wrong else _back(told=request.form["deed"])


def _do(deed: str, name: str) -> str:
    """Which words tell what is wrong; empty when it is done. Raises AccountRefused."""
    if deed == "revoke":
        context().tokens.revoke(name, by=_by())
    elif deed in ("pause", "resume"):
        _book().pause(name, paused=deed == "pause", by=_by())
    elif deed == "remove":
        if not request.form.get("sure"):
            return "sure"
        _book().remove(name, by=_by())
    elif deed == "test":
        return _test(_book().find(name))
    else:
        return "gone"
    return ""


def _test(hook: Hook) -> str:
    """Send it the trial; what it answers is not shown, so that nobody looks around with it."""
    at = HallClock().now()
    trial = events.trial(context().desk.plan.centre.id, to_ms(at))
    return "silent" if deliver(Sender(), hook, trial, at) else ""


def _book() -> HookBook:
    return HookBook(context().accounts.store)


def _by() -> str:
    return str(auth.caller().actor)


def _back(**told: str) -> Response:
    (query,) = (f"{name}={value}" for name, value in told.items())
    return redirect(f"{HOME}?{query}", 303)


def _page(wrong: str = "", told: str = "", secret: str = "", added: str = "") -> str:
    parts = context()
    return page(
        "open",
        name=auth.caller().name,
        tokens=parts.tokens.all(),
        hooks=_book().all(),
        behind=_waiting(parts),
        scopes=sorted(OF_TOKENS),
        local=_local(parts),
        today=parts.today,
        wrong=wrong,
        told=told,
        secret=secret,
        added=added,
        csrf=auth.csrf_token(),
    )


def _waiting(parts: Context) -> dict[str, bool]:
    """Of each webhook that is told, whether an event waits for it."""
    with parts.accounts.store.read() as db:
        return {
            one.id: bool(events.after(db, "", one.told_seq, one.events, 1)) for one in _book().all()
        }


def _local(parts: Context) -> Callable[[int], str]:
    zone = sessions.zone_of(parts.desk.plan)

    def local(at_ms: int) -> str:
        at: datetime = from_ms(at_ms).astimezone(zone)
        return at.strftime("%H:%M %d/%m")

    return local
