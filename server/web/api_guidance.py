"""For the guidance desk: a ticket by its number, who missed their call, and what to do about it."""

from __future__ import annotations

from typing import Literal

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from broker.messages import Bilingual
from server import ticketview
from server.domain.permissions import Permission as P
from server.web import auth
from server.web.answers import LegState, many
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs
from server.web.schemas import Body, Reason

bp = APIBlueprint("guidance", __name__, tag="Guidance desk", url_prefix="/api/v1/desk")


class DeskTicket(BaseModel):
    """A ticket as staff see it. ``readmit_left_s``: how long a missed one is still taken back."""

    number: int
    group: str
    group_name: Bilingual
    zone: str
    counters: list[int]
    state: LegState
    counter: int | None
    ahead: int | None
    priority: bool
    priority_checked: bool
    dossiers: int
    lang: str
    issued_at: str
    mark_at: str
    called_at: str | None
    calls: int
    readmit_left_s: int | None
    can: list[Literal["reprint", "readmit", "priority", "cancel", "renew"]]


class Cancelling(Body):
    """Why a ticket is called off: a code of ``docs/facts.md``, or words."""

    reason: Reason = ""


class Priority(Body):
    """What staff saw: priority or none, and never why."""

    priority: bool


@bp.get("/tickets/<which>")
@bp.output(DeskTicket)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def ticket(which: str) -> Response:
    """Today's ticket of a number, or of the key in a slip's code."""
    snap = context().snapshot()
    return answer(ticketview.told(snap.hall, ticketview.find(snap, which), snap.at))


@bp.get("/missed")
@bp.output(many(DeskTicket))
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def missed() -> Response:
    """Who did not come when called, the newest first."""
    return answer(ticketview.missed(context().snapshot()))


@bp.post("/tickets/<int:number>/readmit")
@bp.output(DeskTicket)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def readmit(number: int) -> Response:
    """Who missed their call waits again with the mark of before, as long as the plan allows."""
    by = auth.caller()
    return answer(context().desk.readmit(by.actor, idempotency_key(), number))


@bp.post("/tickets/<int:number>/cancel")
@bp.input(Cancelling)
@bp.output(DeskTicket)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def cancel(number: int, json_data: Cancelling) -> Response:
    """Call a ticket off for its holder; the reason is kept."""
    by = auth.caller()
    done = context().desk.cancel_ticket(by.actor, idempotency_key(), number, json_data.reason)
    return answer(done)


@bp.post("/tickets/<int:number>/priority")
@bp.input(Priority)
@bp.output(DeskTicket)
@bp.doc(security=["officer"])
@needs(P.GUIDE)
def priority(number: int, json_data: Priority) -> Response:
    """Confirm priority, give it, or take it away; the mark follows."""
    by = auth.caller()
    told = json_data.priority
    return answer(context().desk.check_priority(by.actor, idempotency_key(), number, told))
