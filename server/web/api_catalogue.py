"""For everybody in the hall: the centre, its groups, its boards."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import boards, documents
from server.domain.errors import refuse
from server.web import answers, answers_catalogue, search
from server.web.auth import public
from server.web.context import answer, context
from server.web.schemas import ProcedureQuery

bp = APIBlueprint("catalogue", __name__, tag="Catalogue", url_prefix="/api/v1")


@bp.get("/centre")
@bp.output(answers_catalogue.Centre)
@public
def centre() -> Response:
    """The centre: names, opening hours, zones, counters, and whether it is open now."""
    return answer(documents.centre(context().snapshot()))


@bp.get("/groups")
@bp.output(answers.many(answers_catalogue.Group))
@public
def groups() -> Response:
    """What a ticket can be for, with each queue as it is now."""
    return answer(documents.groups(context().snapshot()))


@bp.get("/procedures")
@bp.input(ProcedureQuery, location="query")
@bp.output(answers.many(answers.Procedure))
@public
def procedures(query_data: ProcedureQuery) -> Response:
    """Procedures whose words begin with the words of ``q``, without accents and in any order."""
    found = search.matching(context().desk.plan.groups.values(), query_data.q)
    rows = [
        {"code": g.code, "name_vi": g.name_vi, "name_en": g.name_en, "group": g.code} for g in found
    ]
    return answer(rows)


@bp.get("/boards/<zone>")
@bp.output(answers.ZoneBoard)
@public
def board(zone: str) -> Response:
    """A zone's whole board; ``hall`` is all zones together."""
    snap = context().snapshot()
    if zone != boards.HALL and zone not in snap.hall.rules.zones:
        raise refuse("unknown-zone", zone)
    return answer({**boards.board(snap, zone).model_dump(), "zone": zone})
