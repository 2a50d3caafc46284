"""For the guidance desk: how every kiosk is, and a slip once more."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from server import helpdesk, replies
from server.domain import refusals
from server.domain.errors import refuse
from server.domain.permissions import Permission as P
from server.seen import DeviceSeen
from server.web import answers, auth
from server.web.answers_alerts import RefusedTicket
from server.web.asked import idempotency_key
from server.web.context import Context, answer, context
from server.web.permits import needs
from server.web.schemas import ReprintNumber

bp = APIBlueprint("kiosks", __name__, tag="Kiosks", url_prefix="/api/v1/kiosks")


class Kiosk(BaseModel):
    """A kiosk as it last told. ``heard_at`` is null when it has said nothing since the start.

    ``alone`` tickets that it gave without us are still to be handed over; ``refused`` are today's
    that were not taken, and that still need a person.
    """

    id: str
    online: bool
    paper: str
    trouble: str | None
    queue: int
    heard_at: str | None
    version: str
    alone: int
    refused: list[RefusedTicket]


class Reprinting(BaseModel):
    """A slip that a kiosk was asked to print."""

    ticket: str
    number: int
    kiosk: str


@bp.get("")
@bp.output(answers.many(Kiosk))
@bp.doc(security=["officer"])
@needs(P.SEE_KIOSKS)
def kiosks() -> Response:
    """Every kiosk: connected or not, its paper, what is wrong with its printer."""
    parts = context()
    return answer([_kiosk(parts, id) for id in _in_force(parts)])


@bp.post("/<id>/reprint")
@bp.input(ReprintNumber)
@bp.output(Reprinting, 202)
@bp.doc(security=["officer"])
@needs(P.REPRINT)
def reprint(id: str, json_data: ReprintNumber) -> Response:
    """Print the slip of today's number once more at this kiosk, marked as a copy."""
    by, parts = auth.caller(), context()
    if id not in _in_force(parts):
        raise refuse("unknown-kiosk", id)
    done = parts.desk.reprint(by.actor, idempotency_key(), json_data.number, id)
    return answer(done, 202)


def _in_force(parts: Context) -> list[str]:
    devices = parts.accounts.list_devices()
    return [d.id for d in devices if d.role == "kiosk" and not d.revoked]


def _kiosk(parts: Context, id: str) -> dict[str, Any]:
    desk, hall = parts.desk, parts.snapshot().hall
    seen = desk.seen.devices.get(id, DeviceSeen())
    heard = seen.heard_at
    return {
        "id": id,
        "online": seen.state == "online",
        "paper": seen.paper,
        "trouble": seen.trouble,
        "queue": seen.queue,
        "heard_at": replies.local(hall, heard) if heard else None,
        "version": seen.version,
        "alone": seen.alone,
        "refused": [
            helpdesk.refused_ticket(hall, one) for one in refusals.living(hall) if one.device == id
        ],
    }
