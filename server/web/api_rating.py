"""For the tablet of a counter: whom it may ask how the visit was, and the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from server import replies
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.domain.snapshot import Snapshot
from server.feedbackdesk import RATE_WITHIN_S, last_served
from server.web import answers, auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.problems import Problem
from server.web.schemas import Code, Rating

bp = APIBlueprint("ratings", __name__, tag="Ratings", url_prefix="/api/v1")
TABLETS = frozenset({"terminal", "monitor"})
"""Devices that may ask at the counters to which they are bound."""


class CounterRating(Rating):
    """How the visit of ``ticket`` (its id, not its key) was."""

    ticket: Code


class Visit(BaseModel):
    """Who was served last; nothing in it says by whom."""

    ticket: str
    number: int
    group_vi: str
    group_en: str
    finished_at: str
    until: str


class Asking(BaseModel):
    """The visit to ask about, or null: none, too long ago, or rated."""

    visit: Visit | None
    now: str


@bp.get("/counters/<int:n>/rating")
@bp.output(Asking)
@bp.doc(security=["device", "officer"])
@needs(P.ASK_RATINGS)
def asking(n: int) -> Response:
    """Whose visit the tablet of this counter may ask about now."""
    _require(n)
    snap = context().snapshot()
    return answer({"visit": _visit(snap, n), "now": replies.local(snap.hall, snap.at)})


@bp.post("/counters/<int:n>/rating")
@bp.input(CounterRating)
@bp.output(answers.TicketState)
@bp.doc(security=["device", "officer"])
@needs(P.ASK_RATINGS)
def rate(n: int, json_data: CounterRating) -> Response:
    """Rate the visit that the tablet shows; once, whether here or on the phone."""
    by = _require(n)
    told = json_data
    done = context().desk.rate_at(
        by.actor, idempotency_key(), n, told.ticket, told.score, told.reasons, told.comment
    )
    return answer(done)


def _require(counter: int) -> auth.Caller:
    found = auth.caller()
    if counter not in context().desk.plan.counters:
        raise refuse("unknown-counter", counter)
    if not (found.may_work_at(counter) or _is_bound(found, counter)):
        raise Problem("not-your-counter", counter=str(counter))
    return found


def _is_bound(found: auth.Caller, counter: int) -> bool:
    if found.actor.kind != "device" or TABLETS.isdisjoint(found.roles):
        return False
    device = context().accounts.device(found.actor.id)
    return device is not None and counter in device.counters


def _visit(snap: Snapshot, counter: int) -> dict[str, Any] | None:
    hall = snap.hall
    served = last_served(hall, counter, snap.at)
    ended_at = served.leg.ended_at if served else None
    if served is None or ended_at is None or served.leg.group not in hall.rules.groups:
        return None
    group = hall.rules.groups[served.leg.group]
    return {
        "ticket": served.id,
        "number": served.number,
        "group_vi": group.name_vi,
        "group_en": group.name_en,
        "finished_at": replies.local(hall, ended_at),
        "until": replies.local(hall, ended_at + timedelta(seconds=RATE_WITHIN_S)),
    }
