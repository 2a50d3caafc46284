"""For staff: who calls for a person, and saying that somebody comes or was there."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import deviceview, helpdesk, strandedview
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.answers_alerts import Alert, Alerts
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs

bp = APIBlueprint("alerts", __name__, tag="Alerts", url_prefix="/api/v1/alerts")


@bp.get("")
@bp.output(Alerts)
@bp.doc(security=["device", "officer"])
@needs(P.SEE_ALERTS)
def alerts() -> Response:
    """Those that still need somebody, the longest waiting first, and what is wrong with devices."""
    parts = context()
    hall = parts.snapshot().hall
    alarms = deviceview.alarms(parts.devices, parts.accounts, hall)
    told = {"alerts": helpdesk.alerts(hall), "stranded": strandedview.rows(hall)}
    return answer({**told, "alarms": alarms})


@bp.post("/<alert>/coming")
@bp.output(Alert)
@bp.doc(security=["officer"])
@needs(P.ANSWER_ALERTS)
def coming(alert: str) -> Response:
    """Somebody is on the way; the device says so."""
    by = auth.caller()
    return answer(context().desk.answer_help(by.actor, idempotency_key(), alert))


@bp.post("/<alert>/done")
@bp.output(Alert)
@bp.doc(security=["officer"])
@needs(P.ANSWER_ALERTS)
def done(alert: str) -> Response:
    """Somebody has been there."""
    by = auth.caller()
    return answer(context().desk.finish_help(by.actor, idempotency_key(), alert))
