"""For staff: who calls for a person, and saying that somebody comes or was there."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import helpdesk
from server.store.accounts import ROLES
from server.web import auth
from server.web.answers_alerts import Alert, Alerts
from server.web.asked import idempotency_key
from server.web.context import answer, context

bp = APIBlueprint("alerts", __name__, tag="Alerts", url_prefix="/api/v1/alerts")


@bp.get("")
@bp.output(Alerts)
@bp.doc(security=["device", "officer"])
def alerts() -> Response:
    """Those that still need somebody, the longest waiting first."""
    auth.require(auth.STAFF)
    return answer({"alerts": helpdesk.alerts(context().snapshot().hall)})


@bp.post("/<alert>/coming")
@bp.output(Alert)
@bp.doc(security=["officer"])
def coming(alert: str) -> Response:
    """Somebody is on the way; the device says so."""
    by = auth.require(ROLES)
    return answer(context().desk.answer_help(by.actor, idempotency_key(), alert))


@bp.post("/<alert>/done")
@bp.output(Alert)
@bp.doc(security=["officer"])
def done(alert: str) -> Response:
    """Somebody has been there."""
    by = auth.require(ROLES)
    return answer(context().desk.finish_help(by.actor, idempotency_key(), alert))
