"""For kiosks and citizens: getting a number, following it, giving it up, rating the visit."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response

from server import documents
from server.desk import Actor
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.web import answers, auth
from server.web.asked import idempotency_key
from server.web.context import answer, context
from server.web.permits import needs, public
from server.web.schemas import Rating, TicketRequest

bp = APIBlueprint("tickets", __name__, tag="Tickets", url_prefix="/api/v1")


@bp.post("/tickets")
@bp.input(TicketRequest)
@bp.output(answers.Ticket, 201)
@bp.doc(security=["device", "officer"])
@needs(P.ISSUE)
def issue(json_data: TicketRequest) -> Response:
    """Give a number; for kiosks and staff."""
    by = auth.caller()
    made = context().desk.issue(
        by.actor,
        idempotency_key(),
        group=json_data.group,
        priority=json_data.priority,
        dossiers=json_data.dossiers,
        channel=json_data.channel,
        lang=json_data.lang,
        slot_at=json_data.appointment_at,
    )
    return answer(made, 201)


@bp.get("/tickets/<key>")
@bp.output(answers.TicketView)
@public
def view(key: str) -> Response:
    """The ticket as its holder sees it."""
    return answer(documents.ticket(context().snapshot(), key))


@bp.post("/tickets/<key>/leave")
@bp.output(answers.TicketState)
@public
def leave(key: str) -> Response:
    """Give up the place in the queue."""
    by = _holder(key)
    return answer(context().desk.leave(by, idempotency_key(), key))


@bp.post("/tickets/<key>/rating")
@bp.input(Rating)
@bp.output(answers.TicketState)
@public
def rate(key: str, json_data: Rating) -> Response:
    """Rate the visit, once, after service."""
    by = _holder(key)
    told = json_data
    done = context().desk.rate(by, idempotency_key(), key, told.score, told.reasons, told.comment)
    return answer(done)


def _holder(key: str) -> Actor:
    """The holder of a ticket, named by the ticket and not by its secret key.

    An unknown key is refused here, so that guessing costs no transaction.
    """
    ticket = context().desk.snapshot().hall.keys.get(key)
    if ticket is None:
        raise refuse("unknown-ticket")
    return Actor("citizen", ticket)
