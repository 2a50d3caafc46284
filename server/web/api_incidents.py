"""For managers: what stands out in the hall, and saying that somebody sees to it."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import incidentview
from server.domain.permissions import Permission as P
from server.web import answers_incidents as a
from server.web import auth
from server.web.context import answer, context
from server.web.permits import needs

bp = APIBlueprint("incidents", __name__, tag="Management", url_prefix="/api/v1/incidents")


@bp.get("")
@bp.output(a.Incidents)
@bp.doc(security=["officer"])
@needs(P.SEE_HALL)
def incidents() -> Response:
    """What stands out now, by the rules of ``/manage/alerts``, and what to do."""
    parts = context()
    hall = parts.snapshot().hall
    return answer({"incidents": incidentview.standing(parts.incidents, parts.accounts, hall)})


@bp.post("/<incident>/take")
@bp.output(a.Taken)
@bp.doc(security=["officer"])
@needs(P.RUN_HALL)
def take(incident: str) -> Response:
    """Somebody sees to it; whoever said so first stays."""
    context().incidents.take(auth.caller().actor, incident)
    return answer({"id": incident})
