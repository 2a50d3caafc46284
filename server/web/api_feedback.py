"""Feedback to the centre: anybody gives it and sees the answer; the staff answer and close it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from apiflask import APIBlueprint
from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerHour
from pydantic import BaseModel, Field
from werkzeug.exceptions import TooManyRequests

from server import replies
from server.domain.errors import refuse
from server.domain.facts import from_ms
from server.domain.feedback import LONGEST, plain_code
from server.domain.permissions import Permission as P
from server.store.feedback import Feedback
from server.web import auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs, public
from server.web.schemas import Body, TicketNumber

AN_HOUR = 60
"""Pieces of feedback from one address; a whole hall may stand behind it."""
MOST = 200
"""Of the inbox, the newest of a state."""
RETRY_S = 600
State = Literal["new", "answered", "closed"]


class Words(Body):
    """What somebody writes to the centre; ``number`` is their ticket's, if they say it."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    number: TicketNumber | None = None
    lang: Literal["vi", "en"] = "vi"


class Reply(Body):
    """What the centre answers."""

    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]


class InboxQuery(BaseModel):
    """Which state; all when left out."""

    state: State | None = None


class Given(BaseModel):
    """The reference code, and where the answer will be."""

    code: str
    url: str


class Public(BaseModel):
    """Feedback as its writer sees it."""

    code: str
    text: str
    state: State
    given_at: str
    answer: str | None
    answered_at: str | None


class Kept(Public):
    """Feedback as the staff see it: who did what, and when."""

    number: int | None
    lang: str
    answered_by: str | None
    closed_by: str | None
    closed_at: str | None


class Inbox(BaseModel):
    """The newest of a state, and how many there are of each."""

    counts: dict[str, int]
    rows: list[Kept]


class Door:
    """Counts what comes from one address, whoever sends it: by the interface or by the form."""

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter
        self._most = RateLimitItemPerHour(AN_HOUR)

    def enter(self, address: str) -> None:
        """Raises TooManyRequests when too much came."""
        if not self._limiter.limiter.hit(self._most, "feedback", address):
            raise TooManyRequests(retry_after=RETRY_S)


def public_view(found: Feedback) -> dict[str, Any]:
    """What the writer may see: no name, no login."""
    return {
        "code": found.code,
        "text": found.words,
        "state": found.state,
        "given_at": _at(found.given_ms),
        "answer": found.answer,
        "answered_at": _at(found.answered_ms),
    }


def kept_view(found: Feedback) -> dict[str, Any]:
    """What the staff may see."""
    return {
        **public_view(found),
        "number": found.number,
        "lang": found.lang,
        "answered_by": found.answered_by,
        "closed_by": found.closed_by,
        "closed_at": _at(found.closed_ms),
    }


def _at(ms: int | None) -> str | None:
    hall = context().desk.snapshot().hall
    return None if ms is None else replies.local(hall, from_ms(ms))


def find(code: str) -> Feedback:
    """The one of a code, however it was typed. Raises Refused."""
    found = context().desk.feedback.find(plain_code(code))
    if found is None:
        raise refuse("unknown-feedback")
    return found


def blueprint(door: Door) -> APIBlueprint:
    """The interface, with ``door`` before what anybody may send."""
    bp = APIBlueprint("feedback", __name__, tag="Feedback", url_prefix="/api/v1")

    @bp.post("/feedback")
    @bp.input(Words)
    @bp.output(Given, 201)
    @public
    def give(json_data: Words) -> Response:
        """Write to the centre; anonymous, long numbers are blotted out."""
        door.enter(get_remote_address())
        desk, who = context().desk, auth.NOBODY.actor
        code = desk.give_feedback(
            who, idempotency_key(), json_data.text, json_data.number, json_data.lang
        )
        return answer({"code": code, "url": f"{desk.url}/feedback/{code}"}, 201)

    @bp.get("/feedback/<code>")
    @bp.output(Public)
    @public
    def view(code: str) -> Response:
        """What was written, and the answer, for whoever has the code."""
        return answer(public_view(find(code)))

    _inbox(bp)
    return bp


def _inbox(bp: APIBlueprint) -> None:
    @bp.get("/feedback")
    @bp.input(InboxQuery, location="query")
    @bp.output(Inbox)
    @bp.doc(security=["officer"])
    @needs(P.KEEP_FEEDBACK)
    def inbox(query_data: InboxQuery) -> Response:
        """The inbox of the centre's staff."""
        box = context().desk.feedback
        counts = {"new": 0, "answered": 0, "closed": 0, **box.counts()}
        rows = [kept_view(one) for one in box.newest(query_data.state, MOST)]
        return answer({"counts": counts, "rows": rows})

    @bp.post("/feedback/<code>/answer")
    @bp.input(Reply)
    @bp.output(Kept)
    @bp.doc(security=["officer"])
    @needs(P.KEEP_FEEDBACK)
    def reply(code: str, json_data: Reply) -> Response:
        """Answer what is new; the writer sees it under the code."""
        by = auth.caller().actor
        context().desk.answer_feedback(by, find(code).code, json_data.text)
        return answer(kept_view(find(code)))

    @bp.post("/feedback/<code>/close")
    @bp.output(Kept)
    @bp.doc(security=["officer"])
    @needs(P.KEEP_FEEDBACK)
    def close(code: str) -> Response:
        """Close what is answered."""
        by = auth.caller().actor
        context().desk.close_feedback(by, find(code).code)
        return answer(kept_view(find(code)))
