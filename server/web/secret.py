"""Choosing a new secret: the first one is for one sign-in only."""

from __future__ import annotations

from flask import Blueprint, request, session
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from server.domain.permissions import Permission as P
from server.store import pins
from server.store.accounts import SHORTEST_PASSWORD, SHORTEST_PIN, hashed
from server.web import auth
from server.web.context import Context, context
from server.web.gate import Gate, Locked
from server.web.permits import needs
from server.web.shells import page

LONGEST = 64


def change(parts: Context, login: str, old: str, new: str) -> bool:
    """Put ``new`` in the place of ``old`` and go on with this session; False if ``old`` is wrong.

    Who has a password changes it; a session bound to a counter by PIN changes the PIN.
    """
    counter, until = session.get("counter"), session.get("until")
    at_counter = counter is not None
    found = parts.runtime.offload(parts.accounts.verify_pin, login, old, at_counter)
    if found is None or old == new or pins.is_weak(new, login):
        return False
    password = found.has_password and not at_counter
    if password and len(new) < SHORTEST_PASSWORD:
        return False
    kept = parts.runtime.offload(hashed, new)
    if password:
        parts.accounts.set_password(login, kept)
    else:
        parts.accounts.set_pin(login, kept)
    fresh = parts.accounts.officer(login)
    if fresh is None:
        return False
    before, sid = session.get("sid"), auth.log_in(fresh, counter, until)
    if counter is not None:
        parts.seats.leave(str(before))
        parts.seats.sit(counter, sid, fresh.name, until or 0.0, login)
    return True


def blueprint(gate: Gate) -> Blueprint:
    """``/secret``: the page on which it is chosen; ``gate`` slows down whoever guesses."""
    bp = Blueprint("secret", __name__)

    @bp.get("/secret")
    @needs(P.OWN_SESSION, "not_a_manager")
    def form() -> str:
        """The form."""
        return _form()

    @bp.post("/secret")
    @needs(P.OWN_SESSION)
    def choose() -> Response | tuple[str, int]:
        """Change it, or say every thing that is wrong."""
        sent, by, address = request.form, auth.caller(), request.remote_addr or ""
        old, new = sent.get("old", "")[:LONGEST], sent.get("new", "")
        wrong = _wrong(by.actor.id, new, sent.get("again", ""))
        if not wrong:
            try:
                gate.enter(by.actor.id, address)
            except Locked as locked:
                return _form("many", minutes=locked.minutes), 429
            if change(context(), by.actor.id, old, new):
                gate.passed(by.actor.id, address)
                return redirect("/manage" if auth.caller().may(P.SEE_HALL) else "/console", 303)
            gate.failed(by.actor.id, address)
            wrong = ["old"]
        return _form(*wrong), 422

    return bp


def _wrong(login: str, new: str, again: str) -> list[str]:
    found = context().accounts.officer(login)
    password = found is not None and found.has_password and "counter" not in session
    wrong = [] if SHORTEST_PIN <= len(new) <= LONGEST else ["length"]
    if not wrong and password and len(new) < SHORTEST_PASSWORD:
        wrong = ["short"]
    if not wrong and pins.is_weak(new, login):
        wrong = ["weak"]
    return wrong if new == again else [*wrong, "differs"]


def _form(*wrong: str, minutes: int = 1) -> str:
    centre, must = context().desk.plan.centre, auth.caller().must_change
    csrf = auth.csrf_token()
    return page("secret", wrong=wrong, minutes=minutes, centre=centre, must=must, csrf=csrf)
