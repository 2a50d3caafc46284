"""For everybody: what the procedures of a group ask people to bring."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from server.domain.errors import refuse
from server.web import search
from server.web.context import answer, context
from server.web.permits import public

bp = APIBlueprint("papers", __name__, tag="Catalogue", url_prefix="/api/v1/groups/<code>")


class Papers(BaseModel):
    """What they have in common; nothing in a centre without a list of procedures."""

    documents_vi: list[str]
    documents_en: list[str]


@bp.get("/papers")
@bp.output(Papers)
@public
def papers(code: str) -> Response:
    """What to bring for a group, as far as its procedures have it in common."""
    parts = context()
    if code not in parts.desk.plan.groups:
        raise refuse("unknown-group", code)
    return answer(search.papers(parts.shelf, code))
