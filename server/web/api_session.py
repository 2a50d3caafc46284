"""For officers: logging in by PIN, who am I, logging out."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, session

from server.domain.permissions import Permission as P
from server.web import answers, auth, learnt, secret, signin
from server.web.context import answer, context
from server.web.gate import Gate
from server.web.permits import needs, public
from server.web.problems import Problem
from server.web.schemas import Login, NewSecret


def blueprint(gate: Gate) -> APIBlueprint:
    """``/session``; ``gate`` slows down whoever guesses PINs."""
    bp = APIBlueprint("session", __name__, tag="Session", url_prefix="/api/v1")

    @bp.post("/session")
    @bp.input(Login)
    @bp.output(answers.Session)
    @public
    def log_in(json_data: Login) -> Response:
        """Log in; answers who you are and the csrf token, and sets the session cookie."""
        parts, address = context(), request.remote_addr or ""
        gate.enter(json_data.login, address)
        verify, told = parts.accounts.verify_pin, json_data
        at_counter = told.counter is not None
        officer = parts.runtime.offload(verify, told.login, told.pin, at_counter)
        if officer is None:
            gate.failed(json_data.login, address)
            raise Problem("wrong-pin")
        gate.passed(json_data.login, address)
        if parts.settings.oidc_only and not at_counter:
            raise Problem("oidc-only")
        signin.admit(parts, officer, told.counter, told.takeover)
        return answer(_me())

    @bp.get("/session")
    @bp.output(answers.Session)
    @bp.doc(security=["officer"])
    @needs(P.OWN_SESSION)
    def who_am_i() -> Response:
        """Who is logged in."""
        return answer(_me())

    @bp.delete("/session")
    @bp.output({}, 204)
    @bp.doc(security=["officer"])
    @needs(P.OWN_SESSION)
    def log_out() -> Response:
        """Log out; every copy of the cookie is worth nothing from now on."""
        parts, by = context(), _officer()
        for counter in parts.seats.of(session.get("sid")):
            learnt.leave(parts, by.actor.id, counter)
        auth.log_out()
        return Response(status=204)

    @bp.post("/session/secret")
    @bp.input(NewSecret)
    @bp.output(answers.Session)
    @bp.doc(security=["officer"])
    @needs(P.OWN_SESSION)
    def change(json_data: NewSecret) -> Response:
        """Choose a new PIN or password; every other session of this login ends."""
        by, address = _officer(), request.remote_addr or ""
        gate.enter(by.actor.id, address)
        if not secret.change(context(), by.actor.id, json_data.old, json_data.new):
            gate.failed(by.actor.id, address)
            raise Problem("wrong-pin")
        gate.passed(by.actor.id, address)
        return answer(_me())

    return bp


def _officer() -> auth.Caller:
    found = auth.caller()
    if found.via != "cookie":
        raise Problem("not-logged-in")
    return found


def _me() -> dict[str, Any]:
    found = _officer()
    return {
        "login": found.actor.id,
        "name": found.name,
        "roles": sorted(found.roles),
        "counter": next(iter(found.counters), None),
        "csrf": auth.csrf_token(),
        "must_change": found.must_change,
    }
