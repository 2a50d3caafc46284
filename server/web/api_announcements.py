"""For the guidance desk: words on the boards of a zone or of the whole hall."""

from __future__ import annotations

from typing import Annotated

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel, Field

from server import announcedesk
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.schemas import AwareDatetime, Body, Code

bp = APIBlueprint(
    "announcements", __name__, tag="Guidance desk", url_prefix="/api/v1/announcements"
)
Words = Annotated[str, Field(max_length=120)]
"""What fits the line of a board."""


class Announcing(Body):
    """The words, in one language or both, a zone or ``hall``, and until when of today."""

    place: Code
    vi: Words = ""
    en: Words = ""
    until: AwareDatetime | None = None


class Said(BaseModel):
    """One announcement; without ``until`` it stands for the rest of the day."""

    place: str
    vi: str
    en: str
    until: str | None


class Announcements(BaseModel):
    """What boards say now, at most one announcement a place."""

    announcements: list[Said]


@bp.get("")
@bp.output(Announcements)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def said() -> Response:
    """What boards say now."""
    return answer(announcedesk.announced(context().snapshot()))


@bp.post("")
@bp.input(Announcing)
@bp.output(Announcements)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def announce(json_data: Announcing) -> Response:
    """Say something on the boards of a place, instead of what was said there."""
    asked, by = json_data, auth.caller()
    done = context().desk.announce(
        by.actor, idempotency_key(), asked.place, asked.vi, asked.en, asked.until
    )
    return answer(done)


@bp.post("/<place>/end")
@bp.output(Announcements)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def end(place: str) -> Response:
    """Take it from the boards."""
    by = auth.caller()
    return answer(context().desk.end_announcement(by.actor, idempotency_key(), place))
