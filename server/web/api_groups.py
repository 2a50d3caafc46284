"""For guides and managers: closing a group for newcomers, and opening it again."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from server.domain.permissions import Permission as P
from server.web import auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.schemas import AwareDatetime, Body, Reason

bp = APIBlueprint("groups", __name__, tag="Groups", url_prefix="/api/v1/groups/<code>")
"""May close a group for newcomers, and open it again."""


class Closing(Body):
    """Why newcomers are not taken, in one language or both, and until when of today."""

    reason_vi: Reason = ""
    reason_en: Reason = ""
    until: AwareDatetime | None = None


class GroupDone(BaseModel):
    """Whether the group is open to newcomers, as far as staff decide, and how many wait."""

    group: str
    open: bool
    waiting: int


@bp.post("/close")
@bp.input(Closing)
@bp.output(GroupDone)
@bp.doc(security=["officer"])
@needs(P.CLOSE_GROUPS)
def close(code: str, json_data: Closing) -> Response:
    """Give no more numbers of this group today, or until a moment; who waits keeps their place."""
    by = auth.caller()
    told = json_data
    done = context().desk.close_group(
        by.actor, idempotency_key(), code, told.reason_vi, told.reason_en, told.until
    )
    return answer(done)


@bp.post("/open")
@bp.output(GroupDone)
@bp.doc(security=["officer"])
@needs(P.CLOSE_GROUPS)
def open_(code: str) -> Response:
    """Give numbers of this group again."""
    by = auth.caller()
    return answer(context().desk.reopen_group(by.actor, idempotency_key(), code))
