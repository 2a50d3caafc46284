"""For officers: logging in by PIN, who am I, logging out."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from server.web import answers, auth
from server.web.context import answer, context
from server.web.gate import Gate
from server.web.problems import Problem
from server.web.schemas import Login


def blueprint(gate: Gate) -> APIBlueprint:
    """``/session``; ``gate`` slows down whoever guesses PINs."""
    bp = APIBlueprint("session", __name__, tag="Session", url_prefix="/api/v1")

    @bp.post("/session")
    @bp.input(Login)
    @bp.output(answers.Session)
    @auth.public
    def log_in(json_data: Login) -> Response:
        """Log in; answers who you are and the csrf token, and sets the session cookie."""
        parts, address = context(), request.remote_addr or ""
        gate.enter(json_data.login, address)
        verify = parts.accounts.verify_pin
        officer = parts.runtime.offload(verify, json_data.login, json_data.pin)
        if officer is None:
            gate.failed(address)
            raise Problem("wrong-pin")
        gate.passed(json_data.login, address)
        auth.log_in(officer)
        return answer(_me())

    @bp.get("/session")
    @bp.output(answers.Session)
    @bp.doc(security=["officer"])
    def who_am_i() -> Response:
        """Who is logged in."""
        return answer(_me())

    @bp.delete("/session")
    @bp.output({}, 204)
    @bp.doc(security=["officer"])
    def log_out() -> Response:
        """Log out; every copy of the cookie is worth nothing from now on."""
        _officer()
        auth.log_out()
        return Response(status=204)

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
    }
