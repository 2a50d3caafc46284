"""For everybody in the hall: the centre, its groups, its boards."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import boards, documents
from server.domain.errors import refuse
from server.web import answers, answers_catalogue, search
from server.web.context import answer, context
from server.web.permits import public
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
    """Procedures that ``q`` may mean, best first: accents, case and word order do not matter.

    A centre without a list of procedures answers its groups. ``X-Total-Count`` counts all that
    were found.
    """
    parts, asked = context(), query_data
    plan = parts.desk.plan
    total, rows = search.find(parts.shelf, plan, asked.q, asked.offset, asked.limit)
    made = answer(rows)
    made.headers["X-Total-Count"] = str(total)
    return made


@bp.get("/boards/<zone>")
@bp.output(answers.ZoneBoard)
@public
def board(zone: str) -> Response:
    """A zone's whole board; ``hall`` is all zones together."""
    snap = context().snapshot()
    if zone != boards.HALL and zone not in snap.hall.rules.zones:
        raise refuse("unknown-zone", zone)
    return answer({**boards.board(snap, zone).model_dump(), "zone": zone})
